"""Every column that leads to a person is told to that person; a new one that is not fails the build."""

from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from convenor.people.holding import Kind, kinds, leading_to_somebody
from convenor.people.models import Account, Person


def uncovered(columns: Iterable[str], named: Iterable[Kind]) -> list[str]:
    told = {label for kind in named for label in kind.columns}
    return sorted(set(columns) - told)


def test_every_column_that_leads_to_a_person_is_told() -> None:
    columns = set(leading_to_somebody(apps.get_models(include_auto_created=True)))
    assert len(columns) > 25
    assert uncovered(columns, kinds()) == []


def test_nothing_is_told_that_is_not_there() -> None:
    columns = set(leading_to_somebody(apps.get_models(include_auto_created=True)))
    assert [label for kind in kinds() for label in kind.columns if label not in columns] == []


@isolate_apps("convenor.people")
def test_a_new_model_that_nobody_covers_would_be_seen() -> None:
    class Pigeon(models.Model):
        keeper = models.ForeignKey(Person, on_delete=models.CASCADE)
        fed_by = models.ForeignKey(Account, on_delete=models.CASCADE)
        letters_to = models.EmailField()
        colour = models.CharField(max_length=9)

        class Meta:
            app_label = "people"

        def __str__(self) -> str:
            return "a pigeon"

    found = uncovered(leading_to_somebody([Pigeon]), kinds())
    assert found == ["people.Pigeon.fed_by", "people.Pigeon.keeper", "people.Pigeon.letters_to"]


def test_what_is_shown_of_a_row_exists() -> None:
    for kind in kinds():
        for _word, path in (*kind.shown, *((what, day) for what, _version, day in kind.agreed)):
            first = path.partition("|")[0].split(".")[0].removesuffix("_id")
            assert first in {field.name for field in kind.model._meta.concrete_fields}, (kind.model, path)
