"""A form takes what it asks for and nothing else: each names its fields, so that a new column is no new field."""

import importlib
import pkgutil
from typing import Any

from django import forms

import convenor
from convenor.room.cohorts.models import Cohort


def form_classes() -> list[type[forms.BaseForm]]:
    for found in pkgutil.walk_packages(convenor.__path__, "convenor."):
        if ".forms" in found.name or found.name.endswith((".views", "fields")):
            importlib.import_module(found.name)
    return _below(forms.BaseForm)


def _below(kind: type) -> list[Any]:
    return [one for child in kind.__subclasses__() for one in [child, *_below(child)]]


def open_forms(classes: list[type[forms.BaseForm]]) -> list[str]:
    return [form.__name__ for form in classes if issubclass(form, forms.BaseModelForm)]


def test_every_form_names_its_fields() -> None:
    ours = [form for form in form_classes() if form.__module__.startswith("convenor.")]
    assert len(ours) > 25
    assert open_forms(ours) == []


def test_a_form_made_from_a_table_would_be_seen() -> None:
    class CohortForm(forms.ModelForm):  # type: ignore[type-arg]
        class Meta:
            model = Cohort
            fields = "__all__"

    assert open_forms([CohortForm]) == ["CohortForm"]
