"""Which language the reader prefers, and which one the page is in: never half of each (AC-26).

An address may begin with a language (`/fr/about/`); then every link on the page does, and no cookie is needed. Without
one the browser's own preference counts. A page is English until somebody says that it is whole in six languages.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language_info

# In the order and under the names that the United Nations uses; by what stands in an address.
IN_ADDRESSES = {"ar": "ar", "zh": "zh-hans", "en": "en-gb", "fr": "fr", "ru": "ru", "es": "es"}
_NAMES = {"en-gb": "English", "zh-hans": "中文"}
_BEGINS = re.compile(rf"/({'|'.join(IN_ADDRESSES)})(?=/|$)")
_preferred: ContextVar[str | None] = ContextVar("preferred", default=None)
_address: ContextVar[str] = ContextVar("address", default="/")
_in_address: ContextVar[bool] = ContextVar("in_address", default=False)


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


@contextmanager
def reading(language: str, address: str = "/", *, in_address: bool = False) -> Iterator[str]:
    """Note what the reader prefers while the block runs, and speak English; gives which language is spoken."""
    tokens = _preferred.set(language), _address.set(address), _in_address.set(in_address)
    try:
        with translation.override(settings.LANGUAGE_CODE):
            yield settings.LANGUAGE_CODE
    finally:
        _preferred.reset(tokens[0])
        _address.reset(tokens[1])
        _in_address.reset(tokens[2])


def in_six_languages(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Declare that all of a page is translated, so that it is said in the language that the reader prefers."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(preferred()):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = preferred()
        return response

    return spoken
