"""A language in which every text of ours is marked, so that what stays English on a page is seen.

Its letters are those of English in full width, in Arabic order: readable, and none of them is a letter of English.
"""

import html
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.utils.translation import trans_real
from psycopg.types.json import Jsonb

from convenor.people.models import Organisation, OrganisationAttribute
from convenor.room.cohorts.models import Cohort
from convenor.room.series.models import Registration
from convenor.room.series.registered import said_in
from tools import catalogues

LANGUAGE = "ar"
# What stands in a text for something else: placeholders, tags, entities.
_HELD = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|</?\w[^>]*>|&#?\w+;")
_FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in (*range(65, 91), *range(97, 123))})
# Zones go by the names that the database of zones gives them.
_NOT_READ = re.compile(
    r'<script.*?</script>|<style.*?</style>|<!--.*?-->|<select[^>]*name="(?:time_)?zone".*?</select>', re.DOTALL
)
# Each language is offered by its own name; what is English says so; what somebody wrote may run either way.
_OTHERS_OWN = re.compile(
    r'<nav class="nav languages".*?</nav>|<(\w+)[^>]* (?:lang="en"|dir="auto")[^>]*>.*?</\1>'
    r"|<bdi>.*?</bdi>|<code[^>]*>.*?</code>",
    re.DOTALL,
)
_READ_OUT = re.compile(r'\s(?:aria-label|title|alt|placeholder|data-label)="([^"]*)"')
# Addresses, names of files, verbs of the trail and keys of rows: they stand for themselves.
_KEYS = re.compile(r"\S+@\S+|https?://\S+|\b[a-z_]+\.[a-z_]+\b|\b[0-9a-f]+(?:-[0-9a-f]+)*\b")
_WORDS = re.compile(r"[A-Za-z][A-Za-z’'-]{2,}")
_MARKED = re.compile("[\uff21-\uff3a\uff41-\uff5a]|\\\\uff[2345]")
_WRITES = re.compile(r"\s*(?:INSERT|UPDATE|REPLACE)\b", re.IGNORECASE)


def marked(text: str) -> str:
    """A text of ours as this language says it."""
    kept = [*_HELD.findall(text), ""]
    parts = [part.translate(_FULL_WIDTH) for part in _HELD.split(text)]
    return "".join(part + held for part, held in zip(parts, kept, strict=True))


@cache
def _collected() -> frozenset[str]:
    found = [
        f"{message.context}\x04{text}" if message.context else text
        for message in catalogues.collected()
        for text in catalogues._forms(message.id)
    ]
    return frozenset(found)


class Marked:
    """A catalogue in which all that was collected is marked; what is Django's own is said as Django says it."""

    def __init__(self, django: Any) -> None:
        self._django = django

    def __getattr__(self, name: str) -> Any:
        return getattr(self._django, name)

    def gettext(self, text: str) -> str:
        """The text, marked if it was collected."""
        if text in _collected():
            return marked(text.rpartition("\x04")[2])
        return str(self._django.gettext(text))

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The form for a number, marked if it was collected."""
        if one in _collected() and many in _collected():
            return marked(one if number == 1 else many)
        return str(self._django.ngettext(one, many, number))


def speak(patch: pytest.MonkeyPatch) -> None:
    """Let the language say every text of ours marked."""
    patch.setitem(trans_real._translations, LANGUAGE, Marked(trans_real.translation(LANGUAGE)))


@contextmanager
def kept() -> Iterator[list[str]]:
    """What is written into the database while the block runs and is in the language: everything kept is English."""
    found: list[str] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if _WRITES.match(sql):
            found.extend(f"kept: {text}" for text in _texts_in(params) if _MARKED.search(text))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found


def _texts_in(params: Any) -> Iterator[str]:
    if isinstance(params, str | Jsonb):
        yield params if isinstance(params, str) else json.dumps(params.obj, ensure_ascii=False)
    elif isinstance(params, list | tuple):
        for one in params:
            yield from _texts_in(one)


def written() -> list[str]:
    """All that stands in text columns, longest first: words of people and names, which no catalogue holds."""
    found: set[str] = set()
    for model in apps.get_models(include_auto_created=True):
        for column in model._meta.concrete_fields:
            if isinstance(column, models.CharField | models.TextField | models.JSONField):
                for value in model._base_manager.values_list(column.name, flat=True):
                    found.update(_texts(value))
    # What was sealed shows on its owner's page alone.
    unsealed = [said for said in map(said_in, Registration.objects.all()) if said]
    found |= {text for said in unsealed for text in (said.name, said.organisation)}
    ours = {word for text in _collected() for word in _WORDS.findall(text)}
    # A sentence may begin with what somebody wrote.
    found |= {text[:1].upper() + text[1:] for text in found if " " in text}
    # Single words in small letters are codes: a page has to say them in words.
    told = [text for text in found if " " in text or (text[:1].isupper() and text not in ours)]
    told += Organisation.objects.values_list("pk", flat=True)
    told += OrganisationAttribute.objects.values_list("value", flat=True)
    told += [text for cohort in Cohort.objects.all() for text in (*cohort.target_regions, *cohort.target_sectors)]
    return sorted((text for text in told if re.search(r"[A-Za-z]{3}", text)), key=len, reverse=True)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [" ".join(line.split()) for line in (value, *value.split("\n"))]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    return [text for one in value for text in _texts(one)] if isinstance(value, list | tuple) else []


def english_on(page: str, data: list[str], names: frozenset[str]) -> list[str]:
    """What of ours is English on a page: its words, but for what people wrote and for `names`."""
    page = _OTHERS_OWN.sub(" ¦ ", _NOT_READ.sub(" ", page))
    read_out = " ¦ ".join(_READ_OUT.findall(page))
    text = re.sub(r"</?(?:p|li|h\d|td|th|dt|dd|div|option|label|legend|button|title|summary|tr)\b[^>]*>", " ¦ ", page)
    plain = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text) + " ¦ " + read_out).split())
    for one in data:
        if one in plain:
            plain = re.sub(rf"(?<![A-Za-z]){re.escape(one)}(?![A-Za-z])", "…", plain)
    plain = _KEYS.sub("…", plain)
    lines = (line.strip() for line in plain.split("¦"))
    return list(dict.fromkeys(line for line in lines if [w for w in _WORDS.findall(line) if w not in names]))
