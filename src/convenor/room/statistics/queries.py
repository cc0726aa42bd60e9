"""Reads of the ledgers: what was published about a room, and what a table made now has to be checked against."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from convenor.kernel.actor import Actor
from convenor.people.models import OrganisationAttribute
from convenor.people.queries import attributes_of
from convenor.room.cohorts.models import Cohort, ProgrammeYear
from convenor.room.meetings.models import Attendance, Session
from convenor.room.statistics.models import Ledger, Table
from convenor.room.statistics.reach import Room, about
from convenor.rules.disclosure.budget import Budget
from convenor.rules.disclosure.columns import Doubt, doubts, values_of
from convenor.rules.participants import NOT_KNOWN
from convenor.rules.vocabulary import DraftState

Key = OrganisationAttribute.Key
# What an organisation has one value of, so that it is in one line of a table.
COLUMNS = (Key.REGION, Key.SECTOR, Key.SIZE, Key.COUNTRY)


def visible_to(actor: Actor) -> QuerySet[Table]:
    """Tables are the secretariat's own until the desk releases them."""
    return Table.objects.select_related("ledger__cohort", "ledger__series") if actor.in_secretariat else _NONE


_NONE: QuerySet[Table] = Table.objects.none()


def ledger_of(room: Room) -> Ledger | None:
    """The ledger of a cohort or of a series, if one was opened."""
    return Ledger.objects.filter(**about(room)).first()


def published(ledger: Ledger) -> list[Table]:
    """The tables in the ledger, oldest first."""
    return list(ledger.tables.exclude(position=None).order_by("position"))


def releases(ledger: Ledger) -> list[dict[str, Any]]:
    """What was published, oldest first, as the rules read it."""
    return [table.release for table in published(ledger)]


def published_words(ledger: Ledger) -> dict[str, set[str]]:
    """Every column that a table about the room was counted by, with the values that were named in it."""
    found: dict[str, set[str]] = {}
    for release in releases(ledger):
        for column in release["by"]:
            found.setdefault(column, set())
        for table in release["tables"]:
            for cell in table["cells"]:
                for column, values in cell["where"].items():
                    found.setdefault(column, set()).update(values)
    return found


def doubts_about(ledger: Ledger, values: Mapping[str, Collection[str]]) -> tuple[Doubt, ...]:
    """Which of these columns look like published ones under another name, so that somebody has to say what they are."""
    return doubts(values, published_words(ledger))


def waiting(ledger: Ledger) -> QuerySet[Table]:
    """The tables that were made and not published, the last made first; the desk has a draft of each, had one, or not.

    A draft that was given up stays, and the table with it.
    """
    kept = Count("drafts", filter=~Q(drafts__state=DraftState.WITHDRAWN))
    given_up = Count("drafts", filter=Q(drafts__state=DraftState.WITHDRAWN))
    rows = ledger.tables.filter(position=None).annotate(at_the_desk=kept, given_up=given_up)
    return rows.order_by("-made_at")


def draft_around(table: Table) -> UUID | None:
    """The draft that was begun around a table, if the desk has one that was not given up."""
    return table.drafts.exclude(state=DraftState.WITHDRAWN).values_list("pk", flat=True).first()


def draft_given_up(table: Table) -> UUID | None:
    """The draft around a table that was given up last; it is kept, so the table is."""
    rows = table.drafts.filter(state=DraftState.WITHDRAWN).order_by("-changed_at")
    return rows.values_list("pk", flat=True).first()


def is_up_to_date(table: Table) -> bool:
    """Whether nothing was published about the room since a table was made that keeps it from being published.

    A table with noise stands beside all others but those that count the same column exactly.
    """
    if table.position is not None:
        return True
    if table.is_noisy:
        exact = (release for release in releases(table.ledger) if not release.get("noise"))
        return not {column for release in exact for column in release["by"]} & set(table.release["by"])
    return table.after == table.ledger.tables.exclude(position=None).count()


def budget_of(ledger: Ledger) -> Budget:
    """What a room may spend on tables with noise, and has spent."""
    return Budget(epsilon=ledger.budget, spent=ledger.spent)


# What can be counted from the room's own records


def sessions_with_attendance(cohort: Cohort) -> QuerySet[Session]:
    """The sessions of a cohort of which somebody recorded who was represented, the last first."""
    found = Session.objects.filter(year__cohort=cohort).exclude(attendance_recorded_at=None)
    return found.filter(Exists(Attendance.objects.filter(session=OuterRef("pk")))).order_by("-starts_at")


def years_with_attendance(cohort: Cohort) -> QuerySet[ProgrammeYear]:
    """The years of a cohort in which somebody was represented, the last first."""
    return cohort.years.annotate(came=Count("sessions__attendances")).filter(came__gt=0).order_by("-year")


def represented(of: Session | ProgrammeYear) -> list[str]:
    """The members that were represented at a session, or at least once in a year."""
    about = {"session": of} if isinstance(of, Session) else {"session__year": of}
    cohort = of.year.cohort_id if isinstance(of, Session) and of.year else getattr(of, "cohort_id", None)
    rows = Attendance.objects.filter(**about, organisation__memberships__cohort=cohort)
    return sorted(set(rows.values_list("organisation_id", flat=True)))


def values_on_record(cohort: Cohort) -> dict[str, set[str]]:
    """What is on record of all members that were ever represented."""
    everybody = Attendance.objects.filter(session__year__cohort=cohort).values_list("organisation_id", flat=True)
    return values_of(rows_about(set(everybody), COLUMNS), COLUMNS)


def rows_about(organisations: Iterable[str], columns: Iterable[str]) -> list[dict[str, str]]:
    """One row an organisation, with what is on record of it; the organisation is the person who is counted."""
    slugs, known = list(organisations), attributes_of(organisations)
    values = {slug: {one.key: one.value for one in known.get(slug, [])} for slug in slugs}
    return [
        {"person": slug, "organisation": slug, **{key: values[slug].get(key, NOT_KNOWN) for key in columns}}
        for slug in slugs
    ]
