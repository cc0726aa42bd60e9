"""Writing an agenda and sending it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from convenor.kernel import clock
from convenor.kernel.actor import actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry, Event
from convenor.room.cohorts.models import Membership
from convenor.room.meetings.actions.agenda import ItemDraft, send_agenda, set_agenda, start_from
from convenor.room.meetings.actions.calling import Call, call_session, change_session
from convenor.room.meetings.models import AgendaItem, AgendaSending, Session
from convenor.room.meetings.queries import agenda_digest
from convenor.rules.first_agenda import Template
from convenor.rules.vocabulary import AgendaItemKind, SessionKind, SessionState
from making import (
    make_actor,
    make_agenda,
    make_cohort,
    make_member,
    make_nominee,
    make_organisation,
    make_session,
    make_year,
)

pytestmark = pytest.mark.django_db

BEFORE = datetime(2023, 3, 10, 9, tzinfo=UTC)
START = datetime(2023, 3, 14, 15, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Let the clock show a moment."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture(autouse=True)
def on_the_eve(at: Callable[[datetime], None]) -> None:
    at(BEFORE)


@pytest.fixture
def member() -> Membership:
    return make_member(make_cohort(), make_organisation("ericsson"))


@pytest.fixture
def session(member: Membership) -> Session:
    row = make_session(make_year(member.cohort), START.date())
    make_agenda(row)
    return row


def drafts(session: Session) -> list[ItemDraft]:
    return [
        ItemDraft(id=item.pk, kind=AgendaItemKind(item.kind), title=item.title, minutes=item.minutes)
        for item in session.items.all()
    ]


def topic(minutes: int = 5, **more: object) -> ItemDraft:
    return ItemDraft(kind=AgendaItemKind.TOPIC, title="One more", minutes=minutes, **more)  # type: ignore[arg-type]


def titles(session: Session) -> list[str]:
    return list(session.items.values_list("title", flat=True))


def test_items_are_kept_in_their_new_order_and_stay_the_same_items(session: Session) -> None:
    first, second, third, last = drafts(session)
    set_agenda(make_actor(), session, [first, third, second, last])
    assert titles(session) == [first.title, third.title, second.title, last.title]
    assert {item.pk for item in session.items.all()} == {first.id, second.id, third.id, last.id}


def test_an_item_is_added_changed_and_removed(session: Session) -> None:
    first, second, third, last = drafts(session)
    more = topic(5, lead="ericsson", pre_reading="https://paper.example/", under_the_rule=False)
    set_agenda(make_actor(), session, [first, second, more, last])
    added = session.items.get(title="One more")
    assert (added.lead_id, added.pre_reading, added.under_the_rule) == ("ericsson", "https://paper.example/", False)
    assert not AgendaItem.objects.filter(pk=third.id).exists()
    assert AuditEntry.objects.filter(verb="agenda.set", subject=session.pk).count() == 1


def test_an_agenda_that_overruns_is_declined_by_how_many_minutes(session: Session) -> None:
    before = titles(session)
    with pytest.raises(Declined, match="7 more than the 60"):
        set_agenda(make_actor(), session, [*drafts(session), topic(7)])
    assert titles(session) == before


def test_an_item_of_another_session_is_not_taken_over(session: Session) -> None:
    assert session.year is not None
    elsewhere = make_agenda(make_session(session.year, date(2023, 4, 4)))[2]
    stolen = ItemDraft(id=elsewhere.pk, kind=AgendaItemKind.TOPIC, title="Stolen", minutes=5)
    set_agenda(make_actor(), session, [drafts(session)[0], stolen])
    elsewhere.refresh_from_db()
    assert elsewhere.title == "Operationalising severity"
    assert titles(session) == ["Anti-trust statement", "Stolen"]


def test_only_a_member_leads_an_item(session: Session) -> None:
    make_organisation("stranger")
    with pytest.raises(Declined, match="not a member"):
        set_agenda(make_actor(), session, [*drafts(session)[:3], topic(lead="stranger")])
    assert "One more" not in titles(session)


def test_an_open_session_keeps_its_agenda(session: Session) -> None:
    Session.objects.update(state=SessionState.OPEN)
    with pytest.raises(Declined):
        set_agenda(make_actor(), session, [])
    assert len(titles(session)) == 4


def test_a_nominee_neither_writes_nor_sends_an_agenda(session: Session, member: Membership) -> None:
    nominee = actor_of(make_nominee(member))
    with pytest.raises(Refused):
        set_agenda(nominee, session, [])
    with pytest.raises(Refused):
        send_agenda(nominee, session)
    assert len(titles(session)) == 4
    assert not AgendaSending.objects.exists()


def test_sending_tells_each_nominee_alone_and_keeps_when_and_what(session: Session, member: Membership) -> None:
    people = [make_nominee(member, number).person for number in (1, 2)]
    sending = send_agenda(make_actor(), session)
    assert (sending.sent_at, sending.recipients) == (BEFORE, 2)
    assert sending.digest == agenda_digest(session)
    told = Event.objects.filter(name="agenda_sent")
    assert {event.ids["person"] for event in told} == {str(person.pk) for person in people}
    assert {event.ids["sending"] for event in told} == {str(sending.pk)}
    assert all(set(event.ids) == {"session", "person", "sending"} for event in told)


def test_the_digest_changes_with_anything_the_agenda_says(session: Session) -> None:
    digests = {agenda_digest(session)}
    session.items.filter(position=3).update(minutes=29)
    digests.add(agenda_digest(session))
    session.items.filter(position=3).update(pre_reading="https://paper.example/")
    digests.add(agenda_digest(session))
    session.join_url = "https://meet.example/2"
    digests.add(agenda_digest(session))
    assert len(digests) == 4


def test_a_session_that_began_gets_no_agenda_any_more(
    session: Session, member: Membership, at: Callable[[datetime], None]
) -> None:
    make_nominee(member)
    at(START)
    with pytest.raises(Declined, match="before the start"):
        send_agenda(make_actor(), session)
    assert not AgendaSending.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("without", "reason"),
    [(AgendaItemKind.STATEMENT, "statement is missing"), (AgendaItemKind.UPDATES, "Brief updates are missing")],
)
def test_without_the_statement_or_the_updates_nothing_is_sent(
    session: Session, member: Membership, without: AgendaItemKind, reason: str
) -> None:
    make_nominee(member)
    session.items.filter(kind=without).delete()
    with pytest.raises(Declined, match=reason):
        send_agenda(make_actor(), session)
    assert not AgendaSending.objects.exists()


def test_an_agenda_for_nobody_is_not_sent(session: Session) -> None:
    with pytest.raises(Declined, match="Nobody is invited"):
        send_agenda(make_actor(), session)
    assert not AgendaSending.objects.exists()


def test_an_agenda_that_no_longer_fits_after_the_session_was_shortened_is_not_sent(
    session: Session, member: Membership
) -> None:
    make_nominee(member)
    officer = make_actor()
    change_session(officer, session, Call(kind=SessionKind.REGULAR, starts_at=START, minutes=45))
    with pytest.raises(Declined, match="15 more than the 45"):
        send_agenda(officer, session)
    assert not AgendaSending.objects.exists()


def test_what_a_colleague_kept_meanwhile_is_not_overwritten_unseen(session: Session) -> None:
    officer, seen = make_actor(), agenda_digest(session)
    set_agenda(officer, session, [*drafts(session)[:-1], topic()], seen=seen)
    kept = titles(session)
    with pytest.raises(Declined, match="changed since you opened"):
        set_agenda(officer, session, drafts(session)[:2], seen=seen)
    assert titles(session) == kept
    set_agenda(officer, session, drafts(session)[:2], seen=agenda_digest(session))
    assert titles(session) == kept[:2]


def test_pressed_twice_the_agenda_leaves_once(session: Session, member: Membership) -> None:
    make_nominee(member)
    officer = make_actor()
    send_agenda(officer, session)
    with pytest.raises(Declined, match="left on 10 March 2023 at 09:00"):
        send_agenda(officer, session)
    assert AgendaSending.objects.count() == Event.objects.filter(name="agenda_sent").count() == 1
    make_nominee(member, 2)
    assert send_agenda(officer, session).recipients == 2, "somebody new is a reason to send it again"


# From a template.


def test_an_agenda_is_laid_out_anew_from_a_template(session: Session) -> None:
    session.themes.create(position=1, title="Remedy")
    start_from(make_actor(), session, Template.LED, seen=agenda_digest(session))
    assert titles(session) == [
        "Anti-trust statement",
        "Brief updates: priorities and challenges",
        "Remedy",
        "Questions to whoever led",
        "Close: what we heard, what comes next",
    ]
    assert sum(session.items.values_list("minutes", flat=True)) == session.minutes


def test_a_template_replaces_nothing_that_was_sent(session: Session, member: Membership) -> None:
    make_nominee(member)
    officer = make_actor()
    send_agenda(officer, session)
    before = titles(session)
    with pytest.raises(Declined, match="This agenda was sent"):
        start_from(officer, session, Template.REGULAR)
    assert titles(session) == before


def test_a_template_that_lacks_what_a_regular_meeting_needs_is_declined(session: Session) -> None:
    before = titles(session)
    with pytest.raises(Declined, match="has brief updates"):
        start_from(make_actor(), session, Template.SPECIAL)
    assert titles(session) == before


def test_what_a_colleague_kept_since_is_not_replaced_unseen(session: Session) -> None:
    officer = make_actor()
    seen = agenda_digest(session)
    set_agenda(officer, session, drafts(session)[:2])
    with pytest.raises(Declined, match="The agenda was changed"):
        start_from(officer, session, Template.REGULAR, seen=seen)
    assert len(titles(session)) == 2


def test_a_session_is_called_with_a_template(session: Session) -> None:
    year = session.year
    assert year is not None
    call = Call(kind=SessionKind.REGULAR, starts_at=START.replace(day=28), template=Template.PRIORITIES)
    called = call_session(make_actor(), year, call)
    assert "Small groups: what matters most this year" in titles(called)
    with pytest.raises(Declined, match="has brief updates"):
        call_session(make_actor(name="Officer 9"), year, replace(call, starts_at=START, template=Template.SPECIAL))


# What may be out of scope.


def test_an_item_that_may_be_out_of_scope_is_kept_with_a_reason(session: Session) -> None:
    officer = make_actor()
    wanted = [*drafts(session)[:3], ItemDraft(kind=AgendaItemKind.TOPIC, title="Joint bid for a tender", minutes=5)]
    before = titles(session)
    with pytest.raises(Declined, match="“Joint bid for a tender”"):
        set_agenda(officer, session, wanted)
    assert titles(session) == before
    set_agenda(officer, session, [*wanted[:3], replace(wanted[3], scope_reason="It is about remedy in procurement.")])
    assert session.items.get(position=4).scope_reason == "It is about remedy in procurement."


def test_an_item_that_came_in_otherwise_keeps_the_agenda_from_being_sent(session: Session, member: Membership) -> None:
    make_nominee(member)
    session.items.filter(position=3).update(title="Cloud credit pricing for Q3")
    with pytest.raises(Declined, match="Cloud credit pricing"):
        send_agenda(make_actor(), session)
    assert not AgendaSending.objects.exists()
