"""A public page that is the same for everybody but for values of its own, kept as it was made last by this process."""

import hashlib
from collections.abc import Callable, Mapping
from importlib.metadata import version

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse

from convenor.kernel.language import is_in_address, preferred

_RELEASE = version("convenor")


def kept_for_all(
    request: HttpRequest, make: Callable[[], HttpResponse], made_of: object, own: Mapping[str, str]
) -> HttpResponse:
    """What `make` gives, which stands on nothing but what `made_of` tells in its `repr`, the house and the language.

    `own` are the values of this answer alone by their names, such as the token of its form: they are kept nowhere. A
    question in an address is answered anew each time, so that nobody fills the memory with them.
    """
    if request.META.get("QUERY_STRING"):
        return make()
    key, pages = _key(request, made_of), caches["pages"]
    text = pages.get(key)
    if text is None:
        response = make()
        if response.status_code != 200:
            return response
        text = response.content.decode()
        for name, value in own.items():
            text = text.replace(value, _place(name))
        pages.set(key, text)
    for name, value in own.items():
        text = text.replace(_place(name), value)
    return HttpResponse(text)


def stands_on(request: HttpRequest) -> list[object]:
    """What every public page is made from besides what it tells: the release, the house, and how it is read."""
    house = request.installation  # type: ignore[attr-defined]
    return [_RELEASE, (house.name, house.contact, house.demo, house.today), preferred(), is_in_address()]


def _key(request: HttpRequest, made_of: object) -> str:
    marks = [*stands_on(request), request.path, made_of]
    return f"kept:{hashlib.sha256(repr(marks).encode()).hexdigest()}"


def _place(name: str) -> str:
    # No page holds this sign, and no database takes it.
    return f"\0{name}\0"
