"""A button's page may say where to go on to, but only within this installation."""

import pytest
from django.test import RequestFactory

from convenor.kernel.asking import onward


def test_a_page_says_where_to_go_on_to() -> None:
    pressed = RequestFactory().post("/sessions/x/open/", {"next": "/sessions/x/cockpit/?shown=1#round"})
    assert onward(pressed, "/sessions/x/") == "/sessions/x/cockpit/?shown=1#round"


def test_without_a_wish_the_button_leads_where_it_always_did() -> None:
    assert onward(RequestFactory().post("/sessions/x/open/"), "/sessions/x/") == "/sessions/x/"


def test_a_wish_in_the_address_is_none() -> None:
    assert onward(RequestFactory().post("/sessions/x/open/?next=/cohorts/"), "/sessions/x/") == "/sessions/x/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "///elsewhere.example/",
        "/\\elsewhere.example/",
        "/\n/elsewhere.example/",
        "\\\\elsewhere.example/",
        "javascript:alert(1)",
        "cockpit/",
        " /cohorts/",
        "",
    ],
)
def test_nothing_leads_out_of_the_installation(elsewhere: str) -> None:
    assert onward(RequestFactory().post("/sessions/x/open/", {"next": elsewhere}), "/sessions/x/") == "/sessions/x/"
