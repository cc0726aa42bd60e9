"""The room that a row is about, a cohort or a series: at an address, in a row, and the way back to it."""

from typing import Protocol

from django.http import Http404, HttpRequest
from django.urls import reverse

from convenor.kernel.actor import Actor, who
from convenor.kernel.asking import Back
from convenor.room.cohorts.models import Cohort
from convenor.room.cohorts.queries import visible_to as cohorts_visible_to
from convenor.room.series.models import Series
from convenor.room.series.queries import visible_to as series_visible_to

Room = Cohort | Series


class AboutARoom(Protocol):
    """A row with a key to a cohort and one to a series, of which one is set: a ledger, a prompt."""

    @property
    def cohort(self) -> Cohort | None: ...

    @property
    def series(self) -> Series | None: ...


def room_at(actor: Actor, kind: str, slug: str) -> Room | None:
    """The cohort or the series at an address, if somebody may look at it."""
    if kind == "series":
        return series_visible_to(actor).filter(pk=slug).first()
    return cohorts_visible_to(actor).filter(pk=slug).first()


def room_or_404(request: HttpRequest, kind: str, slug: str) -> Room:
    """The same for whoever asks; "not yours" and "not there" look alike."""
    found = room_at(who(request), kind, slug)
    if found is None:
        raise Http404
    return found


def room_of(row: AboutARoom) -> Room:
    """The cohort or the series that a row is about."""
    found = row.cohort or row.series
    assert found is not None, "a row is about one room"
    return found


def about(room: Room) -> dict[str, Room]:
    """What a row about this room has in it: the key to filter by, or to make one with."""
    return {"cohort": room} if isinstance(room, Cohort) else {"series": room}


def address_of(room: Room) -> tuple[str, str]:
    """The kind and the slug of a room, as an address says them."""
    return ("cohorts" if isinstance(room, Cohort) else "series", room.pk)


def place_of(room: Room) -> str:
    """The place in the header that a room is found at, for the pages of it whose addresses do not say so."""
    return "cohorts:index" if isinstance(room, Cohort) else "series:index"


def to_room(room: Room) -> Back:
    """The way back to the page of the room itself."""
    name = "cohorts:cohort" if isinstance(room, Cohort) else "series:series"
    return Back(reverse(name, args=[room.pk]), room.name)
