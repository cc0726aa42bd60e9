"""Which language the reader prefers, and which one the page is in: never half of each (AC-26).

An address may begin with a language (`/fr/about/`); then every link on the page does, and no cookie is needed. Without
one the browser's own preference counts. Every page is whole in six languages but those that a view says are English.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation
from django.utils.formats import date_format, get_format
from django.utils.translation import get_language_bidi, get_language_info, gettext, ngettext

from convenor.rules.wording import Said

# In the order and under the names that the United Nations uses; by what stands in an address.
IN_ADDRESSES = {"ar": "ar", "zh": "zh-hans", "en": "en-gb", "fr": "fr", "ru": "ru", "es": "es"}
_NAMES = {"en-gb": "English", "zh-hans": "中文"}
_BEGINS = re.compile(rf"/({'|'.join(IN_ADDRESSES)})(?=/|$)")
_preferred: ContextVar[str | None] = ContextVar("preferred", default=None)
_address: ContextVar[str] = ContextVar("address", default="/")
_in_address: ContextVar[bool] = ContextVar("in_address", default=False)

Answer = TypeVar("Answer", bound=HttpResponseBase)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One of the six languages as a page offers it; `tag` is for machines, `name` is the language's own."""

    tag: str
    name: str
    direction: str
    address: str
    current: bool


def into() -> list[str]:
    """The languages of ours but that of the house, into which a text can be translated."""
    return [language for language in IN_ADDRESSES.values() if language != settings.LANGUAGE_CODE]


def own_name(language: str) -> str:
    """What a language calls itself."""
    return _NAMES.get(language) or str(get_language_info(language)["name_local"]).capitalize()


def preferred() -> str:
    """The language of ours that the reader prefers, whether or not the page is in it."""
    return _preferred.get() or settings.LANGUAGE_CODE


def is_in_address() -> bool:
    """Whether the address that is being read names the language, so that a reader asked for no other."""
    return _in_address.get()


def is_translated() -> bool:
    """Whether what is being said is in the language that the reader prefers."""
    return preferred() == (translation.get_language() or settings.LANGUAGE_CODE)


def choices() -> list[Choice]:
    """The page that is being read, in each of the six languages."""
    return [
        Choice(
            tag=language,
            name=own_name(language),
            direction="rtl" if get_language_info(language)["bidi"] else "ltr",
            address=f"/{code}{_address.get()}",
            current=language == preferred(),
        )
        for code, language in IN_ADDRESSES.items()
    ]


def spoken_in(language: str, path: str) -> str:
    """An address of ours that begins with this language; the language of the house needs none."""
    path = taken_off(path)[1]
    code = next((code for code, one in IN_ADDRESSES.items() if one == language), "")
    return f"/{code}{path}" if code and language != settings.LANGUAGE_CODE else path


def taken_off(path: str) -> tuple[str, str]:
    """The code that an address begins with, or nothing, and the address without it."""
    found = _BEGINS.match(path)
    return (found[1], path[found.end() :] or "/") if found else ("", path)


def for_anybody(path: str) -> str:
    """An address as it is given to others, who each read it in their own language."""
    return taken_off(path)[1]


@contextmanager
def addresses_for_anybody() -> Iterator[None]:
    """Make addresses without a language while the block runs."""
    prefix = get_script_prefix()
    set_script_prefix(for_anybody(prefix))
    try:
        yield
    finally:
        set_script_prefix(prefix)


def code_of(language: str) -> str:
    """What an address begins with that names this language."""
    return next(code for code, one in IN_ADDRESSES.items() if one == language)


def leading_on(path: str) -> str:
    """An address of ours, so that whoever comes back by it reads on in the language of this page."""
    path = taken_off(path)[1]
    return f"/{code_of(preferred())}{path}" if is_in_address() else spoken_in(preferred(), path)


def in_language_of(code: str) -> AbstractContextManager[None]:
    """Speak the language of a code while the block runs; English where there is none."""
    return speaking(code, IN_ADDRESSES.get(code, settings.LANGUAGE_CODE))


@contextmanager
def speaking(code: str, language: str, address: str = "/") -> Iterator[None]:
    """Speak a language while the block runs, and let every address begin with its code; without a code with none."""
    prefix = get_script_prefix()
    if code:
        set_script_prefix(f"{prefix}{code}/")
    try:
        with reading(language, address, in_address=bool(code)):
            yield
    finally:
        set_script_prefix(prefix)


@contextmanager
def reading(language: str, address: str = "/", *, in_address: bool = False) -> Iterator[None]:
    """Speak what the reader prefers while the block runs."""
    tokens = _preferred.set(language), _address.set(address), _in_address.set(in_address)
    try:
        with translation.override(language):
            yield
    finally:
        _preferred.reset(tokens[0])
        _address.reset(tokens[1])
        _in_address.reset(tokens[2])


def in_english(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """Declare that what a view answers is English whoever reads it: a document, a file for programs."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer:
        with english():
            response = view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                # Made only when it is asked for, which would be after the language was put back.
                response.render()
        response.headers["Content-Language"] = settings.LANGUAGE_CODE
        return response

    spoken.in_english = True  # type: ignore[attr-defined]
    return spoken


def english() -> AbstractContextManager[None]:
    """Speak English while the block runs, as what is kept, sent and compared does."""
    return translation.override(settings.LANGUAGE_CODE)


def told(text: str) -> str:
    """What a rule said in English, in the language that is spoken: its form looked up, and its parts told likewise.

    A part that a rule did not say is somebody's own word, and stays as it is.
    """
    if not isinstance(text, Said):
        return gettext(text) if text else ""
    one, *many = text.forms
    form = ngettext(one, many[0], text.number) if many else gettext(one)
    words = form.format_map({name: _part(part, text.between) for name, part in text.parts.items()})
    return words[:1].upper() + words[1:] if text.opens else words


def dated(at: date, pattern: str = "j F Y") -> str:
    """A date or a moment as the spoken language writes it: 14 March 2022, 14 марта 2022, 2022年3月14日.

    `pattern` is one of Django's; its "j F Y" stands for the day, in whatever order and with whatever signs, and its
    "j F Y, H:i" for both with what the language puts between them.
    """
    day = get_format("DATE_FORMAT")
    if at.day == 1 and translation.get_language() == "fr":
        day = day.replace("j", r"j\e\r")  # In French the first of a month alone is counted: 1er mars, 2 mars.
    both = gettext("%(day)s, %(hour)s") % {"day": day, "hour": "H:i"}
    return date_format(at, pattern.replace("j F Y, H:i", both).replace("j F Y", day))


def in_place(text: Any) -> Any:
    """What stands in a place for anything, such as a title: told where a rule said it, else as it is."""
    return told(text) if isinstance(text, Said) else text


def apart(text: str) -> str:
    """A text set apart on a page that turns, unless it has letters that turn, too: then it is the page's own."""
    turns = any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text)
    return f"\u2068{text}\u2069" if text and get_language_bidi() and not turns else text


def _part(part: Any, between: str) -> str:
    if isinstance(part, Said):
        return told(part)
    if isinstance(part, date):
        return dated(part)
    if isinstance(part, tuple):
        # Between the words of a list stands what the language puts there: an Arabic or a Chinese comma.
        return gettext(between).join(_part(one, between) for one in part)
    # An English name must not turn the order of an Arabic sentence around.
    return f"\u2068{part}\u2069" if isinstance(part, str) and part and get_language_bidi() else str(part)
