"""What is public, for programs: released outputs and announced series as JSON, read-only, described by OpenAPI 3.1.

The same as the pages say, in the language in which it was published; nothing of anybody who reads or takes part.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from convenor.kernel.gate import open_to_all
from convenor.kernel.language import in_english
from convenor.public.library import queries
from convenor.public.library.models import OpenSeries, OpenWebinar, Output
from convenor.public.library.reading import as_html, first_line, readings_of, table_of
from convenor.public.portal import pages
from convenor.public.portal.machines import address_of, whole
from convenor.public.portal.translations import Edition, editions_of, whole_translations

A_PAGE = 50
_TEXT, _DAY, _MOMENT = (
    {"type": "string"},
    {"type": "string", "format": "date"},
    {"type": "string", "format": "date-time"},
)
_TEXTS = {"type": "array", "items": _TEXT}


@open_to_all
@require_safe
@in_english
def outputs(request: HttpRequest) -> HttpResponse:
    """The released outputs, newest first, `A_PAGE` at a time."""

    def make() -> dict[str, Any]:
        page = Paginator(queries.released(), A_PAGE).get_page(request.GET.get("page"))
        onward = f"{whole('portal:api_outputs')}?page={page.next_page_number()}" if page.has_next() else None
        return {"items": [_in_short(output) for output in page], "next": onward}

    return _answer(request, queries.latest_change(), make)


@open_to_all
@require_safe
@in_english
def output(request: HttpRequest, slug: str) -> HttpResponse:
    """One output, whole; of a withdrawn one the day and the reason."""
    # Read first: what changes after it, a translation too, has another mark.
    changed = queries.latest_change()
    found = queries.at_address(slug)
    if found is None:
        raise Http404
    response = _answer(request, changed, lambda: _gone(found) if found.withdrawn_on else _whole(found))
    if found.withdrawn_on and response.status_code == 200:
        response.status_code = 410
    return response


@open_to_all
@require_safe
@in_english
def webinars(request: HttpRequest) -> HttpResponse:
    """The announced series with their webinars."""
    return _answer(request, queries.latest_change(), lambda: {"items": [_series(one) for one in queries.announced()]})


@open_to_all
@require_safe
@in_english
def description(request: HttpRequest) -> HttpResponse:
    """What can be asked here, as OpenAPI."""
    return _answer(request, None, lambda: _described(pages.here(request).name))


def _answer(request: HttpRequest, changed: datetime | None, make: Callable[[], Mapping[str, Any]]) -> HttpResponse:
    def made() -> HttpResponse:
        # A program that took it for a page would find no tag in it.
        text = json.dumps(make(), ensure_ascii=False).replace("<", "\\u003c")
        return HttpResponse(text, content_type="application/json; charset=utf-8")

    response = pages.unless_known(request, changed, made)
    # Everything here is public already, so any page may read it.
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _in_short(found: Output) -> dict[str, Any]:
    return {
        "id": f"urn:uuid:{found.key}",
        "url": address_of(found),
        "api": whole("portal:api_output", found.slug),
        "kind": found.kind,
        "title": found.title,
        "summary": first_line(found.body),
        "published_on": found.published_on.isoformat(),
        "updated_at": found.updated_at.isoformat(timespec="seconds"),
    }


def _whole(found: Output) -> dict[str, Any]:
    table = table_of(found)
    return {
        **_in_short(found),
        "content_html": str(as_html(found.body, whole("portal:home"))),
        "applies_to": found.applies_to,
        "caveats": found.caveats,
        "provenance": found.provenance,
        "sources": found.sources,
        "table": table.as_json() if table else None,
        "corrections": [
            {"made_on": one.made_on.isoformat(), "text": one.text} for one in queries.corrections_of(found)
        ],
        "translations": [_translation(one) for one in editions_of(found, whole_translations(found))[1:]],
    }


def _translation(one: Edition) -> dict[str, Any]:
    return {
        "language": one.tag,
        "url": f"{settings.CONVENOR_SITE}{one.address}",
        "title": one.title,
        "current": not one.older,
    }


def _gone(found: Output) -> dict[str, Any]:
    withdrawn = found.withdrawn_on.isoformat() if found.withdrawn_on else ""
    return {"id": f"urn:uuid:{found.key}", "withdrawn_on": withdrawn, "because": found.withdrawn_because}


def _series(found: OpenSeries) -> dict[str, Any]:
    return {
        "url": whole("portal:series", found.slug),
        "calendar": whole("portal:calendar", found.slug),
        "name": found.name,
        "year": found.year,
        "webinars": [_webinar(one) for one in found.webinars.all()],
    }


def _webinar(one: OpenWebinar) -> dict[str, Any]:
    return {
        "number": one.number,
        "title": one.title,
        "themes": one.themes,
        "parts": one.parts,
        "readings": [{"title": title, "url": url} for title, url in readings_of(one, settings.CONVENOR_SITE)],
        "day": f"{one.starts_at:%Y-%m-%d}",
        "starts_at": one.starts_at.isoformat() if one.time_known else None,
        "minutes": one.minutes,
        "subject_to_change": one.subject_to_change,
        "cancelled": one.cancelled,
        "note": whole("portal:output", one.note) if one.note and not one.cancelled else None,
    }


def _described(name: str) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": name,
            "version": "1",
            "description": "Read-only. No key is needed, nothing about readers is kept, and nobody is named.",
        },
        "paths": {
            "/api/outputs.json": _get("Released outputs, newest first.", "Outputs", _parameter("page", "query")),
            "/api/outputs/{slug}.json": _get("One output, whole.", "Output", _parameter("slug", "path"), gone=True),
            "/api/webinars.json": _get("Announced series with their webinars.", "Series"),
        },
        "components": {"schemas": _SCHEMAS},
    }


def _get(summary: str, schema: str, *parameters: dict[str, Any], gone: bool = False) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    responses: dict[str, Any] = {"200": {"description": summary, "content": content}}
    if gone:
        responses["410"] = {"description": "It was withdrawn; the day and the reason are told."}
    return {"get": {"summary": summary, "parameters": list(parameters), "responses": responses}}


def _parameter(name: str, place: str) -> dict[str, Any]:
    return {"name": name, "in": place, "required": place == "path", "schema": _TEXT}


def _object(**properties: object) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def _or_nothing(kind: dict[str, str]) -> dict[str, Any]:
    return {**kind, "type": [kind["type"], "null"]}


_SHORT: dict[str, object] = {
    "id": _TEXT,
    "url": _TEXT,
    "api": _TEXT,
    "kind": _TEXT,
    "title": _TEXT,
    "summary": _TEXT,
    "published_on": _DAY,
    "updated_at": _MOMENT,
}
_SCHEMAS: dict[str, Any] = {
    "Outputs": _object(items={"type": "array", "items": _object(**_SHORT)}, next=_or_nothing(_TEXT)),
    "Output": _object(
        **_SHORT,
        content_html=_TEXT,
        applies_to=_TEXT,
        caveats=_TEXTS,
        provenance=_TEXT,
        sources={"type": "array", "items": _object(title=_TEXT, url=_TEXT)},
        table={"type": ["object", "null"]},
        corrections={"type": "array", "items": _object(made_on=_DAY, text=_TEXT)},
        translations={
            "type": "array",
            "items": _object(language=_TEXT, url=_TEXT, title=_TEXT, current={"type": "boolean"}),
        },
    ),
    "Series": _object(
        items={
            "type": "array",
            "items": _object(
                url=_TEXT,
                calendar=_TEXT,
                name=_TEXT,
                year={"type": "integer"},
                webinars={
                    "type": "array",
                    "items": _object(
                        number={"type": "integer"},
                        title=_TEXT,
                        themes=_TEXTS,
                        parts=_TEXTS,
                        readings={"type": "array", "items": _object(title=_TEXT, url=_TEXT)},
                        day=_DAY,
                        starts_at=_or_nothing(_MOMENT),
                        minutes={"type": "integer"},
                        subject_to_change={"type": "boolean"},
                        cancelled={"type": "boolean"},
                        note=_or_nothing(_TEXT),
                    ),
                },
            ),
        }
    ),
}
