"""Standing for 20 companies over 12 years of meetings: the rule alone, and with the database that feeds it."""

import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from bench.table import Measure, milliseconds, tell

if TYPE_CHECKING:
    from convenor.room.cohorts.models import Membership, ProgrammeYear

COMPANIES, YEARS, REGULAR, SPECIAL = 20, 12, 12, 3
FIRST_YEAR = 2023
RUNS = 7


def measure() -> list[Measure]:
    """Pure, and from the database; the median of several runs over all twelve years."""
    with tempfile.TemporaryDirectory(prefix="convenor-bench-") as folder:
        os.environ.update(CONVENOR_DATA=folder, DJANGO_SETTINGS_MODULE="convenor.settings", DATABASE_URL="")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        years = _fill()

        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from convenor.room.standing.queries import standing_facts, standing_of
        from convenor.rules.standing import assess

        facts = [standing_facts(year, year.ends) for year in years]
        judged = sum(len(assess(each)) for each in facts)
        with CaptureQueriesContext(connection) as one_year:
            standing_of(years[0], years[0].ends)
        pure = _timed(lambda: [assess(each) for each in facts])
        whole = _timed(lambda: [standing_of(year, year.ends) for year in years])
        last = _timed(lambda: standing_of(years[-1], years[-1].ends))
    size = f"{judged} standings over {YEARS * (REGULAR + SPECIAL)} meetings; {RUNS} runs"
    return [
        Measure(what="the rule alone, all twelve years", measured=milliseconds(pure), goal="under 100 ms", note=size),
        Measure(
            what="from the embedded database, all twelve years",
            measured=milliseconds(whole),
            goal="under 100 ms",
            note=f"{len(one_year)} SQL statements a year",
        ),
        Measure(what="from the embedded database, the last year", measured=milliseconds(last)),
    ]


def _timed(work: Callable[[], object]) -> list[float]:
    work()
    seconds = []
    for _run in range(RUNS):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return seconds


def _fill() -> "list[ProgrammeYear]":
    """Twenty companies in one cohort, twelve years of monthly meetings; every seventh presence is a delegate's."""
    from convenor.people.models import Organisation, OrganisationName
    from convenor.room.cohorts.models import Cohort, Membership, Programme, ProgrammeYear
    from convenor.rules.vocabulary import NameKind, OrganisationKind

    programme = Programme.objects.create(slug="bench", name="Bench")
    cohort = Cohort.objects.create(slug="bench", programme=programme, name="Bench", rule_basis="implied")
    members = []
    for number in range(COMPANIES):
        company = Organisation.objects.create(slug=f"company-{number}", kind=OrganisationKind.COMPANY)
        OrganisationName.objects.create(organisation=company, kind=NameKind.NAME, text=f"Company {number}")
        members.append(Membership.objects.create(cohort=cohort, organisation=company, since=date(FIRST_YEAR, 1, 1)))
    years = []
    for number in range(FIRST_YEAR, FIRST_YEAR + YEARS):
        year = ProgrammeYear.objects.create(
            cohort=cohort,
            year=number,
            starts=date(number, 1, 1),
            ends=date(number, 12, 31),
            requirement_set="cop-2.0",
            update_due=date(number, 11, 30),
        )
        _fill_year(year, members)
        years.append(year)
    return years


def _fill_year(year: "ProgrammeYear", members: "list[Membership]") -> None:
    from convenor.room.cohorts.models import Decision
    from convenor.room.groups.models import GroupSeat, WorkingGroup, YearEndUpdate
    from convenor.room.meetings.models import Attendance, Session
    from convenor.rules.vocabulary import Capacity, GroupState, Origin, SessionKind, SessionState

    opening = datetime(year.year, 1, 10, 15, tzinfo=UTC)
    kinds = [SessionKind.REGULAR] * REGULAR + [SessionKind.SPECIAL] * SPECIAL
    sessions = [
        Session(
            year=year,
            kind=kind,
            state=SessionState.CLOSED,
            starts_at=opening + timedelta(days=22 * position),
            attendance_recorded_at=opening + timedelta(days=22 * position + 1),
        )
        for position, kind in enumerate(kinds)
    ]
    Session.objects.bulk_create(sessions)
    Attendance.objects.bulk_create(
        Attendance(
            session=session,
            organisation_id=member.organisation_id,
            capacity=Capacity.DELEGATE if (row + column) % 7 == 0 else Capacity.NOMINEE,
            origin=Origin.SYNTHETIC,
            recorded_at=session.starts_at,
        )
        for row, member in enumerate(members)
        for column, session in enumerate(sessions)
        if (row * column) % 11 != 10
    )
    Decision.objects.create(
        year=year,
        topic=Decision.Topic.SPECIAL_MEETINGS,
        text="Two special meetings; delegates count.",
        decided_on=year.starts,
        recorded_at=opening,
        number=2,
        delegates_count=True,
    )
    groups = [
        WorkingGroup.objects.create(year=year, topic=topic, state=GroupState.ACTIVE, active_since=year.starts)
        for topic in ("Topic one", "Topic two", "Topic three")
    ]
    GroupSeat.objects.bulk_create(
        GroupSeat(group=groups[row % 3], membership=member, since=year.starts) for row, member in enumerate(members)
    )
    YearEndUpdate.objects.bulk_create(
        YearEndUpdate(year=year, membership=member, received_on=year.update_due or year.ends) for member in members
    )


if __name__ == "__main__":
    tell(measure)
