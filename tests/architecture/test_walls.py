"""Imports are not data: a relation between tables passes every import contract, so it has a wall of its own."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

# Which app's tables may point to which; the same order as the import contracts.
BELOW = {
    "kernel": set(),
    "people": {"kernel"},
    "cohorts": {"kernel", "people"},
    "meetings": {"kernel", "people", "cohorts"},
    "groups": {"kernel", "people", "cohorts", "meetings"},
    "series": {"kernel", "people", "cohorts", "meetings"},
    "reviews": {"kernel", "people", "cohorts", "meetings", "groups", "series"},
    "desk": {"kernel", "people", "cohorts", "meetings", "groups", "series", "reviews"},
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
