"""The trail and the outbox on screen: words that people use, and never what was said."""

import ast
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings
from django.test import Client

import convenor
from convenor.kernel import audit
from convenor.kernel.actor import THE_SYSTEM, actor_of
from convenor.secretariat.spoken import DEEDS, EVENTS
from convenor.wiring import WIRING
from making import make_installation, make_secretariat

HOUSE = Path(convenor.__file__).parent


def recorded() -> set[str]:
    """Every verb that the code leaves in the trail."""
    calls = [
        node
        for file in HOUSE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record"
    ]
    found = {
        part.value for call in calls for part in ast.walk(call.args[1]) if isinstance(part, ast.Constant) and part.value
    }
    return {str(verb) for verb in found}


def test_every_deed_of_the_trail_has_its_words_and_no_words_lack_a_deed() -> None:
    assert len(recorded()) > 60
    assert recorded() == set(DEEDS)


def test_every_event_has_its_words() -> None:
    assert set(EVENTS) == set(WIRING)


@pytest.mark.django_db
def test_the_trail_is_told_in_words() -> None:
    make_installation()
    browser = Client()
    account = make_secretariat()
    browser.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    audit.record(actor_of(account), "item.opened", kind="agenda_item", subject="1")
    audit.record(THE_SYSTEM, "remarks.burnt", kind="session", subject="2 notes: 3")
    audit.record(actor_of(account), "of.an_earlier_version", kind="session", subject="2")
    text = browser.get("/trail/").content.decode()
    assert "Began an agenda item" in text
    assert "Officer" in text
    assert "By itself" in text
    assert "of.an_earlier_version" in text, "an entry that nobody has words for is still shown"
    assert "item.opened" not in text
    assert "agenda_item" not in text


@pytest.mark.django_db
def test_the_trail_is_shown_up_to_an_entry_that_cannot_be_read() -> None:
    make_installation()
    browser = Client()
    account = make_secretariat()
    browser.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    for verb in ("item.opened", "statement.read", "item.closed"):
        audit.record(actor_of(account), verb, kind="agenda_item", subject="1")
    unreadable = audit.Broken(sequence=2, reason="it cannot be read any more", unreadable=2)
    with mock.patch.object(audit, "verify", return_value=unreadable):
        page = browser.get("/trail/")
    text = page.content.decode()
    assert "it cannot be read any more" in text
    assert [entry.sequence for entry in page.context["page"]] == [1]
