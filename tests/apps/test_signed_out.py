"""Signing somebody out: their browsers, and what they follow."""

import pytest
from django.test import Client

from convenor.people import signed_out
from convenor.people.signed_out import sign_out_everywhere
from making import make_installation, make_person

pytestmark = pytest.mark.django_db


def test_every_browser_is_signed_out_but_the_one_that_asks_and_live_pages_ask_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_installation()
    left: list[bool] = []
    monkeypatch.setattr(signed_out, "somebody_left", lambda: left.append(True))
    own, somebody_else = make_person("Somebody").account, make_person("Somebody else").account
    assert own is not None
    assert somebody_else is not None
    here, there, other = Client(), Client(), Client()
    here.force_login(own)
    there.force_login(own)
    other.force_login(somebody_else)
    sign_out_everywhere(own, but=str(here.session.session_key))
    assert [client.get("/account/").status_code for client in (here, there, other)] == [200, 302, 200]
    assert left == [True]
    sign_out_everywhere(own)
    assert here.get("/account/").status_code == 302
