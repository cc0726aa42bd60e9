"""Imports are not data: a relation between tables passes every import contract, so it has a wall of its own."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from architecture.reading import SOURCE, Module, imported, modules

# Which app's tables may point to which; the same order as the import contracts.
BELOW = {
    "kernel": set(),
    "people": {"kernel"},
    "cohorts": {"kernel", "people"},
    "meetings": {"kernel", "people", "cohorts"},
    "invitations": {"kernel", "people", "cohorts", "meetings"},
    "groups": {"kernel", "people", "cohorts", "meetings"},
    "series": {"kernel", "people", "cohorts", "meetings"},
    "newsletter": {"kernel"},
    "statistics": {"kernel", "people", "cohorts", "meetings", "series"},
    "polls": {"kernel", "people", "cohorts", "meetings", "groups", "series", "statistics"},
    "breakouts": {"kernel", "people", "cohorts", "meetings"},
    "reviews": {"kernel", "people", "cohorts", "meetings", "groups", "series"},
    "exchange": {"kernel", "people", "cohorts", "meetings"},
    "desk": {"kernel", "people", "cohorts", "meetings", "groups", "series", "reviews", "statistics"},
    "library": set(),
}
WALLED = {"library"}


def relations(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """Each relation of a model: the field and the app that it points to."""
    for field in model._meta.get_fields(include_hidden=True):
        if field.is_relation and not field.auto_created and field.related_model:
            yield f"{model._meta.label}.{field.name}", field.related_model._meta.app_label


def crossing(label: str, targets: Iterator[tuple[str, str]]) -> list[str]:
    return [
        f"{field} points to {target}; that is across a wall"
        for field, target in targets
        if target != label and target not in BELOW[label]
    ]


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_config.name.startswith("convenor.")]


def test_no_relation_crosses_a_wall() -> None:
    found = own_models()
    assert found
    breaches = [line for model in found for line in crossing(model._meta.app_label, relations(model))]
    assert breaches == []


def test_a_relation_across_a_wall_would_be_seen() -> None:
    assert crossing("library", iter([("library.Output.session", "meetings")]))
    assert crossing("meetings", iter([("meetings.Session.draft", "desk")]))
    assert not crossing("desk", iter([("desk.Draft.session", "meetings")]))


def test_the_library_has_no_column_that_could_lead_back() -> None:
    names = {field.name for model in own_models() if model._meta.app_label in WALLED for field in model._meta.fields}
    assert not names & {"draft", "session", "cohort", "author", "account", "organisation", "person", "writer", "member"}


@pytest.mark.parametrize(
    "word", ["speaker", "author", "person", "organisation", "account", "said_by", "at", "recorded_at"]
)
def test_a_remark_has_no_place_for_who_said_it_or_when(word: str) -> None:
    remark = apps.get_model("meetings", "Remark")
    assert word not in {field.name for field in remark._meta.get_fields()}
    assert {field.name for field in remark._meta.fields} == {"id", "session", "item", "kind", "text"}


def test_there_is_no_place_for_a_recording() -> None:
    names = {field.name for model in own_models() for field in model._meta.fields}
    assert not {name for name in names if "record" in name and name not in {"recorded_at", "attendance_recorded_at"}}
    assert not names & {"transcript", "video", "audio", "chat"}


def test_an_attendance_has_no_place_for_who_came() -> None:
    attendance = apps.get_model("meetings", "Attendance")
    pointed_to = {target for _field, target in relations(attendance)}
    assert not {field.related_model._meta.label for field in attendance._meta.fields if field.is_relation} & {
        "people.Person",
        "people.Account",
    }
    assert pointed_to == {"meetings", "people"}


# What a company gives is for donor relations alone (AC-10); whoever runs the programme has no way to know it.
FUNDING = re.compile(r"\bfunding[._]\w")
FAVOUR = re.compile(r"sponsor|supporter|donor|donat|badge|contribut(?:or|ion)", re.IGNORECASE)


def ways_to_funding(module: Module) -> list[str]:
    """Where a module imports the funding wing or names one of its tables."""
    found = [name for name, _ in imported(module.tree) if "funding" in name.split(".")]
    taken = (name for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom) for name in node.names)
    found += [name.name for name in taken if name.name == "funding"]
    texts = (node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant))
    return found + [text for text in texts if isinstance(text, str) and FUNDING.search(text)]


def programme() -> list[Module]:
    return [module for module in modules() if module.place.split("/")[0] not in {"funding", "rules"}]


def test_the_programme_has_no_way_to_the_funding_tables() -> None:
    assert len(programme()) > 100
    assert {module.place: found for module in programme() if (found := ways_to_funding(module))} == {}


@pytest.mark.parametrize(
    "line",
    [
        "from convenor.funding.models import Receipt",
        "import convenor.funding.queries",
        "from convenor import funding",
        'apps.get_model("funding.Receipt")',
        'cursor.execute("SELECT amount FROM funding_receipt")',
        'models.ForeignKey("funding.Contributor", models.CASCADE)',
    ],
)
def test_a_way_to_the_funding_tables_would_be_seen(line: str) -> None:
    assert ways_to_funding(Module(path=SOURCE / "tried.py", text=line))


def test_no_table_and_no_page_of_the_programme_has_a_place_for_a_favour() -> None:
    columns = {f"{model._meta.label}.{field.name}" for model in own_models() for field in model._meta.fields}
    assert {column for column in columns if FAVOUR.search(column)} == set()
    pages = [page for page in SOURCE.rglob("*.html") if "funding" not in page.parts]
    assert len(pages) > 50
    assert {page.name for page in pages if FAVOUR.search(page.read_text(encoding="utf-8"))} == set()
