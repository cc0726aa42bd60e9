"""The page that says who may do what: the whole table, and nothing that is not in it."""

import re
from html import unescape

import pytest
from django.test import Client

from convenor.kernel.words import WORDS
from convenor.public.portal import capabilities
from convenor.rules.policy import CAPABILITIES, SECOND_STEP, Capability
from convenor.rules.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]


def page() -> str:
    response = Client().get("/who-may-do-what/")
    assert response.status_code == 200
    return unescape(response.content.decode())


def rows(shown: str) -> dict[str, str]:
    """Each row of the page by what it is about."""
    found = re.findall(r'<tr role="row"><th scope="row" role="rowheader">(.*?)</tr>', shown, flags=re.DOTALL)
    return {re.split(r"\s*<", row)[0]: row for row in found}


def test_the_page_has_a_row_for_each_capability_and_no_other() -> None:
    assert set(rows(page())) == {entry.what for entry in CAPABILITIES.values()}


def test_each_row_names_its_roles_its_reason_and_its_marks() -> None:
    shown = rows(page())
    for entry in CAPABILITIES.values():
        row = shown[entry.what]
        assert entry.why in row
        who = row.split('data-label="Who may">')[1].split("</td>")[0].split("<span")[0]
        assert who.strip() == ", ".join(str(WORDS["Role"][role]) for role in Role if role in entry.roles)
        assert ("For the own organisation only" in row) == entry.own
        assert ("Needs a second step" in row) == bool(entry.roles & SECOND_STEP)


def test_a_new_capability_would_be_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    new = Capability(name="x", what="Feed the pigeons.", roles=frozenset({Role.GUEST}), why="Pigeons like guests.")
    monkeypatch.setattr(capabilities, "CAPABILITIES", {**CAPABILITIES, "x": new})
    assert "Feed the pigeons." in rows(page())


def test_every_public_page_leads_to_it() -> None:
    for address in ("/", "/about/"):
        assert 'href="/who-may-do-what/"' in Client().get(address).content.decode()


def test_what_members_do_stands_apart_from_what_the_secretariat_does_alone() -> None:
    shown = page()
    parts = shown.split("What the secretariat alone does")
    assert CAPABILITIES["draft.object"].what in parts[0]
    assert CAPABILITIES["remark.read"].what in parts[-1]
