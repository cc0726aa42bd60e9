"""What a field says when it cannot take an answer: what to do, in our words and not in Django's."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_CHOOSE = {
    "required": _("Choose one."),
    "invalid_choice": _("Choose one of those that are offered; what was sent is not among them."),
}
# For each class what differs from the one that it is made of.
WORDS: Mapping[type[forms.Field], Mapping[str, Any]] = {
    forms.Field: {"required": _("Fill this in.")},
    forms.CharField: {
        "max_length": _("Shorten this to %(limit_value)s characters; it has %(show_value)s."),
        "min_length": _("Write at least %(limit_value)s characters; it has %(show_value)s."),
    },
    forms.EmailField: {"invalid": _("Write an e-mail address, such as someone@organisation.example.")},
    forms.URLField: {"invalid": _("Write a whole address, such as https://organisation.example/report.")},
    forms.IntegerField: {
        "invalid": _("Write a whole number, such as 5."),
        "min_value": _("Write %(limit_value)s or more."),
        "max_value": _("Write %(limit_value)s or less."),
    },
    forms.DateField: {"required": _("Give a day."), "invalid": _("Write the day as year-month-day: 2023-03-14.")},
    forms.TimeField: {"required": _("Give a time."), "invalid": _("Write the time as hours and minutes: 15:00.")},
    forms.BooleanField: {"required": _("Tick this to go on.")},
    forms.FileField: {
        "required": _("Choose a file."),
        "invalid": _("Choose a file; what was sent is none."),
        "missing": _("Choose a file."),
        "empty": _("This file is empty. Choose another."),
    },
    forms.ChoiceField: _CHOOSE,
    forms.MultipleChoiceField: {**_CHOOSE, "required": _("Choose at least one.")},
    forms.ModelChoiceField: _CHOOSE,
    forms.ModelMultipleChoiceField: {**_CHOOSE, "required": _("Choose at least one.")},
}


def use_our_words() -> None:
    """Give them to every field of every form; once, before the first form is read."""
    for field, words in WORDS.items():
        field.default_error_messages = {**field.default_error_messages, **words}
