"""An announced series of two sessions to come, and somebody far away who would like to join."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from django.core import mail
from django.test import Client
from django.urls import reverse
from invitation_scene import work

from convenor.desk.actions import announcing
from convenor.kernel.actor import Actor
from convenor.room.cohorts.models import Programme
from convenor.room.series import actions
from convenor.room.series.models import Registration, Series, Webinar
from convenor.room.series.queries import words_of
from convenor.room.series.registered import of_link
from making import make_actor, make_installation

NOW = datetime(2023, 2, 20, 9, tzinfo=UTC)
MARCH, SEPTEMBER = datetime(2023, 3, 15, 15, tzinfo=UTC), datetime(2023, 9, 13, 14, tzinfo=UTC)
LAGOS = "ada.of.lagos@freemail.example"
LINK = re.compile(r"https?://[^/\s]+((?:/[a-z]{2})?/registration/[^/\s]+/)")


def make_series() -> Series:
    """A series with two sessions, planned and not announced; the installation stands at its day."""
    make_installation(demo=True, today=NOW.date())
    programme = Programme.objects.create(slug="b-tech", name="B-Tech")
    officer = make_actor(name="Officer 1")
    series = actions.plan_series(officer, programme, name="Peer Learning Platform", year=2023)
    for title, at in (("End use and regulation", MARCH), ("Access to remedy", SEPTEMBER)):
        actions.plan_webinar(officer, series, actions.Plan(title=title, starts_at=at, parts=("Opening", "Examples")))
    return series


def announced(series: Series) -> Series:
    """The same, once two people agreed."""
    ask_and_agree(series, make_actor(name="Officer 2"), make_actor(name="Officer 3"))
    work()
    return Series.objects.get(pk=series.pk)


def ask_and_agree(series: Series, asks: Actor, agrees: Actor) -> None:
    """One asks for the words as they stand, another agrees."""
    digest = announcing.digest_of(words_of(Series.objects.get(pk=series.pk)))
    announcing.ask_to_announce(asks, series, digest=digest)
    announcing.announce(agrees, series, digest=digest)


def webinar(series: Series, number: int) -> Webinar:
    """The session with this number."""
    return series.webinars.select_related("session", "series").get(number=number)


def written(slip: UUID | None = None, **more: object) -> dict[str, object]:
    """What somebody writes on the page."""
    given: dict[str, object] = {"sessions": ["1", "2"], "email": LAGOS, "zone": "Africa/Lagos", "rules": "on"}
    return {**given, "slip": str(slip or uuid4()), **more}


def register(series: Series, browser: Client | None = None, **more: object) -> list[mail.EmailMessage]:
    """Send the page, and what is mailed then."""
    address = reverse("series:register", args=[series.pk])
    answer = (browser or Client()).post(address, written(**more))  # type: ignore[arg-type]
    assert answer.status_code == 302, answer.content.decode()
    return work()


def link_in(letter: mail.EmailMessage) -> str:
    """The way to the own registration, out of a mail."""
    found = LINK.search(str(letter.body))
    assert found is not None, letter.body
    return found.group(1)


def confirmed(series: Series, **more: object) -> tuple[Registration, str]:
    """Somebody who registered and confirmed, with the way to their page."""
    (letter,) = register(series, **more)
    link = link_in(letter)
    Client().post(link, {"confirm": "1"})
    work()
    row = of_link(link.rstrip("/").rpartition("/")[2])
    assert row is not None
    return row, link


def days(number: int) -> timedelta:
    """So many days."""
    return timedelta(days=number)
