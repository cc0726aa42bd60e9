"""Gathers the facts of a year from all over the room and lets the rules judge them.

Nothing here, and nothing that this imports, can reach the consortium's money (R-STD-11).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from django.db.models import F, Q

from convenor.kernel.actor import Actor
from convenor.people.queries import in_order
from convenor.room.cohorts.models import Decision, Membership, ProgrammeYear
from convenor.room.cohorts.queries import naming_day, of_own_seats
from convenor.room.groups.models import GroupSeat, Presentation, WorkingGroup, YearEndUpdate
from convenor.room.meetings.models import AgendaItem
from convenor.room.meetings.queries import presence_facts, session_facts
from convenor.rules.standing import (
    GroupFact,
    GroupSeatFact,
    LeadFact,
    MemberFact,
    MemberStanding,
    PresentationFact,
    SessionFact,
    SpecialMeetingsDecision,
    StandingFacts,
    UpdateFact,
    YearFact,
    assess,
)
from convenor.rules.vocabulary import GroupState, Mode, SessionKind


def visible_to(actor: Actor) -> Q:
    """The memberships whose standing this actor may read: all for the secretariat, a nominee's own."""
    return Q() if actor.in_secretariat else of_own_seats(actor, "organisation", "cohort")


def standing_of(year: ProgrammeYear, as_of: date) -> tuple[MemberStanding, ...]:
    """Where each member of the year stands on a date, ordered by name; a constant number of statements."""
    return assess(standing_facts(year, as_of))


def standing_facts(year: ProgrammeYear, as_of: date) -> StandingFacts:
    """Everything that standing is judged from, and nothing else."""
    sessions = session_facts(year)
    return StandingFacts(
        version=year.requirement_set,
        year=_year_fact(year, sessions),
        as_of=as_of,
        members=_member_facts(year, as_of),
        sessions=sessions,
        presences=presence_facts(year),
        decisions=_decision_facts(year),
        groups=_group_facts(year),
        seats=_seat_facts(year),
        updates=_update_facts(year),
        presentations=_presentation_facts(year),
        leads=_lead_facts(year),
    )


def _year_fact(year: ProgrammeYear, sessions: Iterable[SessionFact]) -> YearFact:
    gatherings = [fact.on for fact in sessions if fact.kind is SessionKind.GATHERING and not fact.cancelled]
    return YearFact(
        year=year.year,
        starts=year.starts,
        ends=year.ends,
        gathering=min(gatherings, default=None),
        update_due=year.update_due,
    )


def _member_facts(year: ProgrammeYear, as_of: date) -> tuple[MemberFact, ...]:
    """One fact a company, also where it left and came back in the course of the year."""
    sat = Q(until=None) | Q(until__gt=year.starts) & Q(until__gt=F("since"))
    rows = Membership.objects.filter(sat, cohort=year.cohort_id, since__lte=min(as_of, year.ends)).order_by("since")
    times: dict[str, list[tuple[date, date | None]]] = defaultdict(list)
    for slug, since, until in rows.values_list("organisation_id", "since", "until"):
        times[slug].append((since, until))
    return tuple(_member_fact(slug, times[slug]) for slug, _name in in_order(times, naming_day(year)))


def _member_fact(slug: str, times: Sequence[tuple[date, date | None]]) -> MemberFact:
    away = [(left, back) for (_since, left), (back, _until) in pairwise(times) if left and left < back]
    return MemberFact(id=slug, since=times[0][0], until=times[-1][1], away=tuple(away))


def _decision_facts(year: ProgrammeYear) -> tuple[SpecialMeetingsDecision, ...]:
    rows = Decision.objects.filter(year=year, topic=Decision.Topic.SPECIAL_MEETINGS).order_by("recorded_at")
    return tuple(
        SpecialMeetingsDecision(number=number, delegates_count=delegates_count, decided_on=decided_on)
        for number, delegates_count, decided_on in rows.values_list("number", "delegates_count", "decided_on")
        if number is not None and delegates_count is not None
    )


def _group_facts(year: ProgrammeYear) -> tuple[GroupFact, ...]:
    rows = WorkingGroup.objects.filter(year=year).order_by("topic")
    return tuple(
        GroupFact(id=str(key), topic=topic, state=GroupState(state), active_since=since, closed_on=closed_on)
        for key, topic, state, since, closed_on in rows.values_list("pk", "topic", "state", "active_since", "closed_on")
    )


def _seat_facts(year: ProgrammeYear) -> tuple[GroupSeatFact, ...]:
    rows = GroupSeat.objects.filter(group__year=year)
    return tuple(
        GroupSeatFact(organisation=organisation, group=str(group), since=since, until=until)
        for organisation, group, since, until in rows.values_list(
            "membership__organisation_id", "group_id", "since", "until"
        )
    )


def _update_facts(year: ProgrammeYear) -> tuple[UpdateFact, ...]:
    rows = YearEndUpdate.objects.filter(year=year).values_list("membership__organisation_id", "received_on")
    return tuple(
        UpdateFact(organisation=organisation, year=year.year, received_on=received_on)
        for organisation, received_on in rows
    )


def _presentation_facts(year: ProgrammeYear) -> tuple[PresentationFact, ...]:
    rows = Presentation.objects.filter(session__year=year)
    return tuple(
        PresentationFact(organisation=organisation, year=year.year, presented_on=starts_at.date(), mode=Mode(mode))
        for organisation, starts_at, mode in rows.values_list(
            "membership__organisation_id", "session__starts_at", "mode"
        )
    )


def _lead_facts(year: ProgrammeYear) -> tuple[LeadFact, ...]:
    items = AgendaItem.objects.filter(session__year=year, lead__isnull=False)
    return tuple(
        LeadFact(organisation=organisation, session=str(session))
        for organisation, session in items.values_list("lead_id", "session_id")
    )
