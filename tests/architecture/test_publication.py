"""What becomes public passes one door with the check in it: no other module writes there, no column is forgotten."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from architecture.reading import SOURCE, Module, calls, imported, modules
from convenor.desk import doors
from convenor.desk import letters as desk
from convenor.public.library.models import Output

LIBRARY = "convenor.public.library"
DOOR = "desk/doors.py"
# Read the library's rules for what they make of words, and change nothing in it.
MAY_NAME_ITS_ACTIONS = {DOOR, "desk/lines.py"}
TEXTS = (models.CharField, models.TextField, models.JSONField, models.FileField)
# Texts on public pages that nobody in the room writes, and why they pass no check.
NOT_OF_THE_ROOM = {
    "kernel.Installation.name": "whose site it is, set when it is installed, before there is anybody in it",
    "kernel.Installation.contact": "the secretariat's own address, set when it is installed",
    "kernel.Installation.website": "the secretariat's own pages, set when it is installed",
    "library.Output.kind": "one of the kinds of the vocabulary",
    "library.Output.section": "one of the sections of the vocabulary",
    "library.Translation.language": "one of the languages of the settings",
}
# Copies of what stands beside them in the library, made from it alone by `library/indexing.py`.
MADE_OF_THE_LIBRARY = {
    "library.Searchable.shelf": "one of two words of the code",
    "library.Searchable.language": "of the translation",
    "library.Searchable.slug": "of the output or the series",
    "library.Searchable.kind": "of the output, or a word of the code",
    "library.Searchable.title": "of the output, the series or the webinar",
    "library.Searchable.text": "body and applies_to; themes, parts and titles of readings; a series's year",
    "library.Searchable.title_words": "the title, folded",
    "library.Searchable.text_words": "the text, folded",
    "library.Word.word": "one of the folded words",
}
PUBLIC_MODELS = ("library", "kernel.Installation")
CALLS = re.compile(
    r"library\.(?:shelve|correct|withdraw|shelve_translation|withdraw_translation|list_participants)\(|Copy\("
)
WRITES = re.compile(
    r"\b(?:Output|Correction|Translation|Participant|Searchable|Word)"
    r"\.(?:objects|_base_manager|_default_manager)(?:\.using\([^)]*\))?"
    r"\.(?:create|bulk_create|update|update_or_create|get_or_create|bulk_update|delete|filter\([^)]*\)\.(?:update|delete))\("
)


TABLES = re.compile(r"library_(?:output|translation|participant|searchable|text|word)\b")
# The index is written by the one and read by the other, in the databases' own words.
OF_THE_INDEX = {"public/library/indexing.py", "public/library/finding.py"}


def test_only_the_door_shelves_corrects_and_withdraws() -> None:
    found = {one.place for one in modules() if not _of_the_library(one) and CALLS.search(one.text)}
    assert found == {DOOR}
    naming = {one.place for one in modules() if not _of_the_library(one) and _names_its_actions(one)}
    assert naming == MAY_NAME_ITS_ACTIONS


def _of_the_library(one: Module) -> bool:
    return one.place.startswith("public/library/")


def _names_its_actions(one: Module) -> bool:
    named = re.search(rf"from {re.escape(LIBRARY)} import [^\n]*\bactions\b", one.text)
    return bool(named) or any(name == f"{LIBRARY}.actions" for name, _ in imported(one.tree))


def other_ways(one: Module) -> Iterator[str]:
    if one.place != "public/library/actions.py":
        for found in WRITES.finditer(one.text):
            yield f"{one.place}: {found[0]}"
        if TABLES.search(one.text) and one.place not in OF_THE_INDEX and "migrations" not in one.path.parts:
            yield f"{one.place}: names the library's table"


def test_nothing_writes_to_the_library_past_its_actions() -> None:
    assert [line for one in modules() for line in other_ways(one)] == []


@pytest.mark.parametrize(
    "planted",
    [
        "Output.objects.create(title=said)",
        "Translation.objects.create(title=said)",
        "cursor.execute('UPDATE library_translation SET title = 1')",
        "Output.objects.filter(pk=1).update(body=said)",
        "cursor.execute('UPDATE library_output SET title = 1')",
        "Searchable.objects.create(title=said)",
        "cursor.execute('UPDATE library_searchable SET title = 1')",
        "cursor.execute('INSERT INTO library_text(title_words) VALUES (1)')",
    ],
)
def test_a_way_around_would_be_seen(planted: str) -> None:
    assert list(other_ways(Module(path=SOURCE / "room/around.py", text=planted)))


def public_texts() -> set[str]:
    """Every column of text that a public page can be made from."""
    found: set[str] = set()
    for model in apps.get_models():
        label = model._meta.label
        if model._meta.app_label in PUBLIC_MODELS or label in PUBLIC_MODELS:
            found |= {f"{label}.{column.name}" for column in model._meta.get_fields() if isinstance(column, TEXTS)}
    return found


def test_every_text_that_can_be_public_is_checked_or_not_of_the_room() -> None:
    """A new column is named here: let the door check it and say so in `CHECKED`, with a name planted in its test."""
    assert public_texts() == set(doors.CHECKED) | set(NOT_OF_THE_ROOM) | set(MADE_OF_THE_LIBRARY)
    assert not set(MADE_OF_THE_LIBRARY) & (set(doors.CHECKED) | set(NOT_OF_THE_ROOM))
    assert not set(doors.CHECKED) & set(NOT_OF_THE_ROOM)


def test_a_new_column_would_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    summary = models.TextField(name="summary")
    columns = [*Output._meta.get_fields(), summary]
    monkeypatch.setattr(Output._meta, "get_fields", lambda: columns)
    known = set(doors.CHECKED) | set(NOT_OF_THE_ROOM) | set(MADE_OF_THE_LIBRARY)
    assert public_texts() - known == {"library.Output.summary"}


def test_the_pages_are_made_from_nothing_else() -> None:
    """The portal reads the library and the installation, and is given nothing by anybody else."""
    for one in modules():
        if one.place.startswith("public/portal/"):
            wings = {name for name, _ in imported(one.tree) if name.startswith("convenor.")}
            kernel = (
                "convenor.kernel.calendars",
                "convenor.kernel.gate",
                "convenor.kernel.kept",
                "convenor.kernel.models",
                "convenor.kernel.words",
                "convenor.kernel.language",
                "convenor.rules.policy",
                "convenor.rules.vocabulary",
                "convenor.rules.wording",
            )
            allowed = ("convenor.public.", *kernel)
            assert {name for name in wings if not name.startswith(allowed)} == set(), one.place


def test_files_leave_by_one_way_and_mails_carry_only_an_event_or_ones_own() -> None:
    """A new kind of file is a new door: the review is scanned before it leaves; a pack holds the own part alone.

    What is held about somebody is taken along by that person, a list of actions by its organisation; a take-home pack
    is checked line by line.
    """
    files = re.compile(r"Content-Disposition|FileResponse|as_attachment")
    doors = {"room/reviews/views.py", "room/meetings/views/records.py", "room/exchange/files.py", "people/own.py"}
    assert {one.place for one in modules() if files.search(one.text)} == doors
    carried = re.compile(r"\.attach(?:_file|_alternative)?\(|attachments=")
    assert {one.place for one in modules() if carried.search(one.text)} == {"kernel/letters.py"}
    # A calendar's letter carries its event, to the one person whom the event names; a continuity kit the own material.
    carrying = {one.place for one in modules() if re.search(r"beside=\[", one.text)}
    assert carrying == {"room/invitations/handlers.py", "secretariat/handlers.py"}


def test_mails_of_the_desk_say_nothing_of_a_text() -> None:
    """They lead to the page: a mail is given a date and an address, never words of a draft or an objection."""
    (handlers,) = [one for one in modules() if one.place == "desk/handlers.py"]
    given = {keyword.arg for name, call in calls(handlers.tree) if name == "_send" for keyword in call.keywords}
    assert given == {"until"}
    named = {name for letter in desk.LETTERS for name in letter.samples}
    assert named == {"address", "until"}


def test_every_door_is_told_in_the_decision() -> None:
    adr = next((Path(__file__).parents[2] / "docs/adr").glob("*doors*.md")).read_text(encoding="utf-8")
    for column in doors.CHECKED:
        assert column.rpartition(".")[2] in adr, column
