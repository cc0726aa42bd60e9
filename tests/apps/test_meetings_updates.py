"""Brief updates: who may send one, what is kept of it, and that at the end nobody knows whom it was from."""

from datetime import timedelta

import pytest
from django.db import connection
from hour_scene import MEMBERS, START, begun, make_hour, nominee_of, stand_in

from convenor.kernel import clock
from convenor.kernel.actor import NOBODY, Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry
from convenor.room.meetings.actions import stage
from convenor.room.meetings.actions.calling import cancel_session
from convenor.room.meetings.actions.ground_rules import accept_rules
from convenor.room.meetings.actions.running import close_session
from convenor.room.meetings.actions.updates import (
    forget_late_updates,
    keep_update,
    key_of,
    mark_spoken,
    take_back_update,
)
from convenor.room.meetings.models import BriefUpdate, Remark, Session
from convenor.room.meetings.queries import rules_to_accept
from convenor.rules.updates import Part, UpdateFacts
from convenor.rules.vocabulary import Capacity
from making import make_actor, make_cohort, make_member, make_nominee, make_organisation

pytestmark = pytest.mark.django_db

SAID = UpdateFacts(challenge="Suppliers answer late.", offer="Our list of questions.")
BURN_ON = (START + timedelta(days=30)).date()


@pytest.fixture(autouse=True)
def during_the_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: START)


@pytest.fixture
def session() -> Session:
    return make_hour()


@pytest.fixture
def officer() -> Actor:
    return make_actor()


def texts() -> list[tuple[str, str]]:
    return sorted(BriefUpdate.objects.values_list("organisation_id", "challenge"))


def test_a_nominee_sends_an_update_ahead(session: Session) -> None:
    update = keep_update(nominee_of("ericsson"), session, "ericsson", SAID)
    assert (update.challenge, update.offer, update.priority, update.ask) == (SAID.challenge, SAID.offer, "", "")
    assert not update.spoken


def test_the_second_nominee_changes_the_same_update(session: Session) -> None:
    keep_update(nominee_of("ericsson"), session, "ericsson", SAID)
    keep_update(nominee_of("ericsson", 2), session, "ericsson", UpdateFacts(challenge="They answer now."))
    assert texts() == [("ericsson", "They answer now.")]
    assert BriefUpdate.objects.get().offer == ""


def test_an_officer_types_one_in_the_session(session: Session, officer: Actor) -> None:
    keep_update(officer, begun(session), "apple", SAID)
    assert texts() == [("apple", SAID.challenge)]


def test_a_delegate_sends_one_once_the_ground_rules_are_accepted(session: Session) -> None:
    delegate = stand_in(session, "ericsson")
    with pytest.raises(Declined, match="Accept the ground rules first"):
        keep_update(delegate, session, "ericsson", SAID)
    assert texts() == []
    asked = rules_to_accept(delegate, session)
    assert asked is not None
    accept_rules(delegate, session, seen=asked.seen)
    keep_update(delegate, session, "ericsson", SAID)
    assert texts() == [("ericsson", SAID.challenge)]


@pytest.mark.parametrize("who", ["another member", "a guest", "another cohort", "nobody"])
def test_nobody_else_sends_one(session: Session, who: str) -> None:
    elsewhere = make_member(make_cohort("other"), make_organisation("elsewhere"))
    actor = {
        "another member": lambda: nominee_of("apple"),
        "a guest": lambda: stand_in(session, "ericsson", Capacity.GUEST),
        "another cohort": lambda: actor_of(make_nominee(elsewhere)),
        "nobody": lambda: NOBODY,
    }[who]()
    with pytest.raises(Refused):
        keep_update(actor, session, "ericsson", SAID)
    assert texts() == []


def test_one_is_sent_only_for_a_member(session: Session, officer: Actor) -> None:
    make_organisation("stranger")
    with pytest.raises(Declined, match="not a member"):
        keep_update(officer, session, "stranger", SAID)
    assert texts() == []


def test_what_may_be_out_of_scope_is_kept_with_a_reason(session: Session) -> None:
    nominee, odd = nominee_of("ericsson"), "Cloud credit pricing for Q3"
    with pytest.raises(Declined, match="say why"):
        keep_update(nominee, session, "ericsson", UpdateFacts(priority=odd))
    assert texts() == []
    keep_update(nominee, session, "ericsson", UpdateFacts(priority=odd, scope_reason=" It is about access. "))
    kept = BriefUpdate.objects.get()
    assert (kept.priority, kept.scope_reason) == (odd, "It is about access.")


def test_an_update_is_taken_back(session: Session) -> None:
    update = keep_update(nominee_of("ericsson"), session, "ericsson", SAID)
    with pytest.raises(Refused):
        take_back_update(nominee_of("apple"), update)
    assert len(texts()) == 1
    take_back_update(nominee_of("ericsson", 2), update)
    assert texts() == []
    with pytest.raises(Declined, match="before you"):
        take_back_update(nominee_of("ericsson"), update)


def test_the_officer_marks_who_has_spoken(session: Session, officer: Actor) -> None:
    update = keep_update(officer, begun(session), "apple", SAID)
    with pytest.raises(Refused):
        mark_spoken(nominee_of("apple"), update)
    mark_spoken(officer, update)
    assert BriefUpdate.objects.get().spoken
    with pytest.raises(Declined, match="already"):
        mark_spoken(officer, update)
    mark_spoken(officer, update, spoken=False)
    assert not BriefUpdate.objects.get().spoken


def test_nobody_speaks_before_the_session_is_open(session: Session, officer: Actor) -> None:
    update = keep_update(officer, session, "apple", SAID)
    with pytest.raises(Declined):
        mark_spoken(officer, update)


def everybody_says_something(session: Session, officer: Actor) -> None:
    for slug in MEMBERS:
        keep_update(
            officer, session, slug, UpdateFacts(priority=f"Plan of {slug}", challenge="Late answers", ask="How?")
        )


def test_at_the_end_what_was_said_stays_and_whom_it_was_from_is_gone(session: Session, officer: Actor) -> None:
    everybody_says_something(begun(session), officer)
    cards = {str(key) for key in BriefUpdate.objects.values_list("pk", flat=True)}
    close_session(officer, session, BURN_ON)
    assert not BriefUpdate.objects.exists()
    notes = Remark.objects.filter(session=session)
    assert sorted(notes.values_list("kind", "text")) == sorted(
        [("challenge", "Late answers"), ("question", "How?")] * 3
        + [("priority", f"Plan of {slug}") for slug in MEMBERS]
    )
    assert {note.item.kind for note in notes if note.item} == {"updates"}
    assert not cards & {str(key) for key in notes.values_list("pk", flat=True)}


def test_the_notes_lie_in_the_file_in_the_order_of_their_random_ids(session: Session, officer: Actor) -> None:
    if connection.vendor == "postgresql":
        # A file of its own: in one that other tests wrote to, a row takes the place of one that they took back.
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE meetings_remark CASCADE")
    everybody_says_something(begun(session), officer)
    close_session(officer, session, BURN_ON)
    with connection.cursor() as cursor:
        place = "rowid" if connection.vendor == "sqlite" else "ctid"
        cursor.execute(f"SELECT id FROM meetings_remark ORDER BY {place}")
        rows = [row[0] for row in cursor.fetchall()]
    assert len(rows) == 9
    assert rows == sorted(rows)


def test_the_officer_chooses_what_stays(session: Session, officer: Actor) -> None:
    update = keep_update(officer, begun(session), "apple", SAID)
    close_session(officer, session, BURN_ON, kept={key_of(update, Part.OFFER)})
    assert [note.text for note in Remark.objects.all()] == [SAID.offer]
    assert not BriefUpdate.objects.exists()


def test_the_reason_for_the_scope_of_a_card_ties_none_of_its_texts_together(session: Session, officer: Actor) -> None:
    odd = UpdateFacts(
        priority="Pricing of remedies", challenge="The prices of suppliers", scope_reason="Remedies, not sales."
    )
    keep_update(officer, begun(session), "apple", odd)
    close_session(officer, session, BURN_ON)
    assert set(Remark.objects.values_list("text", flat=True)) == {"Pricing of remedies", "The prices of suppliers"}


def test_the_trail_does_not_say_who_sent_an_update(session: Session, officer: Actor) -> None:
    before = AuditEntry.objects.count()
    update = keep_update(nominee_of("ericsson"), session, "ericsson", SAID)
    take_back_update(nominee_of("ericsson"), update)
    assert AuditEntry.objects.count() == before


def test_after_the_close_no_update_is_sent(session: Session, officer: Actor) -> None:
    close_session(officer, begun(session), BURN_ON)
    with pytest.raises(Declined):
        keep_update(officer, session, "apple", SAID)
    assert texts() == []


def test_a_session_that_is_called_off_keeps_no_cards(session: Session, officer: Actor) -> None:
    keep_update(officer, session, "apple", SAID)
    cancel_session(officer, session, "Too few can come.")
    assert not BriefUpdate.objects.exists()
    assert not Remark.objects.exists()


def test_cards_of_a_session_that_nobody_closed_go_after_a_while(session: Session, officer: Actor) -> None:
    keep_update(officer, session, "apple", SAID)
    assert forget_late_updates((START + timedelta(days=90)).date()) == 0
    assert forget_late_updates((START + timedelta(days=91)).date()) == 1
    assert not BriefUpdate.objects.exists()


def test_whoever_looks_on_is_told_of_each_change(
    session: Session, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(stage, "changed", heard.append)
    update = keep_update(officer, begun(session), "apple", SAID)
    mark_spoken(officer, update)
    take_back_update(officer, update)
    assert heard == [f"{page}:{session.pk}" for page in ("cockpit", "floor", "screen")] * 3
