"""Which language the reader prefers, and which one the page is in: never half of each (AC-26)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils import translation

_preferred: ContextVar[str | None] = ContextVar("preferred", default=None)


def preferred() -> str:
    """The language of ours that the reader prefers, whether or not anything is translated into it."""
    return _preferred.get() or settings.LANGUAGE_CODE


def is_translated() -> bool:
    """Whether pages exist in the language that the reader prefers."""
    return preferred() in settings.CONVENOR_TRANSLATED


@contextmanager
def reading(language: str) -> Iterator[str]:
    """Speak the reader's language while the block runs, or English where nothing is translated; gives which."""
    token = _preferred.set(language)
    spoken = language if is_translated() else settings.LANGUAGE_CODE
    try:
        with translation.override(spoken):
            yield spoken
    finally:
        _preferred.reset(token)
