"""The cockpit: one page from which an officer runs the hour, the same for all, and back to it from each button."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hour_scene import MEMBERS, START, account_of, begun, make_hour, read, stand_in_account

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.kernel.models import AuditEntry
from convenor.room.breakouts.actions import begin_round, plan_breakouts
from convenor.room.cockpit import cockpit
from convenor.room.meetings.models import AgendaItem, AgendaSending, Attendance, BriefUpdate, Remark, Session
from convenor.room.polls.actions.polls import Wanted, open_poll, write_poll
from convenor.rules.ballots import Question
from convenor.rules.vocabulary import AgendaItemKind, Capacity, Origin, PollKind, SessionState
from making import make_member, make_organisation, make_secretariat

pytestmark = pytest.mark.django_db

A_MINUTE = timedelta(minutes=1)
IN_WORDS = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Let the clock show a moment."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture(autouse=True)
def at_the_start(at: Callable[[datetime], None]) -> None:
    at(START)


@pytest.fixture
def hour() -> Session:
    return begun(make_hour())


def here(session: Session) -> str:
    return reverse("cockpit:cockpit", args=[session.pk])


def page(client: Client, session: Session) -> str:
    response = client.get(here(session))
    assert response.status_code == 200
    return response.content.decode()


def buttons(text: str) -> list[tuple[str, dict[str, str]]]:
    """The buttons of the fragment: what they say, and where and what they send."""
    found = re.findall(r'<button ([^>]*form="act"[^>]*)>(.*?)</button>', text, re.DOTALL)
    return [
        (re.sub(r"<[^>]+>", "", words).strip(), dict(re.findall(r'(\w+)="([^"]*)"', given))) for given, words in found
    ]


def press(client: Client, session: Session, words: str, **headers: str) -> str:
    """Press the first button that says this; where one is afterwards."""
    given = next(given for said, given in buttons(page(client, session)) if said.startswith(words))
    response = client.post(given["formaction"], {given["name"]: given["value"]}, **headers)  # type: ignore[arg-type]
    assert response.status_code == 302, (words, response.status_code)
    return response.headers["Location"]


def item(session: Session, kind: AgendaItemKind) -> AgendaItem:
    return session.items.get(kind=kind)


def card(session: Session, organisation: str, **said: str) -> BriefUpdate:
    return BriefUpdate.objects.create(session=session, organisation_id=organisation, **said)


def poll(officer: Actor, session: Session, wording: str = "What is hard?") -> object:
    return write_poll(
        officer, session, Wanted(question=Question(kind=PollKind.ONE, wording=wording, options=("A", "B")))
    )


# The order of the hour


def test_an_officer_runs_the_hour_by_pressing_what_is_next(
    signed_in: Client, officer: Actor, at: Callable[[datetime], None]
) -> None:
    session = make_hour()
    AgendaSending.objects.create(
        session=session, sent_at=START - timedelta(days=4), recipients=2, digest=agenda_digest_of(session)
    )
    assert press(signed_in, session, "Open the session").startswith(here(session))
    for words in ("The statement was read just now", "Begin “Brief updates”", "Begin “Operationalising severity”"):
        assert press(signed_in, session, words).startswith(here(session))
    press(signed_in, session, "Begin “Close”")
    assert [one for one, _ in buttons(page(signed_in, session)) if one.startswith("Begin “")] == []
    assert f'class="button" href="{reverse("cockpit:close", args=[session.pk])}"' in page(signed_in, session)
    session.refresh_from_db()
    assert session.state == SessionState.OPEN
    assert not session.items.filter(opened_at=None).exists()


def agenda_digest_of(session: Session) -> str:
    from convenor.room.meetings.queries import agenda_digest

    return agenda_digest(session)


def test_nothing_but_the_statement_can_be_begun_before_it_is_read(
    signed_in: Client, officer: Actor, hour: Session
) -> None:
    poll(officer, hour)
    text = page(signed_in, hour)
    offered = [words for words, _ in buttons(text)]
    assert "The statement was read just now" in offered
    assert not [words for words in offered if words.startswith(("Begin", "End", "Ask"))]
    assert text.count("Opens once the statement is read.") == 4
    assert "We speak about respect for human rights" in text
    assert "Version 1.2." in text


def test_once_read_the_statement_is_a_line_with_its_time(signed_in: Client, hour: Session) -> None:
    text = page(signed_in, read(hour))
    assert "The statement, version 1.2. Read by the secretariat at 15:00." in text
    assert re.search(r'<details id="statement-read">', text)


# The agenda as a line of time


def test_the_item_that_is_on_says_until_when_and_how_much_is_left(
    signed_in: Client, hour: Session, at: Callable[[datetime], None]
) -> None:
    session = read(hour)
    press(signed_in, session, "Begin “Brief updates”")
    at(START + 8 * A_MINUTE)
    text = page(signed_in, session)
    assert "Until 15:20." in text
    assert "At 15:08: 12 of 20 minutes left." in text
    assert "The hour runs until 16:00." in text
    at(START + 23 * A_MINUTE)
    assert "20 minutes planned, and 3 minutes more by now." in page(signed_in, session)
    press(signed_in, session, "End: Brief updates")
    assert "Took 23 minutes of 20 minutes planned." in page(signed_in, session)


# Cards


def test_cards_stand_in_the_order_of_speaking_and_those_without_are_named(signed_in: Client, hour: Session) -> None:
    card(hour, "cisco", priority="Ask early.", offer="Our template.")
    card(
        hour, "apple", challenge="Rare but grave harm.", ask="How do you price it?", scope_reason="It is about remedy."
    )
    text = page(signed_in, hour)
    assert text.index("Apple") < text.index("Cisco")
    for words in ("Ask early.", "Our template.", "Rare but grave harm.", "It is about remedy.", "Priority", "Offer"):
        assert words in text
    assert "Perhaps out of scope:" in text
    assert re.search(r"Sent nothing ahead:\s+<bdi>Ericsson</bdi><br>", text)


def test_the_order_of_speaking_begins_at_another_member_in_the_next_session(signed_in: Client, hour: Session) -> None:
    assert hour.year is not None
    Session.objects.create(year=hour.year, kind="regular", starts_at=START - timedelta(days=28))
    for slug in MEMBERS:
        card(hour, slug, priority="Ask early.")
    assert [turn.name for turn in cockpit.cockpit_of(hour).cards] == ["Cisco", "Ericsson", "Apple"]


def test_who_has_spoken_is_marked_and_taken_back(signed_in: Client, hour: Session) -> None:
    kept = card(hour, "apple", priority="Ask early.")
    assert press(signed_in, hour, "Has spoken") == f"{here(hour)}#card-{kept.pk}"
    assert BriefUpdate.objects.get().spoken
    press(signed_in, hour, "Not yet after all")
    assert not BriefUpdate.objects.get().spoken


def test_a_card_of_another_session_is_not_there(signed_in: Client, hour: Session) -> None:
    assert hour.year is not None
    other = Session.objects.create(year=hour.year, kind="regular", starts_at=START, state=SessionState.OPEN)
    kept = card(other, "apple", priority="Ask early.")
    assert signed_in.post(reverse("cockpit:spoken", args=[hour.pk, kept.pk])).status_code == 404
    assert not BriefUpdate.objects.get().spoken


# Who is here


def rows() -> list[tuple[str, str, str]]:
    return sorted(Attendance.objects.values_list("organisation_id", "capacity", "origin"))


def test_one_tap_says_that_a_member_is_here_and_one_takes_it_back(signed_in: Client, hour: Session) -> None:
    assert "0 of 3 members are here." in page(signed_in, hour)
    assert press(signed_in, hour, "Here: Cisco") == f"{here(hour)}#here"
    assert rows() == [("cisco", "nominee", "officer")]
    text = page(signed_in, hour)
    assert "1 of 3 members are here." in text
    assert not [words for words, _ in buttons(text) if words == "Here: Cisco"]
    press(signed_in, hour, "Take back: Cisco")
    assert rows() == []


def test_a_delegate_who_was_named_can_be_tapped(signed_in: Client, hour: Session) -> None:
    stand_in_account(hour, "ericsson")
    offered = [words for words, _ in buttons(page(signed_in, hour))]
    assert "Delegate: Ericsson" in offered
    assert "Delegate: Cisco" not in offered
    press(signed_in, hour, "Delegate: Ericsson")
    assert rows() == [("ericsson", "delegate", "officer")]


def test_what_a_report_says_is_not_taken_back_by_a_tap(signed_in: Client, hour: Session) -> None:
    Attendance.objects.create(
        session=hour, organisation_id="cisco", capacity=Capacity.NOMINEE, origin=Origin.REPORT, recorded_at=START
    )
    assert not [words for words, _ in buttons(page(signed_in, hour)) if words.endswith(": Cisco")]
    response = signed_in.post(reverse("cockpit:take_back", args=[hour.pk, "cisco"]), follow=True)
    assert "Nothing to take back" in response.content.decode()
    assert len(rows()) == 1


def test_a_stranger_is_not_checked_in(signed_in: Client, hour: Session) -> None:
    make_organisation("elsewhere")
    assert signed_in.post(reverse("cockpit:check_in", args=[hour.pk, "elsewhere"])).status_code == 404
    assert rows() == []


# Redirect


def test_redirect_counts_the_steer_and_keeps_nothing_of_it(signed_in: Client, hour: Session) -> None:
    press(signed_in, hour, "Redirect")
    hour.refresh_from_db()
    assert hour.redirects == 1
    assert AuditEntry.objects.filter(verb="session.steered").count() == 1
    assert "1 counted" in page(signed_in, hour)


def test_a_steer_that_is_sent_twice_counts_once(signed_in: Client, hour: Session) -> None:
    address = reverse("meetings:steer", args=[hour.pk])
    for _ in range(2):
        signed_in.post(address, {"seen": "0"})
    hour.refresh_from_db()
    assert hour.redirects == 1
    signed_in.post(address, {"seen": "1"})
    hour.refresh_from_db()
    assert hour.redirects == 2


# Notes


def test_a_note_belongs_to_the_item_that_is_on_when_it_is_sealed(signed_in: Client, hour: Session) -> None:
    session = read(hour)
    press(signed_in, session, "Begin “Brief updates”")
    response = signed_in.post(here(session), {"text": "Remedy is hard.", "kind": "challenge"})
    assert response.headers["Location"] == f"{here(session)}#note"
    note = Remark.objects.get()
    assert (note.text, note.kind, note.item) == ("Remedy is hard.", "challenge", item(session, AgendaItemKind.UPDATES))


def test_an_empty_note_is_said_on_the_page_and_nothing_is_lost(signed_in: Client, hour: Session) -> None:
    response = signed_in.post(here(hour), {"text": "x" * 2001, "kind": "challenge"})
    assert response.status_code == 200
    assert "x" * 2001 in response.content.decode()
    assert not Remark.objects.exists()


# Polls and breakouts


def test_a_poll_is_asked_and_ended_from_here_one_at_a_time(signed_in: Client, officer: Actor, hour: Session) -> None:
    session = read(hour)
    poll(officer, session), poll(officer, session, "What helps?")
    assert press(signed_in, session, "Ask it now: What is hard?").startswith(f"{here(session)}#poll-")
    text = page(signed_in, session)
    assert "One question at a time" in text
    assert not [words for words, _ in buttons(text) if words.startswith("Ask it now")]
    assert "Nobody" in text or "Fewer than" in text
    press(signed_in, session, "End it: What is hard?")
    assert [words for words, _ in buttons(page(signed_in, session)) if words.startswith("Ask it now")] == [
        "Ask it now: What helps?"
    ]


def test_too_early_a_result_is_declined_in_words_on_the_cockpit(
    signed_in: Client, officer: Actor, hour: Session
) -> None:
    session = read(hour)
    row = poll(officer, session)
    open_poll(officer, row)  # type: ignore[arg-type]
    there = press(signed_in, session, "End it and show the result")
    assert there.startswith(here(session))
    assert "answer" in re.sub(r"\s+", " ", page(signed_in, session))
    row.refresh_from_db()  # type: ignore[attr-defined]
    assert row.state == "open"  # type: ignore[attr-defined]


def test_breakouts_begin_and_end_from_here(signed_in: Client, officer: Actor, hour: Session) -> None:
    session = read(hour)
    plan_breakouts(officer, session, dict.fromkeys(MEMBERS, 2), ["Ask early", "Ask all"], 15)
    assert press(signed_in, session, "Begin the breakouts") == f"{here(session)}#room"
    assert "They run until 15:15." in page(signed_in, session)
    press(signed_in, session, "End them")
    assert session.rounds.get().state == "over"


def test_the_code_and_the_screen_are_offered_while_the_session_is_open(signed_in: Client) -> None:
    session = make_hour()
    assert "Code for phones" not in page(signed_in, session)
    text = page(signed_in, begun(session))
    assert cockpit.code_of(session) in text
    assert reverse("cockpit:screen", args=[session.pk]) in text


# The same for all who look


def test_the_fragment_is_the_same_bytes_for_two_officers_and_the_stream(hour: Session) -> None:
    session, found = read(hour), []
    card(session, "apple", priority="Ask early.")
    for name in ("Officer 2", "Officer 3"):
        browser = Client()
        browser.force_login(make_secretariat(name=name))
        found.append(inside(page(browser, session)))
    assert found[0] == found[1] == cockpit.snapshot(str(session.pk)).strip()
    assert "csrf" not in found[0]
    assert "Officer" not in found[0]


def inside(text: str) -> str:
    start = text.index(">", text.index("<div data-live=")) + 1
    return text[start : text.index('</div>\n<section id="note"', start)].strip()


def test_what_one_officer_does_the_other_sees(hour: Session, signed_in: Client) -> None:
    session = read(hour)
    before = cockpit.snapshot(str(session.pk))
    press(signed_in, session, "Begin “Brief updates”")
    after = cockpit.snapshot(str(session.pk))
    assert "Now: Brief updates" in after
    assert "Now: Brief updates" not in before


def statements(session: Session) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        cockpit.snapshot(str(session.pk))
    return len(asked)


def test_the_number_of_statements_does_not_grow_with_the_members(officer: Actor, hour: Session) -> None:
    session = read(hour)
    for slug in MEMBERS:
        card(session, slug, priority="Ask early.")
    poll(officer, session)
    with_three = statements(session)
    assert session.year is not None
    for at in range(17):
        member = make_member(session.year.cohort, make_organisation(f"member-{at}"))
        card(session, member.organisation_id, priority="Ask early.")
        poll(officer, session, f"What of {at}?")
        AgendaItem.objects.create(session=session, position=10 + at, kind="topic", title=f"Topic {at}", minutes=1)
        Attendance.objects.create(
            session=session, organisation=member.organisation, capacity="nominee", origin="officer", recorded_at=START
        )
    assert len(cockpit.cockpit_of(session).members) == 20
    assert statements(session) == with_three
    assert with_three < 30


# Whose it is


def test_the_cockpit_is_the_secretariats_alone(client: Client, hour: Session) -> None:
    client.force_login(account_of("ericsson"))
    assert client.get(here(hour)).status_code == 403
    assert client.post(reverse("cockpit:check_in", args=[hour.pk, "ericsson"])).status_code == 403
    assert rows() == []


# In words, for a page that stays where it is


def in_words(client: Client, address: str, **sent: str) -> dict[str, str]:
    response = client.post(address, sent, **IN_WORDS)  # type: ignore[arg-type]
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
    found: dict[str, str] = response.json()
    return found


def test_a_page_that_stays_is_answered_in_words(signed_in: Client, hour: Session) -> None:
    said = in_words(signed_in, reverse("cockpit:check_in", args=[hour.pk, "cisco"]))
    assert (said["said"], said["title"]) == ("done", "Cisco is checked in")
    assert "is checked in" not in page(signed_in, hour)


def test_what_is_declined_is_said_in_words(signed_in: Client, hour: Session) -> None:
    topic = item(hour, AgendaItemKind.TOPIC)
    said = in_words(signed_in, reverse("meetings:open_item", args=[hour.pk, topic.pk]))
    assert said["said"] == "declined"
    assert "statement has not been read" in said["title"]


def test_what_is_refused_is_said_in_words_and_is_not_sent_again(client: Client, hour: Session) -> None:
    client.force_login(account_of("ericsson"))
    said = in_words(client, reverse("meetings:steer", args=[hour.pk]))
    assert said["said"] == "refused"
    assert "Only the secretariat" in said["title"]
    client.logout()
    assert "sign in" in in_words(client, reverse("meetings:steer", args=[hour.pk]))["title"]


def test_a_browser_that_asks_for_pages_gets_pages(signed_in: Client, hour: Session) -> None:
    address = reverse("cockpit:check_in", args=[hour.pk, "cisco"])
    assert signed_in.post(address, HTTP_ACCEPT="text/html,application/json").status_code == 302


# Closing


def close(client: Client, session: Session, **sent: object) -> str:
    response = client.post(reverse("cockpit:close", args=[session.pk]), {"burn_on": "2023-06-08", **sent})
    return str(response.headers.get("Location", response.content.decode()))


def test_the_close_page_names_what_is_missing_and_proposes_ninety_days(
    signed_in: Client, officer: Actor, hour: Session
) -> None:
    session = read(hour)
    row = poll(officer, session)
    open_poll(officer, row)  # type: ignore[arg-type]
    planned = plan_breakouts(officer, session, dict.fromkeys(MEMBERS, 2), ["Ask early", "Ask all"], 15)
    begin_round(officer, planned)
    text = signed_in.get(reverse("cockpit:close", args=[session.pk])).content.decode()
    for words in ("which companies were represented", "what was learned", "2023-06-12"):
        assert words in text
    assert "“What is hard?” is still being asked" in text
    assert "Breakouts are running" in text


def test_a_session_closes_and_the_cockpit_leads_to_the_draft(signed_in: Client, hour: Session) -> None:
    session = read(hour)
    assert close(signed_in, session) == here(session)
    session.refresh_from_db()
    assert (session.state, session.burn_on) == (SessionState.CLOSED, date(2023, 6, 8))
    text = page(signed_in, session)
    assert f'href="{reverse("desk:begin")}?session={session.pk}"' in text
    assert "8 June 2023" in text
    assert not [words for words, _ in buttons(text) if words.startswith(("Begin", "End", "Redirect", "Has spoken"))]


def test_all_texts_of_cards_become_notes_unless_they_are_left_out(signed_in: Client, hour: Session) -> None:
    session = read(hour)
    kept = card(session, "apple", priority="Ask early.", challenge="The quarrel about lunch.")
    text = signed_in.get(reverse("cockpit:close", args=[session.pk])).content.decode()
    assert "Challenge: The quarrel about lunch." in text
    assert "Apple" not in text
    close(signed_in, session, left_out=[f"{kept.pk}:challenge"])
    assert [note.text for note in Remark.objects.all()] == ["Ask early."]
    assert not BriefUpdate.objects.exists()


def test_a_card_that_comes_in_while_somebody_closes_is_kept(signed_in: Client, hour: Session) -> None:
    session = read(hour)
    kept = card(session, "apple", challenge="The quarrel about lunch.")
    signed_in.get(reverse("cockpit:close", args=[session.pk]))
    card(session, "cisco", priority="Ask early.")
    close(signed_in, session, left_out=[f"{kept.pk}:challenge"])
    assert [note.text for note in Remark.objects.all()] == ["Ask early."]


def test_a_burn_date_that_is_too_early_keeps_the_session_open(signed_in: Client, hour: Session) -> None:
    response = signed_in.post(reverse("cockpit:close", args=[hour.pk]), {"burn_on": "2023-03-14"})
    assert response.status_code == 200
    hour.refresh_from_db()
    assert hour.state == SessionState.OPEN
