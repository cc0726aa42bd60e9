"""The real series of 2023: six webinars, one held, five subject to change, announced. Nobody who took part is kept."""

from datetime import date

from convenor.demo.facts import facts
from convenor.demo.people import Secretariat
from convenor.demo.reference import TODAY, in_the_morning
from convenor.demo.year_2022 import load_session
from convenor.desk.actions import announcing
from convenor.kernel import clock
from convenor.room.cohorts.models import Programme
from convenor.room.meetings.models import AgendaItem
from convenor.room.series import readings
from convenor.room.series.models import Series, Webinar
from convenor.room.series.queries import words_of
from convenor.rules.vocabulary import AgendaItemKind, SessionKind, SessionState

ANNOUNCED_ON = date(2023, 3, 3)
# Kept where a title may be out of scope.
ABOUT_PEOPLE = "A focus area of the project, about risks to people and nothing commercial."
# What whoever registers can choose from.
TOPICS = (
    "A first human rights policy",
    "When a product is used to do harm",
    "Human rights risks of new technology",
    "Engaging with people who are at risk",
    "Access to remedy in practice",
    "Working in places of conflict",
)


def load() -> None:
    """The series with its six sessions."""
    series = Series.objects.create(
        slug="plp", programme=Programme.objects.get(), name="Peer Learning Platform", year=2023, topics=list(TOPICS)
    )
    for row in facts()["webinars_2023"]:
        held = date.fromisoformat(row["date"]) < TODAY
        state = SessionState.CLOSED if held else SessionState.PLANNED
        session = load_session(None, {**row, "kind": SessionKind.WEBINAR, "state": state})
        AgendaItem.objects.bulk_create(
            AgendaItem(session=session, position=position, kind=AgendaItemKind.TOPIC, title=title, minutes=20)
            for position, title in enumerate(row.get("parts", []), start=1)
        )
        Webinar.objects.create(
            series=series,
            session=session,
            number=row["number"],
            title=row["title"],
            subject_to_change=not held,
        )


def announce(secretariat: Secretariat) -> None:
    """The series as anybody can read it: the officer listed what to read and asked, the chief agreed."""
    series = Series.objects.get(pk="plp")
    with clock.standing_at(in_the_morning(ANNOUNCED_ON)):
        for row in facts()["webinars_2023"]:
            _list_readings(secretariat, series.webinars.get(number=row["number"]), row.get("readings", []))
    digest = announcing.digest_of(words_of(series))
    with clock.standing_at(in_the_morning(ANNOUNCED_ON)):
        announcing.ask_to_announce(secretariat.officer, series, digest=digest)
        announcing.announce(secretariat.chief, series, digest=digest)


def _list_readings(secretariat: Secretariat, webinar: Webinar, found: list[dict[str, str]]) -> None:
    """Pages of the site that fit a session, listed by the officer."""
    rows = [(one["title"], one["url"]) for one in found]
    if rows:
        mark = readings.mark_of(webinar)
        readings.keep_readings(secretariat.officer, webinar, rows, mark=mark, scope_reason=ABOUT_PEOPLE)
