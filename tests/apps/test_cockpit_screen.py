"""The shared screen: what a whole room may see, and nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from hour_scene import account_of, begun, make_hour, read
from phone_scene import ONE, TWO, Phone, asked, intake_of_tests, revealed

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.kernel.qr import qr_of
from convenor.room.cockpit import screen
from convenor.room.cockpit.codes import code_of
from convenor.room.meetings.models import Session
from convenor.room.polls.actions import polls
from convenor.rules.ballots import Question
from convenor.rules.vocabulary import PollKind, SessionState
from making import make_installation

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(settings: Any, tmp_path: Path) -> Iterator[Session]:
    """An open session in which the statement is about to be read."""
    settings.CONVENOR_BALLOTS = tmp_path / "ballots"
    row = make_hour()
    make_installation(demo=True, today=row.starts_at.date())
    with clock.standing_at(row.starts_at):
        yield begun(row)


def seen(session: Session) -> str:
    return screen.snapshot(str(session.pk))


def page(client: Client, session: Session) -> str:
    return client.get(reverse("cockpit:screen", args=[session.pk])).content.decode()


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_screen_is_the_officers_to_open(session: Session, signed_in: Client, client: Client) -> None:
    assert "2023 Q1 Session 1" in page(signed_in, session)
    client.force_login(account_of("apple"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("cockpit:screen", args=[session.pk])).status_code == 403


def test_whoever_sees_the_screen_finds_the_floor_by_camera_or_by_hand(session: Session, signed_in: Client) -> None:
    told, code = page(signed_in, session), code_of(session)
    address = f"http://testserver/join/{code}/"
    assert f'<a href="{address}" aria-label="Join at {address}"><svg' in told
    assert f'<p class="code"><bdi>{code}</bdi></p>' in told
    assert "><bdi>testserver/join</bdi></a>" in told
    # Who opened the screen in French shows it to a room that reads in six languages.
    french = signed_in.get(f"/fr{reverse('cockpit:screen', args=[session.pk])}").content.decode()
    assert f'<a href="{address}" aria-label=' in french
    assert "><bdi>testserver/join</bdi></a>" in french


def test_a_phone_chooses_its_language_and_the_shared_screen_offers_none(session: Session, signed_in: Client) -> None:
    for address in ("/join/", f"/join/{code_of(session)}/"):
        phone = Client().get(f"/fr{address}").content.decode()
        assert re.findall(r'<a href="(/ar/[^"]*)" lang="ar"', phone) == [f"/ar{address}"]
    assert "hreflang" not in page(signed_in, session)


def test_a_drawing_carries_its_address_and_no_style() -> None:
    drawn = qr_of("http://testserver/join/ABC234/")
    assert drawn.startswith("<svg")
    assert "style" not in drawn
    assert drawn == qr_of("http://testserver/join/ABC234/") != qr_of("http://testserver/join/ABC235/")


def test_nothing_on_the_screen_is_the_secretariats_alone(session: Session, signed_in: Client, officer: Actor) -> None:
    read(session)
    item = session.items.all()[1]
    item.opened_at, item.lead_id = session.starts_at, "cisco"
    item.save()
    session.updates.create(organisation_id="ericsson", priority="A card", scope_reason="A reason")
    session.remarks.create(kind="challenge", text="A sealed note")
    session.attendances.create(
        organisation_id="apple", capacity="nominee", origin="officer", recorded_at=session.starts_at
    )
    Session.objects.filter(pk=session.pk).update(redirects=7, shown_later=9)
    polls.write_poll(officer, session, polls.Wanted(question=TWO))
    told = page(signed_in, session)
    for word in (
        "Cisco",
        "Ericsson",
        "Apple",
        "A card",
        "A reason",
        "A sealed note",
        TWO.wording,
        "Monday",
        "Sign out",
    ):
        assert word not in told, word
    assert not re.search(r"\b[79]\b", re.sub(r"<[^>]*>", " ", seen(session)))


def test_the_statement_stands_there_until_it_is_read(session: Session) -> None:
    assert "Out of scope" in seen(session)
    read(session)
    assert "Out of scope" not in seen(session)
    assert "The session goes on." in seen(session)


def test_it_waits_with_the_item_that_is_on(session: Session) -> None:
    read(session)
    session.items.filter(position=2).update(opened_at=session.starts_at, title="What we saw")
    assert "What we saw" in seen(session)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (ONE, ONE.options),
        (
            Question(kind=PollKind.SCALE, wording="How ready?", ends=("Not at all", "Very")),
            ("Not at all", "1 – 5", "Very"),
        ),
        (Question(kind=PollKind.TEXT, wording="What is hard?"), ()),
        (
            Question(kind=PollKind.STATEMENTS, wording="Where do you stand?", options=("Early is better",)),
            ("Early is better",),
        ),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_a_question_stands_there_with_its_answers(
    session: Session, officer: Actor, question: Question, words: tuple[str, ...]
) -> None:
    asked(officer, read(session), question)
    told = seen(session)
    assert question.wording in told
    assert all(word in told for word in words)
    assert "<button" not in told
    assert "<input" not in told


def test_the_count_is_no_number_while_few_have_answered(session: Session, officer: Actor) -> None:
    poll = asked(officer, read(session))
    intake, counts = intake_of_tests(), []
    for _ in range(6):
        Phone(session).open().confirm().answer(intake, poll)
        counts += re.findall(r"Answers: <strong>(.*?)</strong>", seen(session))
    intake.counter.stop()
    assert counts == ["fewer than 5"] * 4 + ["5", "6"]


def test_a_result_is_there_once_it_is_revealed_and_until_its_item_is_over(session: Session, officer: Actor) -> None:
    read(session)
    first, second = session.items.filter(position__in=(2, 3))
    first.opened_at = session.starts_at
    first.save()
    poll = revealed(officer, session)
    poll.item = first
    poll.save()
    told = seen(session)
    assert "<table" in told
    assert "<svg" in told
    assert ONE.wording in told
    first.closed_at = second.opened_at = session.starts_at
    first.save()
    second.save()
    assert ONE.wording not in seen(session)


def test_what_is_asked_now_comes_before_what_was_answered(session: Session, officer: Actor) -> None:
    revealed(officer, read(session))
    asked(officer, session, TWO)
    assert TWO.wording in seen(session)
    assert ONE.wording not in seen(session)


def test_the_end_is_said_and_the_code_taken_away(session: Session, signed_in: Client) -> None:
    Session.objects.filter(pk=session.pk).update(state=SessionState.CLOSED)
    assert "The session is over." in seen(session)
    # On a screen that was open before, this is what hides how to join.
    assert 'class="large over"' in seen(session)
    assert code_of(session) not in page(signed_in, session)


def test_before_the_session_the_screen_says_welcome(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(state=SessionState.PLANNED)
    assert "Welcome." in seen(session)


def test_what_listeners_are_sent_stands_on_the_page_at_first(
    session: Session, signed_in: Client, officer: Actor
) -> None:
    asked(officer, read(session))
    assert squeezed(seen(session)) in squeezed(page(signed_in, session))
    assert "csrfmiddlewaretoken" not in seen(session)
    assert render_to_string("patterns/live.html").strip() in page(signed_in, session)
