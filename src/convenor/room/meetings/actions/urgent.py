"""Calling an urgent special session: agenda, invitations and the request to experts, all or nothing (AC-21)."""

from dataclasses import dataclass

from django.db import transaction

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.room.cohorts.actions.context import note_context_event
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.cohorts.queries import special_meetings_decision
from convenor.room.meetings.actions.agenda import send_agenda
from convenor.room.meetings.actions.calling import Call, call_session
from convenor.room.meetings.actions.experts import ask_expert
from convenor.room.meetings.models import Session
from convenor.room.meetings.notes import named_in
from convenor.rules.scope import look_at
from convenor.rules.urgent import UrgentFacts, counts, may_call
from convenor.rules.verdict import Verdict
from convenor.rules.vocabulary import SessionKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Urgent:
    """What an urgent session is called with; `subject` and `letter` are what each expert reads, as it was shown."""

    facts: UrgentFacts
    source_title: str
    minutes: int
    join_url: str
    subject: str
    letter: str


def call_urgent(actor: Actor, year: ProgrammeYear, urgent: Urgent) -> Session:
    """Call it, send the agenda to everybody invited and the request to the experts, each alone (R-MTG-21).

    What happened becomes an event of the year. Whether the session counts is the group's decision and not ours.
    """
    require(actor, "session.change", cohort=year.cohort_id)
    facts = urgent.facts
    with transaction.atomic():
        settle(may_be_called(year, facts))
        if not year.context_events.filter(text=facts.happened).exists():
            note_context_event(
                actor,
                year,
                text=facts.happened,
                public_fact=True,
                source_title=urgent.source_title,
                source_url=facts.source_url,
            )
        call = Call(
            kind=SessionKind.SPECIAL,
            starts_at=facts.starts_at,
            minutes=urgent.minutes,
            themes=facts.themes,
            join_url=urgent.join_url,
            counts_toward_standing=does_count(year).allowed,
        )
        session = call_session(actor, year, call)
        session.purpose = facts.purpose
        session.save(update_fields=["purpose"])
        for item in session.items.all():
            if look_at(item.title):
                session.items.filter(pk=item.pk).update(scope_reason=facts.scope_reason)
        send_agenda(actor, session)
        _ask_experts(actor, session, urgent)
    return session


def may_be_called(year: ProgrammeYear, facts: UrgentFacts) -> Verdict:
    """Whether an urgent session can be called so, with the names of members that stand in its texts looked for."""
    named = named_in("\n".join(facts.texts()), year.cohort, facts.starts_at.date())
    return may_call(facts, now=clock.now(), named=named)


def does_count(year: ProgrammeYear) -> Verdict:
    """Whether it counts, as the group decided."""
    decision = special_meetings_decision(year)
    return counts(decision.number if decision else None)


def _ask_experts(actor: Actor, session: Session, urgent: Urgent) -> None:
    for address in urgent.facts.experts:
        ask_expert(session, address, subject=urgent.subject, letter=urgent.letter)
    if urgent.facts.experts:
        audit.record(actor, "experts.asked", kind="programme_year", subject=session.year_id)
