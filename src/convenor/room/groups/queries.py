"""Reads of working groups: who may see which, who sits where, which quarters went by without a meeting."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from convenor.kernel.actor import Actor
from convenor.people.queries import in_force, in_order
from convenor.room.cohorts import queries as cohorts
from convenor.room.cohorts.calendar import quarters_of_groups
from convenor.room.cohorts.models import Membership, ProgrammeYear
from convenor.room.groups.models import GroupSeat, GroupSession, Presentation, WorkingGroup, YearEndUpdate
from convenor.room.meetings.models import Session
from convenor.rules.programme_year import GroupQuarters
from convenor.rules.vocabulary import GroupState, Role, SessionKind, SessionState


@dataclass(frozen=True, kw_only=True, slots=True)
class YearEndRow:
    """What one member brought to the end of the year."""

    membership: Membership
    name: str
    update: YearEndUpdate | None
    presentation: Presentation | None


def visible_to(actor: Actor) -> QuerySet[WorkingGroup]:
    """The working groups of the cohorts that somebody may look at."""
    return WorkingGroup.objects.filter(year__in=cohorts.years_visible_to(actor)).select_related("year__cohort")


def groups_of(year: ProgrammeYear, day: date) -> QuerySet[WorkingGroup]:
    """The year's groups with `sitting`, how many members sit in each on a day."""
    seats = Q(seats__membership__in=cohorts.members_of(year.cohort, day)) & (
        Q(seats__until=None) | Q(seats__until__gt=day)
    )
    return WorkingGroup.objects.filter(year=year).annotate(sitting=Count("seats", filter=seats, distinct=True))


def seats_of(group: WorkingGroup, day: date) -> list[tuple[GroupSeat, str]]:
    """The seats that members hold in a group on a day, with the members' names, in alphabetical order."""
    members = cohorts.members_of(group.year.cohort, day)
    found = group.seats.filter(in_force(day), membership__in=members).select_related("membership")
    rows = {seat.membership.organisation_id: seat for seat in found}
    return [(rows[slug], name) for slug, name in in_order(rows, day)]


def own_groups(actor: Actor, year: ProgrammeYear, day: date) -> set[object]:
    """The ids of the groups in which somebody's own organisation sits."""
    own = actor.organisations(Role.NOMINEE, cohort=year.cohort_id)
    held = GroupSeat.objects.filter(in_force(day), group__year=year, membership__organisation__in=own)
    return set(held.values_list("group_id", flat=True))


def could_sit(group: WorkingGroup, day: date) -> QuerySet[Membership]:
    """The members that do not sit in a group yet."""
    sitting = group.seats.filter(in_force(day)).values("membership")
    return cohorts.members_of(group.year.cohort, day).exclude(pk__in=sitting)


def sessions_to_link(group: WorkingGroup) -> QuerySet[Session]:
    """The working-group sessions of the year that belong to no group yet."""
    sessions = Session.objects.filter(year=group.year_id, kind=SessionKind.WORKING_GROUP, group_session=None)
    return sessions.exclude(state=SessionState.CANCELLED).order_by("starts_at")


def sessions_of(group: WorkingGroup) -> list[Session]:
    """The sessions of a group, in order."""
    links = GroupSession.objects.filter(group=group).select_related("session").order_by("session__starts_at")
    return [link.session for link in links]


def quarters(year: ProgrammeYear, as_of: date) -> dict[str, GroupQuarters]:
    """In which quarters each group met and which went by without, by the group's id; for the secretariat (AC-06)."""
    return {found.group: found for found in quarters_of_groups(year, as_of)}


def gathering_of(year: ProgrammeYear) -> Session | None:
    """The year's annual gathering, or None while none is in the calendar (A-16)."""
    gatherings = Session.objects.filter(year=year, kind=SessionKind.GATHERING)
    return gatherings.exclude(state=SessionState.CANCELLED).order_by("-starts_at").first()


def year_end(year: ProgrammeYear, day: date) -> list[YearEndRow]:
    """What each member that sat in the cohort in the year brought to its end, by name."""
    presentations = Presentation.objects.filter(session__year=year)
    rows = (
        Membership.objects.filter(cohort=year.cohort_id, since__lte=min(day, year.ends))
        .filter(Q(until=None) | Q(until__gt=year.starts))
        .prefetch_related(
            Prefetch("updates", queryset=YearEndUpdate.objects.filter(year=year), to_attr="sent"),
            Prefetch("presentations", queryset=presentations, to_attr="given"),
        )
    )
    by_slug = {row.organisation_id: row for row in rows}
    return [
        YearEndRow(
            membership=by_slug[slug],
            name=name,
            update=next(iter(by_slug[slug].sent), None),
            presentation=next(iter(by_slug[slug].given), None),
        )
        for slug, name in in_order(by_slug, min(day, year.ends))
    ]


def at_work(year: ProgrammeYear) -> QuerySet[WorkingGroup]:
    """The groups that are active."""
    return year.groups.filter(state=GroupState.ACTIVE)
