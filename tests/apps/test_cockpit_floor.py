"""The floor of a session: what phones with its code and people with an account see, and what becomes of answers."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hour_scene import account_of, begun, make_hour, nominee_of, read, stand_in_account
from phone_scene import ONE, TWO, Phone, asked, intake_of_tests, revealed, sent, word_of

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.live import tokens
from convenor.kernel.live.snapshots import Last
from convenor.room.cockpit import floor, guessing, screen
from convenor.room.cockpit.codes import code_of, session_with
from convenor.room.meetings.actions.ground_rules import accept_rules
from convenor.room.meetings.models import Session, StatementReading
from convenor.room.meetings.queries import rules_to_accept
from convenor.room.polls import asking, holding
from convenor.room.polls.actions import polls
from convenor.room.polls.intake import Intake
from convenor.room.polls.models import Poll
from convenor.room.polls.slips import slip_book
from convenor.rules.ballots import Question
from convenor.rules.vocabulary import Capacity, PollKind, SessionState
from making import make_installation, make_secretariat

pytestmark = pytest.mark.django_db
SIGNED_IN = "allauth.account.auth_backends.AuthenticationBackend"
LATE_WORDS = "You came after the statement was read."


@pytest.fixture(autouse=True)
def nobody_has_guessed() -> None:
    cache.clear()


@pytest.fixture
def session(settings: Any, tmp_path: Path) -> Iterator[Session]:
    """An open session in which the statement is about to be read."""
    settings.CONVENOR_BALLOTS = tmp_path / "ballots"
    row = make_hour()
    make_installation(demo=True, today=row.starts_at.date())
    with clock.standing_at(row.starts_at):
        yield begun(row)


@pytest.fixture
def intake(session: Session) -> Iterator[Intake]:
    made = intake_of_tests()
    yield made
    made.counter.stop()


@pytest.fixture
def phone(session: Session) -> Phone:
    """A phone that was there when the statement was read."""
    there = Phone(session).open()
    read(session)
    return there.open()


def kept(poll: Poll) -> int:
    with holding.opened(asking.folder(), poll.pk) as place:
        return len(place.ballots())


def member(session: Session, slug: str = "apple") -> Client:
    client = Client()
    client.force_login(account_of(slug), backend=SIGNED_IN)
    return client


def address_of(session: Session) -> str:
    return reverse("cockpit:floor", args=[session.pk])


# Joining.


def test_a_code_is_asked_for_and_leads_to_the_floor(session: Session) -> None:
    client, code = Client(), code_of(session)
    assert 'name="code"' in client.get("/join/").content.decode()
    for typed in (code, code.lower(), f" {code[:3]}-{code[3:]} "):
        assert client.get("/join/", {"code": typed}).headers["Location"] == f"/join/{code}/"
    assert client.get(f"/join/{code.lower()}/").headers["Location"] == f"/join/{code}/"


def test_a_wrong_code_is_refused_in_the_same_words_however_near_it_is(session: Session) -> None:
    code = code_of(session)
    near = code[:-1] + next(letter for letter in "ABC" if letter != code[-1])
    answers = [Client().get("/join/", {"code": typed}) for typed in (near, "x", "", "é", "A" * 500)]
    answers += [Client().get(f"/join/{typed}/") for typed in (near, "x")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert "does not lead to a session now" in answers[0].content.decode()


@pytest.mark.parametrize("state", [SessionState.PLANNED, SessionState.CLOSED, SessionState.CANCELLED])
def test_a_code_of_a_session_that_is_not_open_is_like_one_that_never_was(session: Session, state: str) -> None:
    never = Client().get("/join/NOCODE/").content
    Session.objects.filter(pk=session.pk).update(state=state)
    gone = Client().get(f"/join/{code_of(session)}/")
    assert (gone.status_code, gone.content) == (404, never)


def test_ten_thousand_guessed_codes_lead_nowhere(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    monkeypatch.setattr("hmac.compare_digest", lambda one, other: compared.append(1) or one == other)
    letters = "23456789AB"
    guesses = [
        f"{letters[n // 1000]}{letters[n // 100 % 10]}{letters[n // 10 % 10]}{letters[n % 10]}ZZ" for n in range(10_000)
    ]
    assert code_of(session) not in guesses
    assert {session_with(guess) for guess in guesses} == {None}
    # Each took the same steps: one comparison for the one open session.
    assert len(compared) == 10_000


def test_a_guess_asks_the_database_the_same_however_near_it_is(session: Session) -> None:
    code, asked = code_of(session), []
    for typed in (code[:-1] + next(letter for letter in "ABC" if letter != code[-1]), "x", "A" * 500):
        for address in (f"/join/?code={typed}", f"/join/{typed}/"):
            cache.clear()
            with CaptureQueriesContext(connection) as queries:
                Client().get(address)
            asked.append([query["sql"] for query in queries])
    assert all(one == asked[0] for one in asked[::2])
    assert all(one == asked[1] for one in asked[1::2])


def test_a_hall_behind_one_address_may_mistype_often(session: Session) -> None:
    assert {Client().get("/join/NOCODE/").status_code for _ in range(100)} == {404}
    assert Client().get(f"/join/{code_of(session)}/").status_code == 200


@pytest.mark.parametrize("way", ["get", "post"])
def test_whoever_guesses_is_told_to_wait_and_learns_nothing_more(
    session: Session, phone: Phone, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(guessing, "_RATES", {"wrong_code": "30/m/ip"})
    guesser, right = Client(), f"/join/{code_of(session)}/"
    statuses = [getattr(guesser, way)(f"/join/NOCODE{number}/").status_code for number in range(40)]
    assert statuses == [404 if way == "get" else 403] * 30 + [429] * 10
    refused = guesser.get("/join/NOCODE/")
    assert guesser.get(right).content == refused.content
    assert guesser.get("/join/", {"code": code_of(session)}).content == refused.content
    assert "Wait a minute" in refused.content.decode()
    # Whoever is in the room already is not kept waiting for what somebody else beside them does.
    assert phone.client.get(right).status_code == 200


def test_right_codes_are_not_counted(session: Session) -> None:
    assert {Client().get(f"/join/{code_of(session)}/").status_code for _ in range(40)} == {200}


# What a phone keeps, and what is kept of it.


def test_a_phone_gets_a_slip_and_nothing_else(phone: Phone, session: Session) -> None:
    names = dict(phone.client.cookies.items())
    assert {name.partition("-")[0] for name in names} == {"slip", "heard"}
    for morsel in names.values():
        assert (morsel["path"], morsel["httponly"], morsel["samesite"]) == ("/", True, "Lax")
    assert asking.book_of(session).read(phone.slip)


def test_a_second_tab_and_a_reload_have_the_same_slip_and_another_phone_another(phone: Phone, session: Session) -> None:
    first = phone.slip
    assert phone.open().slip == first
    assert Phone(session).open().confirm().slip != first


def test_a_phone_that_reads_in_another_language_keeps_its_slip_and_what_it_read(phone: Phone, session: Session) -> None:
    kept = {name: morsel.value for name, morsel in phone.client.cookies.items()}
    assert f'value="{phone.slip}"' in phone.client.get(f"/fr{phone.address}").content.decode()
    assert {name: morsel.value for name, morsel in phone.client.cookies.items()} == kept
    # A browser of the tests sends every cookie everywhere; a real one only to where it was kept.
    french = Client().get(f"/fr{phone.address}")
    assert {morsel["path"] for morsel in french.cookies.values()} == {"/"}


def test_a_slip_of_elsewhere_is_taken_for_none(phone: Phone, session: Session) -> None:
    (name,) = (name for name in phone.client.cookies if name.startswith("slip"))
    foreign = slip_book("a key for tests", uuid4()).for_phone()
    phone.client.cookies[name] = foreign
    phone.open()
    assert phone.slip != foreign
    assert asking.book_of(session).read(phone.slip)


def test_no_account_is_asked_for_on_a_floor_that_is_joined_by_code(session: Session) -> None:
    client = member(session)
    page = client.get(f"/join/{code_of(session)}/").content.decode()
    assert "Sign out" not in page
    assert asking.slip_of(nominee_of("apple"), session) not in page


# The statement, for whoever comes late.


def test_whoever_comes_before_the_reading_sees_the_statement_and_is_in_after_it(session: Session) -> None:
    early = Phone(session).open()
    assert "The statement is read first." in early.page
    assert "In scope" in early.page
    read(session)
    assert "The session goes on." in early.open().page
    session.refresh_from_db()
    assert session.shown_later == 0


def anew(phone: Phone, listened_to: str) -> Phone:
    """The page fetches itself anew, and says what it listened to until now."""
    phone.page = phone.client.get(phone.address, headers={tokens.HEADER: listened_to}).content.decode()
    return phone


def test_a_page_that_followed_the_reading_has_heard_it_also_when_it_fetches_itself_anew(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, real = tokens.listening_address(f"floor:{session.pk}"), time.time()
    read(session)
    with clock.standing_at(session.starts_at.date()):
        StatementReading.objects.update(read_at=clock.now() - timedelta(minutes=6))

    def shown(minutes: float) -> None:
        """So long ago the page was shown; the statement was read six minutes ago."""
        monkeypatch.setattr(time, "time", lambda: real + 60 * minutes)

    shown(16)
    assert LATE_WORDS in anew(Phone(session), "").page
    assert LATE_WORDS in anew(Phone(session), tokens.listening_address(f"floor:{session.pk}")).page
    assert LATE_WORDS in anew(Phone(session), own.replace(str(session.pk)[:8], "0" * 8)).page
    phone = anew(Phone(session), own)
    assert "data-live" in phone.page
    assert LATE_WORDS not in phone.open().page, "the browser keeps it from now on"
    shown(5)
    assert LATE_WORDS in anew(Phone(session), own).page, "that page was shown after the reading"
    shown(6 + 16)
    assert LATE_WORDS in anew(Phone(session), own).page, "that page followed no longer when it was read"


@pytest.mark.parametrize("kind", [floor, screen], ids=["floor", "screen"])
@pytest.mark.parametrize("state", list(SessionState))
def test_who_follows_a_session_that_is_over_is_told_so_and_follows_no_longer(
    session: Session, kind: Any, state: SessionState
) -> None:
    Session.objects.filter(pk=session.pk).update(state=state)
    over = state not in (SessionState.PLANNED, SessionState.OPEN)
    assert isinstance(kind.snapshot(str(session.pk)), Last) is over


def test_whoever_comes_late_reads_the_statement_first_and_is_counted_once(session: Session, officer: Actor) -> None:
    read(session)
    asked(officer, session)
    late = Phone(session).open()
    assert LATE_WORDS in late.page
    assert not late.can_answer
    assert "data-live" not in late.page
    late.confirm()
    assert late.can_answer
    late.client.post(late.address, {"slip": late.slip})
    session.refresh_from_db()
    assert session.shown_later == 1
    assert LATE_WORDS not in late.open().page


def test_nobody_else_says_for_a_phone_that_it_has_read(session: Session) -> None:
    read(session)
    late = Phone(session).open()
    other = Phone(session).open()
    for fields in ({}, {"slip": other.slip}, {"slip": "x"}):
        assert late.client.post(late.address, fields).status_code == 403
    assert Client().post(late.address, {"slip": late.slip}).status_code == 403
    assert Client().post("/join/NOCODE/", {"slip": late.slip}).status_code == 403
    session.refresh_from_db()
    assert session.shown_later == 0


def test_a_browser_that_keeps_nothing_is_told_so(session: Session) -> None:
    read(session)
    page = Phone(session).open(f"/join/{code_of(session)}/?said=read").page
    assert "Your browser did not keep" in page


def test_what_one_browser_heard_is_not_heard_by_another_slip_in_it(phone: Phone, session: Session) -> None:
    (name,) = (name for name in phone.client.cookies if name.startswith("slip"))
    del phone.client.cookies[name]
    assert LATE_WORDS in phone.open().page


def test_a_statement_is_not_confirmed_before_it_was_read(session: Session) -> None:
    early = Phone(session).open()
    early.client.cookies.pop(next(name for name in early.client.cookies if name.startswith("heard")))
    assert early.client.post(early.address, {"slip": early.slip}).status_code == 409


# Answering.


def test_nothing_is_asked_yet(phone: Phone) -> None:
    assert "Nothing is asked now." in phone.page
    assert not phone.can_answer


def test_an_answer_is_sent_by_a_plain_form_and_said_to_be_sent(
    phone: Phone, session: Session, officer: Actor, intake: Intake
) -> None:
    poll = asked(officer, session)
    phone.open()
    assert phone.can_answer
    assert "cannot be changed afterwards" in phone.page
    assert f'formaction="/ballots/{poll.pk}/"' in phone.page
    assert phone.answer(intake, poll) == 303
    assert phone.said == "Sent. Nobody can see who answered, we cannot either."
    assert not phone.can_answer
    assert kept(poll) == 1


def test_a_second_tap_and_a_second_tab_count_once(
    phone: Phone, session: Session, officer: Actor, intake: Intake
) -> None:
    poll = asked(officer, session)
    phone.open()
    fields = {**phone.fields, "choice": 1}
    assert word_of(sent(intake, poll, fields, script=True)[2]) == "counted"
    assert word_of(sent(intake, poll, fields, script=True)[2]) == "already"
    phone.open()
    assert phone.said == "Sent. Nobody can see who answered, we cannot either."
    assert phone.answer(intake, poll, choice=0) == 303
    assert "already" in phone.said
    assert kept(poll) == 1


def test_a_late_answer_is_refused_and_what_is_asked_now_stands_below(
    phone: Phone, session: Session, officer: Actor, intake: Intake
) -> None:
    first = asked(officer, session)
    phone.open()
    polls.close_poll(officer, first)
    second = asked(officer, session, TWO)
    assert phone.answer(intake, first) == 303
    assert "Your answer was not counted." in phone.said
    assert phone.can_answer
    assert TWO.wording in phone.page
    assert kept(second) == 0


def test_what_was_said_of_one_answer_is_not_said_above_the_next_question(
    phone: Phone, session: Session, officer: Actor, intake: Intake
) -> None:
    first = asked(officer, session)
    phone.open().answer(intake, first)
    polls.close_poll(officer, first)
    asked(officer, session, TWO)
    phone.open(f"{phone.address}?said=counted")
    assert phone.said == ""
    assert phone.can_answer


def test_forged_and_guessed_slips_are_refused_alike(
    phone: Phone, session: Session, officer: Actor, intake: Intake
) -> None:
    poll = asked(officer, session)
    phone.open()
    mine = phone.slip
    forged = [
        mine[:-1] + ("A" if mine[-1] != "A" else "Q"),
        Phone(session).address,
        "",
        *(f"{n:054d}" for n in range(10_000)),
    ]
    answers = {sent(intake, poll, {"slip": one, "choice": 0, "back": phone.address}) for one in forged}
    ((status, location, body),) = answers
    assert (status, location) == (403, "")
    assert "Your answer was not counted." in body
    assert kept(poll) == 0


def test_a_refusal_leads_back_to_the_floor(phone: Phone, session: Session, officer: Actor, intake: Intake) -> None:
    poll = asked(officer, session)
    assert phone.open().answer(intake, poll, choice=9) == 422
    assert f'href="{phone.address}"' in phone.page


# What is shown.


def test_a_result_is_shown_once_it_is_revealed(phone: Phone, session: Session, officer: Actor) -> None:
    poll = asked(officer, session)
    polls.close_poll(officer, poll)
    assert ONE.wording not in phone.open().page
    shown = revealed(officer, session, TWO)
    assert shown.wording in phone.open().page
    assert "Most chose “Learning”" in phone.page


def test_while_something_is_asked_earlier_results_are_folded_away(
    phone: Phone, session: Session, officer: Actor
) -> None:
    revealed(officer, session)
    asked(officer, session, TWO)
    assert re.search(rf"<details[^>]*><summary>What was answered: <bdi>{re.escape(ONE.wording)}", phone.open().page)


def test_the_item_that_is_on_is_named_without_who_leads_it(phone: Phone, session: Session) -> None:
    item = session.items.all()[1]
    item.opened_at, item.lead_id, item.title = session.starts_at, "cisco", "What we saw"
    item.save()
    assert "</span> <bdi>What we saw</bdi>." in phone.open().page
    assert "Cisco" not in phone.page


def test_breakouts_are_told_by_their_themes(phone: Phone, session: Session) -> None:
    group = session.rounds.create(minutes=15, state="running", began_at=session.starts_at)
    group.breakouts.create(number=1, theme="Asking early").places.create(organisation_id="cisco")
    assert "Breakout 1: <bdi>Asking early</bdi>" in phone.open().page
    assert "Cisco" not in phone.page
    assert "Breakout 1: <bdi>Asking early</bdi>" in screen.snapshot(str(session.pk))


def test_the_session_is_over(phone: Phone, session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(state=SessionState.CLOSED)
    assert "The session is over." in floor.snapshot(str(session.pk))
    assert "The session is over." in member(session).get(address_of(session)).content.decode()


def test_before_it_begins_a_member_sees_when_it_does(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(state=SessionState.PLANNED)
    page = member(session).get(address_of(session)).content.decode()
    assert "has not begun yet" in page
    assert "14 March 2023" in page


# What all listeners are sent.

EVERY_KIND = [
    ONE,
    Question(kind=PollKind.SEVERAL, wording="Which?", options=("A", "B"), most=2),
    Question(kind=PollKind.RANKING, wording="In which order?", options=("A", "B"), most=2),
    Question(kind=PollKind.SCALE, wording="How ready?", ends=("Not", "Very")),
    Question(kind=PollKind.TEXT, wording="What is hard?"),
    Question(kind=PollKind.CLOUD, wording="One word?", most=2),
    Question(kind=PollKind.STATEMENTS, wording="Where do you stand?", options=("A", "B")),
]


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda question: question.kind)
def test_a_snapshot_is_the_same_for_all_and_stands_on_the_page(
    phone: Phone, session: Session, officer: Actor, question: Question
) -> None:
    asked(officer, session, question)
    fragment = floor.snapshot(str(session.pk))
    assert fragment == floor.snapshot(str(session.pk))
    assert phone.open().page.count(re.sub(r"\s+", " ", question.wording)) >= 1
    assert "".join(fragment.split()) in "".join(phone.client.get(phone.address).content.decode().split())
    assert phone.slip not in fragment
    assert "csrfmiddlewaretoken" not in fragment


def test_a_floor_says_nothing_of_how_many_have_answered(
    phone: Phone, session: Session, officer: Actor, intake: Intake
) -> None:
    poll = asked(officer, session)
    before = floor.snapshot(str(session.pk))
    for _ in range(6):
        Phone(session).open().confirm().answer(intake, poll)
    assert kept(poll) == 6
    assert floor.snapshot(str(session.pk)) == before


# With an account.


def test_a_member_has_one_slip_that_says_for_which_organisation(session: Session, officer: Actor) -> None:
    client = member(session)
    client.get(address_of(session))
    read(session)
    asked(officer, session)
    page = client.get(address_of(session)).content.decode()
    slip = asking.slip_of(nominee_of("apple"), session)
    assert f'name="slip" value="{slip}"' in page
    assert f'name="slip" value="{slip}"' in client.get(address_of(session)).content.decode()
    assert slip not in {morsel.value for morsel in client.cookies.values()}


def test_a_member_answers_once_also_from_a_second_browser(session: Session, officer: Actor, intake: Intake) -> None:
    first, second = member(session), member(session)
    for client in (first, second):
        client.get(address_of(session))
    read(session)
    poll = asked(officer, session)
    fields = {"slip": asking.slip_of(nominee_of("apple"), session), "choice": 0, "back": address_of(session)}
    assert sent(intake, poll, fields)[1] == f"{address_of(session)}?said=counted"
    assert 'class="notice said" role="status" tabindex="-1">Sent.' in second.get(address_of(session)).content.decode()
    assert sent(intake, poll, fields)[1] == f"{address_of(session)}?said=already"
    assert kept(poll) == 1


def test_a_member_who_comes_late_reads_the_statement_first(session: Session) -> None:
    read(session)
    client = member(session)
    assert LATE_WORDS in client.get(address_of(session)).content.decode()
    for _ in range(2):
        assert LATE_WORDS not in client.post(address_of(session), follow=True).content.decode()
    session.refresh_from_db()
    assert session.shown_later == 1
    # Somebody else at the same computer has not read it.
    client.force_login(account_of("cisco"), backend=SIGNED_IN)
    assert LATE_WORDS in client.get(address_of(session)).content.decode()


@pytest.mark.parametrize("capacity", [Capacity.DELEGATE, Capacity.GUEST])
def test_a_stand_in_accepts_the_rules_first(session: Session, capacity: Capacity) -> None:
    Session.objects.filter(pk=session.pk).update(state=SessionState.PLANNED)
    account = stand_in_account(session, "ericsson", capacity)
    begun(session)
    client = Client()
    client.force_login(account, backend=SIGNED_IN)
    for method in (client.get, client.post):
        assert method(address_of(session)).headers["Location"] == reverse("meetings:rules", args=[session.pk])
    rules = rules_to_accept(actor_of(account), session)
    assert rules is not None
    accept_rules(actor_of(account), session, seen=rules.seen)
    assert "The statement is read first." in client.get(address_of(session)).content.decode()


def test_the_floor_by_account_is_not_the_officers(session: Session) -> None:
    client = Client()
    client.force_login(make_secretariat(name="Officer 3"), backend=SIGNED_IN)
    assert client.get(address_of(session)).status_code == 403
