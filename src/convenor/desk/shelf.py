"""What of the library floors below are told that may not ask it; `wiring` names these."""

import re
from collections.abc import Sequence

from django.urls import Resolver404, resolve, reverse

from convenor.kernel.language import taken_off
from convenor.public.library import queries as library
from convenor.public.library.models import OpenSeries, Output
from convenor.public.library.reading import text_at
from convenor.room.series.announced import PublicText
from convenor.rules.readings import that_fit
from convenor.rules.vocabulary import DraftKind

# The part of the site that anybody reads.
_PUBLIC = "portal"


def is_public(address: str) -> bool:
    """Whether a path of this site leads to a public page; one of a text or a series does once that is public.

    Asked where something is decided, so it sees what the same transaction has published.
    """
    try:
        found = resolve(re.split(r"[?#]", address)[0])
    except Resolver404:
        return False
    if found.namespace != _PUBLIC or "slug" not in found.kwargs:
        return found.namespace == _PUBLIC
    if text := text_at(address):
        return Output.objects.filter(slug=text, withdrawn_on=None).exists()
    return OpenSeries.objects.filter(pk=found.kwargs["slug"]).exists()


def texts_about(about: Sequence[str]) -> list[PublicText]:
    """The released texts whose titles share words with these, the best first."""
    found = list(library.released().defer("body", "table", "sources", "caveats"))
    return [_told(found[at]) for at in that_fit(about, [output.title for output in found])]


def page_to_start() -> PublicText | None:
    """The page of the site that whoever is new begins with, if there is one."""
    found = library.page_to_start()
    return _told(found) if found is not None else None


def _told(output: Output) -> PublicText:
    name = "portal:site_page" if output.kind == DraftKind.PAGE else "portal:output"
    return PublicText(title=output.title, address=taken_off(reverse(name, args=[output.slug]))[1])
