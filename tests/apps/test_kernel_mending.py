"""What a field says is ours: what to do, in plain words, on every form of the product."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

import convenor
from convenor.kernel.templatetags.patterns import error_lead

THEIRS = (
    "This field is required",
    "Ensure this",
    "Select a valid",
    "Enter a ",
    "No file was submitted",
    "is not one of",
)


class Everything(forms.Form):
    words = forms.CharField(max_length=3)
    number = forms.IntegerField(min_value=3, max_value=5)
    address = forms.EmailField()
    link = forms.URLField(assume_scheme="https")
    day = forms.DateField()
    clock = forms.TimeField()
    sure = forms.BooleanField()
    file = forms.FileField()
    one = forms.ChoiceField(choices=[("a", "A")])
    some = forms.MultipleChoiceField(choices=[("a", "A")])


def forms_of_the_product() -> Iterator[type[forms.BaseForm]]:
    for module in pkgutil.walk_packages(convenor.__path__, "convenor."):
        if "forms" in module.name or module.name.endswith(".asking"):
            import_module(module.name)
    waiting = [forms.BaseForm]
    while waiting:
        found = waiting.pop()
        waiting += found.__subclasses__()
        if found.__module__.startswith(("convenor", "allauth")):
            yield found


def test_no_form_of_the_product_speaks_in_the_words_of_django() -> None:
    said = {
        f"{form.__name__}.{name}: {words}"
        for form in forms_of_the_product()
        for name, field in getattr(form, "base_fields", {}).items()
        for key in ("required", "invalid", "invalid_choice", "missing", "min_value", "max_value")
        if not field.widget.is_hidden and str(words := field.error_messages.get(key, "")).startswith(THEIRS)
    }
    assert not said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {},
            {
                "words": "Fill this in.",
                "day": "Give a day.",
                "sure": "Tick this to go on.",
                "file": "Choose a file.",
                "one": "Choose one.",
                "some": "Choose at least one.",
            },
        ),
        (
            {"words": "four", "number": "2", "address": "x", "link": "x y", "day": "1.2.", "clock": "x", "one": "b"},
            {
                "words": "Shorten this to 3 characters; it has 4.",
                "number": "Write 3 or more.",
                "address": "Write an e-mail address, such as someone@organisation.example.",
                "link": "Write a whole address, such as https://organisation.example/report.",
                "day": "Write the day as year-month-day: 2023-03-14.",
                "clock": "Write the time as hours and minutes: 15:00.",
                "one": "Choose one of those that are offered; what was sent is not among them.",
            },
        ),
        ({"number": "6"}, {"number": "Write 5 or less."}),
        ({"number": "five"}, {"number": "Write a whole number, such as 5."}),
    ],
)
def test_each_kind_of_field_says_what_to_do(given: dict[str, str], said: dict[str, str]) -> None:
    form = Everything(given)
    assert {name: form.errors[name] for name in said} == {name: [words] for name, words in said.items()}


def test_an_empty_file_is_said_to_be_empty() -> None:
    form = Everything({}, MultiValueDict({"file": [SimpleUploadedFile("a.csv", b"")]}))
    assert form.errors["file"] == ["This file is empty. Choose another."]


def test_a_choice_in_error_is_marked_and_described() -> None:
    form = Everything({})
    for name in ("one", "some"):
        page = form[name].as_field_group()
        assert f'aria-describedby="id_{name}_error"' in page
        assert 'aria-invalid="true"' in page
        assert f'id="id_{name}_error"' in page
        assert error_lead(form[name]).endswith(":")
