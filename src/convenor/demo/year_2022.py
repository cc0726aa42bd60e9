"""The real year 2022 of the first cohort, and the year before it. The sources hold no attendance, so there is none."""

from datetime import UTC, date, datetime, time
from typing import Any

from convenor.demo.facts import facts
from convenor.demo.people import Secretariat
from convenor.people.models import Organisation
from convenor.room.cohorts.actions import context, years
from convenor.room.cohorts.models import Cohort, Membership, ProgrammeYear, Seat
from convenor.room.meetings.models import Session, Theme
from convenor.room.reviews.actions import answer_review
from convenor.rules.review import Confirmation
from convenor.rules.vocabulary import SessionState

# The day on which the second cohort took over.
HANDED_OVER = date(2023, 1, 1)
# Confirmed in the programme's own review; that most companies met their commitment waits for an officer.
STATED = (Confirmation.AGENDA_SENT, Confirmation.STATEMENT_READ, Confirmation.UPDATES_GIVEN)


def load(secretariat: Secretariat) -> None:
    """Members with their dates, the six sessions, what happened around them, and the review's answers."""
    found, officer = facts(), secretariat.officer
    cohort = Cohort.objects.get(slug="cop-1")
    _load_members(cohort, found["organisations"])
    years.open_year(officer, cohort, starts=date(2021, 1, 1), focus=found["focus"]["2021"])
    year = years.open_year(officer, cohort, starts=date(2022, 1, 1), focus=found["focus"]["2022"])
    for row in found["sessions_2022"]:
        load_session(year, row)
    for row in found["context_events_2022"]:
        context.note_context_event(officer, year, public_fact=True, **row)
    for row in found["experts"]:
        organisation = Organisation.objects.get(slug=row["slug"])
        context.add_expert_organisation(officer, year, organisation, consent_text="2022-review")
    answer_review(officer, year, confirmed=STATED, **found["review_2022"])


def _load_members(cohort: Cohort, organisations: list[dict[str, Any]]) -> None:
    for row in organisations:
        membership = Membership.objects.create(
            cohort=cohort,
            organisation_id=row["slug"],
            since=date.fromisoformat(row["member_since"]),
            until=HANDED_OVER,
            ended_because="The cohort continued as Community of Practice 2.0.",
        )
        Seat.objects.bulk_create(Seat(membership=membership, number=number) for number in (1, 2))


def load_session(year: ProgrammeYear | None, row: dict[str, Any]) -> Session:
    """A session that the sources state: its date, label and themes as printed, and no time of day."""
    day = date.fromisoformat(row["date"])
    session = Session.objects.create(
        year=year,
        kind=row["kind"],
        state=row.get("state", SessionState.CLOSED),
        starts_at=datetime.combine(day, time(12), tzinfo=UTC),
        time_known=False,
        label_printed=row.get("label_printed", ""),
        guests_noted=row.get("guests_noted", ""),
        external_experts=row.get("external_experts"),
        from_source=True,
    )
    Theme.objects.bulk_create(
        Theme(session=session, position=position, title=title) for position, title in enumerate(row["themes"], start=1)
    )
    return session
