"""Reads of open series. Nobody who takes part is known here, so nobody can be shown (R-CH-06)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypedDict

from django.db.models import Count, Q, QuerySet

from convenor.kernel.actor import Actor
from convenor.room.series.models import Series, Webinar
from convenor.room.series.offers import OfferRow, beside_sessions, lacking_speakers
from convenor.rules.vocabulary import SessionState


@dataclass(frozen=True, kw_only=True, slots=True)
class WebinarRow:
    """One session of a series as a page shows it; `note_due` is the day by which its summary note is due.

    `offers` to speak, and whether a speaker is `lost`, are there for the secretariat. Whether the note was released is
    the desk's to know; it stands above this floor and asks for `note_due`.
    """

    webinar: Webinar
    on: date
    themes: tuple[str, ...]
    parts: tuple[str, ...]
    held: bool
    cancelled: bool
    note_due: date
    note_is_due: bool
    registered: int
    offers: tuple[OfferRow, ...] = ()
    lost: bool = False


class Reading(TypedDict):
    """A document to read before a session, with its address."""

    title: str
    url: str


class WebinarWords(TypedDict):
    """The words of one session that are meant to be announced."""

    title: str
    themes: list[str]
    parts: list[str]
    readings: list[Reading]


class SeriesWords(TypedDict):
    """The words of a series that are meant to be announced; `webinars` by their numbers, written as text."""

    name: str
    topics: list[str]
    webinars: dict[str, WebinarWords]


def words_of(series: Series) -> SeriesWords:
    """What would be announced of a series, as it stands: its name and topics, and the words of its sessions."""
    rows = series.webinars.prefetch_related("session__themes", "session__items").order_by("number")
    return SeriesWords(
        name=series.name,
        topics=list(series.topics),
        webinars={
            str(row.number): WebinarWords(
                title=row.title,
                themes=[theme.title for theme in row.session.themes.all()],
                parts=[item.title for item in row.session.items.all()],
                readings=[Reading(title=one["title"], url=one["url"]) for one in row.readings],
            )
            for row in rows
        },
    )


def mark_of(rows: Sequence[object]) -> str:
    """What somebody saw of a list, in a few signs."""
    return hashlib.sha256(json.dumps(list(rows), sort_keys=True).encode()).hexdigest()


def visible_to(actor: Actor) -> QuerySet[Series]:
    """The series are planned by the secretariat alone; what is public of them stands on the public site."""
    return Series.objects.all() if actor.in_secretariat else Series.objects.none()


def with_counts(series: QuerySet[Series]) -> QuerySet[Series]:
    """Series, latest first, with how many sessions each has."""
    return series.annotate(planned=Count("webinars")).order_by("-year", "name")


def webinars_of(series: Series, day: date) -> list[WebinarRow]:
    """The sessions of a series in their order, in a constant number of statements."""
    found = with_registered(series.webinars.select_related("session", "series"))
    found = found.prefetch_related("session__themes", "session__items")
    return [row_of(webinar, day) for webinar in found.order_by("number")]


def with_offers(rows: list[WebinarRow], actor: Actor, series: Series) -> list[WebinarRow]:
    """The same, each with the offers to speak there that this person may see, and whether it lost its speaker."""
    found = beside_sessions(actor, series)
    lost = {one.webinar.pk for one in lacking_speakers() if one.lost}
    return [replace(row, offers=tuple(found.get(row.webinar.number, ())), lost=row.webinar.pk in lost) for row in rows]


def with_registered(webinars: QuerySet[Webinar]) -> QuerySet[Webinar]:
    """Sessions, each with how many people have confirmed that they come."""
    return webinars.annotate(confirmed=Count("choices", filter=Q(choices__registration__confirmed=True)))


def row_of(webinar: Webinar, day: date) -> WebinarRow:
    """One session of a series, laid out for a page."""
    session = webinar.session
    cancelled = session.state == SessionState.CANCELLED
    return WebinarRow(
        webinar=webinar,
        on=session.starts_at.date(),
        themes=tuple(theme.title for theme in session.themes.all()),
        parts=tuple(item.title for item in session.items.all()),
        held=session.state == SessionState.CLOSED,
        cancelled=cancelled,
        note_due=note_due(webinar),
        note_is_due=session.starts_at.date() < day and not cancelled,
        registered=webinar.registered if webinar.registered is not None else getattr(webinar, "confirmed", 0),
    )


def note_due(webinar: Webinar) -> date:
    """The day by which the summary note of a session is due (AC-16)."""
    return webinar.session.starts_at.date() + timedelta(days=webinar.series.note_due_days)


def next_number(series: Series) -> int:
    """The number that comes next in a series."""
    last = series.webinars.order_by("-number").first()
    return last.number + 1 if last else 1
