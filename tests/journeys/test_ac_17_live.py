"""AC-17 in the room: both wordings asked as open texts, ten answers from thirty phones, and what becomes of them."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from convenor.kernel import clock
from convenor.kernel.actor import actor_of
from convenor.kernel.installation import installation
from convenor.people.models import Account
from convenor.room.meetings.models import Session, StatementReading
from convenor.room.meetings.queries import statement_in_force
from convenor.room.polls import asking
from convenor.room.polls.actions import showing
from convenor.room.polls.actions.polls import close_poll
from convenor.room.polls.intake import Intake
from convenor.room.polls.models import Answer, Poll
from convenor.room.series.models import Webinar
from convenor.room.statistics.models import Table
from convenor.rules.vocabulary import PollState, SessionState
from journeys.conftest import EMAILS, SignIn
from journeys.reading import words
from journeys.test_ac_17_poll import SHOWN_AS, TEN, THEMES, WORDING, themes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
PHONES = 30


@pytest.fixture
def session(settings: Settings, tmp_path: Path) -> Iterator[Session]:
    """The first webinar of the series, open, with the statement read."""
    settings.CONVENOR_BALLOTS = tmp_path / "ballots"
    row = Webinar.objects.filter(series="plp").order_by("number").first()
    assert row is not None
    day = installation().today
    assert day is not None
    with clock.standing_at(day):
        statement = statement_in_force(day)
        Session.objects.filter(pk=row.session_id).update(state=SessionState.OPEN, opened_at=clock.now())
        StatementReading.objects.filter(session=row.session_id).delete()
        StatementReading.objects.create(
            session_id=row.session_id, statement=statement, reader_role="officer", read_at=clock.now()
        )
        yield Session.objects.get(pk=row.session_id)


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    return sign_in("officer")


def asked(officer: Client, session: Session, wording: str) -> Poll:
    """An officer writes an open question and asks it."""
    address = reverse("polls:write", args=[session.pk]) + "?kind=text"
    answer = officer.post(address, {"wording": wording, "most_each": "2"})
    assert answer.status_code == 302
    poll = Poll.objects.get(session=session, wording=wording)
    officer.post(reverse("polls:open", args=[poll.pk]))
    poll.refresh_from_db()
    assert poll.state == PollState.OPEN
    return poll


def sent(intake: Intake, poll: Poll, slip: str, text: str, **fields: str) -> str:
    """What a phone is told that sends this."""
    body = urlencode({"slip": slip, "text": text, **fields}).encode()
    told: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    headers = [
        (b"host", b"localhost"),
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"accept", b"application/json"),
    ]
    scope = {
        "type": "http",
        "method": "POST",
        "path": f"/ballots/{poll.pk}/",
        "headers": headers,
        "query_string": b"",
        "scheme": "http",
        "client": ("127.0.0.1", 1),
    }
    asyncio.run(intake(scope, receive, send))
    return str(json.loads(told[-1]["body"])["said"])


def answered(poll: Poll, texts: list[str]) -> list[str]:
    """Thirty phones have joined; as many as there are texts send one each, and the first sends it again."""
    book = asking.book_of(poll.session)
    slips = [book.for_phone() for _ in range(PHONES)]
    intake = Intake(asking.folder(), settings.SECRET_KEY, lambda _session: None)
    try:
        told = [sent(intake, poll, slip, text) for slip, text in zip(slips, texts, strict=False)]
        return [*told, sent(intake, poll, slips[0], "Once more")]
    finally:
        intake.counter.stop()


def ended(officer: Client, poll: Poll) -> Poll:
    officer.post(reverse("polls:close", args=[poll.pk]))
    poll.refresh_from_db()
    return poll


@pytest.fixture
def poll(officer: Client, session: Session) -> Poll:
    row = asked(officer, session, WORDING)
    assert answered(row, TEN) == ["counted"] * 10 + ["already"]
    return ended(officer, row)


def test_both_wordings_are_asked_one_after_the_other_and_ten_come_out_of_each(
    officer: Client, session: Session
) -> None:
    for wording in (WORDING, SHOWN_AS):
        row = asked(officer, session, wording)
        assert answered(row, TEN) == ["counted"] * 10 + ["already"]
        row = ended(officer, row)
        assert row.prompt is not None
        assert row.prompt.wording == wording
        assert sorted(row.prompt.answers.values_list("text", flat=True)) == sorted(TEN)
        page = words(officer.get(reverse("polls:said", args=[row.pk])))
        assert all(text in page for text in TEN)


def test_nothing_that_is_stored_says_who_wrote(poll: Poll) -> None:
    """No column of what is kept of a poll is a person, an account, an organisation, an address or a time."""
    for model in (Answer, Poll, apps.get_model("polls", "Ballot")):
        for column in model._meta.get_fields():
            assert not isinstance(column, models.DateTimeField | models.TimeField | models.GenericIPAddressField)
            if column.is_relation and column.many_to_one:
                assert column.related_model._meta.label in {
                    "polls.Prompt",
                    "polls.Theme",
                    "polls.Poll",
                    "meetings.Session",
                    "meetings.AgendaItem",
                }
    assert not poll.ballots.exists()


def test_an_author_in_storage_would_be_seen() -> None:
    assert any(isinstance(column, models.DateTimeField) for column in Session._meta.get_fields())
    labels = {
        one.related_model._meta.label for one in Webinar._meta.get_fields() if one.is_relation and one.many_to_one
    }
    assert "series.Series" in labels


def test_the_grouping_is_offered_and_can_be_changed(officer: Client, poll: Poll) -> None:
    prompt = poll.prompt
    assert prompt is not None
    assert themes(prompt) == sorted(THEMES, key=lambda theme: (-len(theme), min(theme)))
    remedy, target = prompt.answers.get(text=TEN[5]), prompt.answers.get(text=TEN[2]).theme
    assert target is not None
    given = {f"label-{theme.number}": theme.label for theme in prompt.themes.all()}
    given |= {f"place-{one.pk}": str(one.theme.number) for one in prompt.answers.all() if one.theme}
    officer.post(reverse("polls:prompt", args=[prompt.pk]), {**given, f"place-{remedy.pk}": str(target.number)})
    assert {3, 6} in themes(prompt)


def test_a_cluster_of_one_is_in_no_public_statistic(officer: Client, poll: Poll) -> None:
    prompt = poll.prompt
    assert prompt is not None
    officer.post(reverse("polls:count", args=[prompt.pk]))
    release = Table.objects.order_by("-made_at").values_list("release", flat=True)[0]
    named = {
        name for one in release["tables"] for cell in one["cells"] for names in cell["where"].values() for name in names
    }
    alone = {theme.label for theme in prompt.themes.all() if theme.answers.count() == 1}
    assert len(alone) == 5
    assert not alone & named


def test_the_room_reads_what_the_officer_lets_it_read_word_for_word(officer: Client, poll: Poll) -> None:
    officer.post(reverse("polls:reveal", args=[poll.pk]))
    address = reverse("polls:poll", args=[poll.pk])
    assert not any(text in words(officer.get(address)) for text in TEN)
    written = [one.key for one in showing.written_in(poll)]
    officer.post(reverse("polls:decide", args=[poll.pk]), {"clean": written})
    page = words(officer.get(address))
    assert sum(text in page for text in TEN) >= 8


def test_a_late_answer_is_refused_and_a_session_keeps_no_open_poll(session: Session, officer: Client) -> None:
    row = asked(officer, session, SHOWN_AS)
    close_poll(actor_of(Account.objects.get(email=EMAILS["officer"])), row)
    assert answered(row, TEN[:1])[0] == "late"
