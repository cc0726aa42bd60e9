"""The released notes that members can take up. They stand in the library, which only the desk may ask for them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """What is public of a released note: its address, its title, how it begins, and since when."""

    slug: str
    title: str
    begins: str
    published_on: date


def notes_of(cohorts: Collection[str]) -> Sequence[Note]:
    """The released notes of these cohorts, newest first; `wiring.NOTES` names who knows them."""
    known: Callable[[Collection[str]], Sequence[Note]] = import_string(import_string(settings.CONVENOR_NOTES))
    return known(cohorts)
