"""Released texts in the language of their reader: whole, with which day's text they follow, or a way to the English."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convenor.kernel.language import is_in_address, own_name, preferred, spoken_in, taken_off
from convenor.public.library import queries
from convenor.public.library.models import Output, Translation
from convenor.public.library.reading import as_html, first_line
from convenor.public.library.translating import caveats_in, is_older, is_whole
from convenor.public.portal import pages
from convenor.rules.vocabulary import DraftKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """An output in a list, in the language of the page where it is there in it."""

    output: Output
    title: str
    begins: str
    translated: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """A language in which a text is there, with its address; `title` and `older` are a translation's."""

    tag: str
    name: str
    address: str
    title: str = ""
    older: bool = False


def lines_of(outputs: Iterable[Output]) -> list[Line]:
    """Outputs for a list in the language that is spoken; what is not there in it has its English words."""
    found, language = list(outputs), get_language() or settings.LANGUAGE_CODE
    there = {} if language == settings.LANGUAGE_CODE else queries.translated(found, language)
    return [_line(output, _if_whole(output, there.get(output.key))) for output in found]


def _line(output: Output, text: Translation | None) -> Line:
    said = text or output
    return Line(output=output, title=said.title, begins=first_line(said.body), translated=text is not None)


def _if_whole(output: Output, text: Translation | None) -> Translation | None:
    """A translation if its page would be whole, which needs what the text says about itself."""
    return text if text and is_whole(text.language, output.caveats) else None


def whole_translations(output: Output) -> list[Translation]:
    """The translations of a text that readers get."""
    return [text for text in queries.translations_of(output) if _if_whole(output, text)]


def editions_of(output: Output, texts: Sequence[Translation]) -> list[Edition]:
    """The languages in which a text is there, the English one first."""
    path = _path_of(output)
    return [
        Edition(tag="en", name=own_name(settings.LANGUAGE_CODE), address=path),
        *(
            Edition(
                tag=text.language,
                name=own_name(text.language),
                address=spoken_in(text.language, path),
                title=text.title,
                older=is_older(text, output),
            )
            for text in texts
        ),
    ]


def in_own_language(
    request: HttpRequest, output: Output, texts: Sequence[Translation], changed: datetime | None
) -> HttpResponse | None:
    """A text in the language that its reader prefers, or that it is not there in it; None where English is meant.

    Whoever came by an address without a language gets the English text rather than nothing.
    """
    if preferred() == settings.LANGUAGE_CODE:
        return None
    text = next((text for text in texts if text.language == preferred()), None)
    if text is None and not is_in_address():
        return None
    path = _path_of(output)
    # In English whatever the reader's browser prefers.
    shown: dict[str, Any] = {
        "output": output,
        "editions": editions_of(output, texts),
        "own": spoken_in(preferred(), path),
        "english": f"/en{path}",
        "place": "site_pages" if output.kind == DraftKind.PAGE else "",
    }

    def make() -> HttpResponse:
        return _translated(request, output, text, shown) if text else _not_yet(request, shown)

    return pages.unless_known(request, changed, make, shown["editions"])


def _path_of(output: Output) -> str:
    return taken_off(reverse(pages.place_of(output.kind), args=[output.slug]))[1]


def _translated(request: HttpRequest, output: Output, text: Translation, shown: dict[str, Any]) -> HttpResponse:
    return pages.page(
        request,
        "translation.html",
        title=text.title,
        translation=text,
        older=is_older(text, output),
        changes=[(date.fromisoformat(change["made_on"]), change["text"]) for change in text.changes],
        line=first_line(text.body),
        text=as_html(text.body, get_script_prefix()),
        caveats=caveats_in(text.language, output.caveats),
        **shown,
    )


def _not_yet(request: HttpRequest, shown: dict[str, Any]) -> HttpResponse:
    return pages.page(request, "not_translated.html", title=_("This text is not translated yet"), **shown)
