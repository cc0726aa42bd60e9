"""Polls in another language: what a room read is kept in English and told in the reader's own."""

import asyncio
import html
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from asking_scene import DAY, OPTIONS, QUESTIONS, make_hour, over
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.kernel.charts import charts_of, withheld_from
from convenor.kernel.language import told
from convenor.room.groups.models import YearEndUpdate
from convenor.room.meetings.forms.urgent import PURPOSE
from convenor.room.meetings.models import Session
from convenor.room.meetings.urgent import with_letter
from convenor.room.polls import intake
from convenor.room.polls.actions import polls
from convenor.room.polls.actions.prompts import gather_updates
from convenor.room.polls.intake import Reply
from convenor.room.polls.models import Opinion, Poll, Prompt
from convenor.room.polls.views.reach import called
from convenor.rules.ballots.columns import one_in_answers
from convenor.rules.opinion import opinion_of, read_votes
from convenor.rules.urgent import UrgentFacts
from convenor.rules.vocabulary import PollKind
from journeys import marked
from making import make_cohort, make_installation, make_member, make_organisation, make_year

pytestmark = pytest.mark.django_db
BACK = "/join/ABC-123/"


@pytest.fixture(autouse=True)
def in_marks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every text of ours is marked in one language; nothing said so is remembered for other tests."""
    marked.speak(monkeypatch)
    intake._in_json.cache_clear()
    intake._page.cache_clear()
    yield
    intake._in_json.cache_clear()
    intake._page.cache_clear()


@pytest.fixture
def session(settings: Settings, tmp_path: Path) -> Iterator[Session]:
    settings.CONVENOR_BALLOTS = tmp_path
    with clock.standing_at(DAY):
        yield make_hour(tmp_path)


def answered(said: Reply, *, script: bool, back: str) -> bytes:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"headers": [(b"accept", b"application/json")] if script else []}
    asyncio.run(intake._reply(scope, send, said, {"back": [back]}))
    return bytes(sent[1]["body"])


@pytest.mark.parametrize(
    ("kind", "choices"),
    [
        (PollKind.ONE, [[0]] * 13),
        (PollKind.SEVERAL, [[0, 1]] * 13),
        (PollKind.RANKING, [[0, 1]] * 13),
        (PollKind.SCALE, [[4]] * 13),
        (PollKind.CLOUD, [["trust", "courage"]] * 12),
        (PollKind.STATEMENTS, [[1, 1, 1]] * 12),
    ],
)
def test_what_a_room_read_is_told_as_it_was_kept(
    officer: Actor, session: Session, kind: PollKind, choices: list[Any]
) -> None:
    with translation.override(marked.LANGUAGE):
        polls.reveal_poll(officer, poll := over(officer, session, kind, choices))
    row = Poll.objects.get(pk=poll.pk)
    kept = row.result["in_words"] if row.result else ""
    assert kept.startswith("On the question “")
    assert kept.isascii() or not marked._MARKED.search(kept)
    assert row.said
    assert kept.endswith(row.said[1:])
    with translation.override(marked.LANGUAGE):
        words = told(row.said)
    for shown in (*OPTIONS, "trust", "courage", *row.ends):
        words = words.replace(f"\u2068{shown}\u2069", "")
    assert not marked._WORDS.search(words)


def test_what_an_earlier_version_kept_stays_as_it_is(officer: Actor, session: Session) -> None:
    polls.reveal_poll(officer, poll := over(officer, session, PollKind.ONE, [[0]] * 13))
    row = Poll.objects.get(pk=poll.pk)
    row.result = {**(row.result or {}), "in_words": "On the question “What comes first?”: nearly all took “Remedy”."}
    assert row.said == "Nearly all took “Remedy”."


def test_why_nothing_is_said_of_votes_is_told_from_what_was_kept() -> None:
    votes = read_votes("timestamp,comment-id,voter-id,vote\n1,1,ann,1\n2,1,ben,-1\n")
    kept = opinion_of(votes)[0].statements_withheld
    row = Opinion(withheld=str(kept))
    assert row.why_withheld == kept
    with translation.override(marked.LANGUAGE):
        assert not marked._WORDS.search(told(row.why_withheld))


def test_what_is_gathered_is_kept_in_english_and_called_in_the_language(officer: Actor) -> None:
    year = make_year(make_cohort(), 2023)
    make_installation(demo=True, today=DAY)
    member = make_member(year.cohort, make_organisation("cisco"))
    YearEndUpdate.objects.create(year=year, membership=member, received_on=DAY, text="We learned to ask early.")
    with translation.override(marked.LANGUAGE):
        prompt = gather_updates(officer, year.cohort, 2023)
        assert not marked._WORDS.search(called(prompt))
    assert prompt.wording == called(prompt) == "What members wrote at the end of 2023"
    assert called(Prompt(wording="What is hard?")) == "What is hard?"


def test_what_experts_get_is_english_whoever_calls() -> None:
    make_installation(demo=True, today=DAY)
    facts = UrgentFacts(
        happened="A law was passed.",
        source_url="https://news.example/1",
        starts_at=datetime(2023, 3, 14, 15, tzinfo=UTC),
        themes=("The law",),
        purpose=str(PURPOSE),
    )
    with translation.override(marked.LANGUAGE):
        asked = with_letter(facts, source_title="", minutes=60, join_url="")
    assert "Tuesday 14 March 2023, 15:00 UTC, 60 minutes" in asked.letter
    assert not marked._MARKED.search(asked.subject + asked.letter)


def test_a_table_of_ours_is_told_and_its_names_stay() -> None:
    column = str(one_in_answers("Remedy", "What do you do?"))
    cells = [{"where": {column: ["Remedy"]}, "least": 8, "most": 9, "words": "most"}]
    cells.append({"where": {column: ["other answers"]}, "count": 5})
    release = {"tables": [{"by": [column], "cells": cells}], "withheld": [{"by": ["region", "Colour"]}]}
    with translation.override(marked.LANGUAGE):
        (chart,), withheld = charts_of(release), withheld_from(release)
        lines = [words for line in chart.lines for words in (line.label, line.said)]
    told_there = " ".join([chart.title, *lines, *withheld])
    for name in ("Remedy", "What do you do?", "Colour"):
        assert name in told_there
        told_there = told_there.replace(name, "")
    assert not marked._WORDS.search(told_there)


@pytest.mark.parametrize("fields", [{}, {"choice": ["0", "1", "2"]}, {"choice": ["1", "1"]}])
def test_why_a_ballot_cannot_be_counted_is_told_in_the_language_of_its_page(fields: dict[str, list[str]]) -> None:
    _none, reply = intake._ballot(QUESTIONS[PollKind.SEVERAL], fields)
    words = json.loads(answered(reply, script=True, back=f"/{marked.LANGUAGE}{BACK}"))
    assert words["said"] == "unclear"
    assert not marked._WORDS.search(words["why"])
    page = answered(reply, script=False, back=f"/{marked.LANGUAGE}{BACK}").decode()
    assert words["why"] in html.unescape(page)
    assert json.loads(answered(reply, script=True, back=BACK))["why"] == reply.why


def test_a_form_whose_hidden_part_is_gone_says_so_once_and_in_words(signed_in: Client, session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(state="planned")
    page = signed_in.post(f"/ar{reverse('meetings:agenda', args=[session.pk])}", {}).content.decode()
    assert page.count(marked.marked("Load the page again to see how things stand.")) == 1
    assert "TOTAL_FORMS)" not in page
