"""Fields that forms of all wings share: a day, and an organisation by the name that it has today."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from convenor.kernel import clock
from convenor.kernel.words import WORDS
from convenor.people.queries import in_order

# Far enough for the oldest company's name; a slip of the pen such as 0203 or 20233 is told.
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2199, 12, 31)
OUT_OF_REACH = _("Check the year: a day between 1800 and 2199 is meant.")
WITHIN_REACH = (MinValueValidator(FIRST_DAY, OUT_OF_REACH), MaxValueValidator(LAST_DAY, OUT_OF_REACH))


class DayField(forms.DateField):
    """A day, written one way only, so that no date can be read as two."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%Y-%m-%d"],
            validators=WITHIN_REACH,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={
                "required": _("Give a day."),
                "invalid": _("Write the day as year-month-day, such as 2023-03-14."),
            },
            **kwargs,
        )


def organisation_choices(slugs: Iterable[str], *, nothing: Any = "") -> list[tuple[str, Any]]:
    """The choices of a list of organisations, by name; `nothing` is what the first, empty choice says."""
    return [("", nothing), *in_order(slugs, clock.today())]


def words_of(kind: str, *values: str) -> list[tuple[str, Any]]:
    """The choices of an enumeration of the vocabulary, in the words that people read; all values, or these."""
    words = WORDS[kind]
    return [(value, words[value]) for value in values or words]
