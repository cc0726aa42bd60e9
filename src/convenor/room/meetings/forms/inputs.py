"""What several forms ask for in the same way."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from convenor.kernel.words import WORDS
from convenor.people.fields import WITHIN_REACH


def choices(kind: str, values: Iterable[str]) -> list[tuple[str, str]]:
    """Values of the vocabulary with the words that people read for them."""
    return [(str(value), str(WORDS[kind][str(value)])) for value in values]


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class DayInput(forms.DateInput):
    """A date as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any, *, help_text: Any = "") -> forms.DateField:
    """A date that can be read in one way only: 03/04/2023 is refused, whoever types it."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=DayInput,
        input_formats=["%Y-%m-%d"],
        validators=WITHIN_REACH,
        error_messages={"invalid": gettext_lazy("Write the date as year, month, day: 2023-05-03.")},
    )


class ClockInput(forms.TimeInput):
    """A time of day as browsers ask for it."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")
