"""Gathers the facts of a year from all over the room and lets the rules judge them.

Nothing here, and nothing that this imports, can reach the consortium's money (R-STD-11).
"""

from datetime import date, timedelta

from django.db.models import Q

from convenor.kernel.actor import Actor
from convenor.people.queries import display_names
from convenor.room.cohorts.models import Decision, Membership, ProgrammeYear
from convenor.room.groups.models import GroupSeat, Presentation, WorkingGroup, YearEndUpdate
from convenor.room.meetings.models import AgendaItem, Session
from convenor.room.meetings.queries import presence_facts, session_facts
from convenor.rules.standing import (
    GroupFact,
    GroupSeatFact,
    LeadFact,
    MemberFact,
    MemberStanding,
    PresentationFact,
    SpecialMeetingsDecision,
    StandingFacts,
    UpdateFact,
    YearFact,
    assess,
)
from convenor.rules.vocabulary import GroupState, Mode, Role, SessionKind, SessionState

_A_DAY = timedelta(days=1)


def visible_to(actor: Actor) -> Q:
    """The memberships whose standing this actor may read: all for the secretariat, a nominee's own."""
    if actor.in_secretariat:
        return Q()
    return Q(organisation__in=actor.organisations(Role.NOMINEE), cohort__in=actor.cohorts(Role.NOMINEE))


def standing_of(year: ProgrammeYear, as_of: date) -> tuple[MemberStanding, ...]:
    """Where each member of the year stands on a date, ordered by name; a constant number of statements."""
    return assess(standing_facts(year, as_of))


def standing_facts(year: ProgrammeYear, as_of: date) -> StandingFacts:
    """Everything that standing is judged from, and nothing else."""
    return StandingFacts(
        version=year.requirement_set,
        year=_year_fact(year),
        as_of=as_of,
        members=_member_facts(year),
        sessions=session_facts(year),
        presences=presence_facts(year),
        decisions=_decision_facts(year),
        groups=_group_facts(year),
        seats=_seat_facts(year),
        updates=_update_facts(year),
        presentations=_presentation_facts(year),
        leads=_lead_facts(year),
    )


def _year_fact(year: ProgrammeYear) -> YearFact:
    gatherings = Session.objects.filter(year=year, kind=SessionKind.GATHERING)
    gathering = gatherings.exclude(state=SessionState.CANCELLED).order_by("starts_at").first()
    return YearFact(
        year=year.year,
        starts=year.starts,
        ends=year.ends,
        gathering=gathering.starts_at.date() if gathering else None,
        update_due=year.update_due,
    )


def _member_facts(year: ProgrammeYear) -> tuple[MemberFact, ...]:
    rows = list(Membership.objects.filter(cohort=year.cohort_id).select_related("organisation"))
    names = display_names((row.organisation for row in rows), year.ends)
    rows.sort(key=lambda row: names[row.organisation_id].casefold())
    return tuple(MemberFact(id=row.organisation_id, since=row.since, until=_last_day(row.until)) for row in rows)


def _decision_facts(year: ProgrammeYear) -> tuple[SpecialMeetingsDecision, ...]:
    rows = Decision.objects.filter(year=year, topic=Decision.Topic.SPECIAL_MEETINGS).order_by("recorded_at")
    return tuple(
        SpecialMeetingsDecision(number=row.number, delegates_count=row.delegates_count, decided_on=row.decided_on)
        for row in rows
        if row.number is not None and row.delegates_count is not None
    )


def _group_facts(year: ProgrammeYear) -> tuple[GroupFact, ...]:
    rows = WorkingGroup.objects.filter(year=year)
    return tuple(GroupFact(id=str(row.pk), topic=row.topic, state=GroupState(row.state)) for row in rows)


def _seat_facts(year: ProgrammeYear) -> tuple[GroupSeatFact, ...]:
    rows = GroupSeat.objects.filter(group__year=year).select_related("membership")
    return tuple(
        GroupSeatFact(
            organisation=row.membership.organisation_id,
            group=str(row.group_id),
            since=row.since,
            until=_last_day(row.until),
        )
        for row in rows
    )


def _update_facts(year: ProgrammeYear) -> tuple[UpdateFact, ...]:
    rows = YearEndUpdate.objects.filter(year=year).select_related("membership")
    return tuple(
        UpdateFact(organisation=row.membership.organisation_id, year=year.year, received_on=row.received_on)
        for row in rows
    )


def _presentation_facts(year: ProgrammeYear) -> tuple[PresentationFact, ...]:
    rows = Presentation.objects.filter(session__year=year).select_related("membership", "session")
    return tuple(
        PresentationFact(
            organisation=row.membership.organisation_id,
            year=year.year,
            presented_on=row.session.starts_at.date(),
            mode=Mode(row.mode),
        )
        for row in rows
    )


def _lead_facts(year: ProgrammeYear) -> tuple[LeadFact, ...]:
    items = AgendaItem.objects.filter(session__year=year, lead__isnull=False)
    return tuple(
        LeadFact(organisation=organisation, session=str(session))
        for organisation, session in items.values_list("lead_id", "session_id")
    )


def _last_day(until: date | None) -> date | None:
    """The rows keep the first day without; the rules count with the last day."""
    return until - _A_DAY if until else None
