"""What every page knows: the installation, who looks at it, and where one can go from here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from convenor.kernel.actor import Actor
from convenor.rules.policy import may


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A place that the header leads to, for whoever has the capability; `waits` counts what waits there.

    Whoever has the capability `unless` finds it elsewhere: a header with all that somebody may do leads nowhere.
    """

    label: str | Promise
    url_name: str
    capability: str
    waits: Callable[[Actor], int] | None = None
    unless: str = ""


def page(request: HttpRequest) -> dict[str, Any]:
    """The installation, the actor and the header's places, for the shared templates."""
    actor: Actor | None = getattr(request, "actor", None)
    return {
        "installation": getattr(request, "installation", None),
        "actor": actor,
        # Whoever a link let in for one session goes nowhere else.
        "nav": list(_nav(actor, request.path)) if actor and actor.signed_in and not actor.within else [],
    }


def _nav(actor: Actor, path: str) -> Iterable[dict[str, Any]]:
    # Every address begins with that of the first page, which is the language alone where one stands there.
    first = get_script_prefix()
    for place in _places():
        if _shows(place, actor):
            url = reverse(place.url_name)
            here = path == url if url == first else path.startswith(url)
            waits = place.waits(actor) if place.waits else 0
            yield {"name": place.url_name, "label": place.label, "url": url, "current": here, "waits": waits}


def _shows(place: Place, actor: Actor) -> bool:
    elsewhere = bool(place.unless) and may(actor.grants, place.unless).allowed
    return may(actor.grants, place.capability).allowed and not elsewhere


@cache
def _places() -> tuple[Place, ...]:
    places: tuple[Place, ...] = import_string(settings.CONVENOR_PLACES)
    return places
