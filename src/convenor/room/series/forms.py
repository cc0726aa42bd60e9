"""What is asked about a series and its sessions."""

from datetime import datetime
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone
from django.utils.translation import gettext_lazy as _

from convenor.kernel import clock
from convenor.people.fields import DayField
from convenor.room.cohorts.models import Programme
from convenor.room.meetings.forms.scope import ask_why, reason_in
from convenor.room.series.actions import Plan
from convenor.rules.signs import in_one_line


class SeriesForm(forms.Form):
    """A new series."""

    name = forms.CharField(label=_("Name"), max_length=120)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    note_due_days = forms.IntegerField(
        label=_("Days until a summary note is due"),
        min_value=1,
        max_value=365,
        initial=14,
        help_text=_("Counted from each session; the note is written at the desk, without names."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year
        self.fields["programme"] = forms.ChoiceField(
            label=_("Programme"), choices=[(row.pk, row.name) for row in Programme.objects.order_by("name")]
        )

    def clean(self) -> dict[str, Any]:
        ask_why(self, (self.cleaned_data.get("name", ""),))
        return self.cleaned_data

    def clean_programme(self) -> Programme:
        return Programme.objects.get(pk=self.cleaned_data["programme"])


class WhenForm(forms.Form):
    """The day and the time of a session, as the reader's own clock shows it."""

    day = DayField(label=_("Day"))
    at = forms.TimeField(
        label=_("Starts at"),
        help_text=_("By your own clock; everybody else is shown the time of theirs."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the time as hours and minutes, such as 15:00.")},
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if {"day", "at"} <= given.keys():
            try:
                given["starts_at"] = from_current_timezone(datetime.combine(given["day"], given["at"]))
            except forms.ValidationError:
                self.add_error("at", _("The clocks change that night. Choose another time."))
        return given

    def starts_at(self) -> datetime:
        """The moment that was given."""
        moment: datetime = self.cleaned_data["starts_at"]
        return moment


class WebinarForm(WhenForm):
    """A session to be planned."""

    field_order = ("title", "day", "at", "minutes", "themes", "parts")

    title = forms.CharField(label=_("Title"), max_length=200)
    minutes = forms.IntegerField(label=_("Minutes"), initial=60, min_value=15, max_value=480)
    themes = forms.CharField(
        label=_("Themes"), widget=forms.Textarea(attrs={"rows": 3}), required=False, help_text=_("One a line.")
    )
    parts = forms.CharField(
        label=_("Parts of the agenda"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("One a line. Without parts the themes share the time."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        ask_why(self, (given.get("title", ""), *_lines(given.get("themes", "")), *_lines(given.get("parts", ""))))
        return given

    def plan(self) -> Plan:
        """What was asked for, as the action takes it."""
        given = self.cleaned_data
        return Plan(
            title=given["title"],
            starts_at=self.starts_at(),
            minutes=given["minutes"],
            themes=_lines(given["themes"]),
            parts=_lines(given["parts"]),
            scope_reason=reason_in(self),
        )


class TitleForm(forms.Form):
    """The title of a session, and whether its date may still change."""

    title = forms.CharField(label=_("Title"), max_length=200)
    subject_to_change = forms.BooleanField(label=_("The date is subject to change"), required=False)

    def clean(self) -> dict[str, Any]:
        # A title that stays as it was had its reason when it was given.
        if "title" in self.changed_data:
            ask_why(self, (self.cleaned_data.get("title", ""),))
        return self.cleaned_data


class TopicsForm(forms.Form):
    """What whoever registers can choose from, and which topics somebody saw."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    topics = forms.CharField(
        label=_("Topics"),
        widget=forms.Textarea(attrs={"rows": 10}),
        required=False,
        help_text=_("One a line, at most ten, each of at most 80 signs. Without any, nobody is asked."),
    )

    def clean(self) -> dict[str, Any]:
        kept = _lines(self.initial.get("topics", ""))
        ask_why(self, (topic for topic in self.topics_given() if topic not in kept))
        return self.cleaned_data

    def topics_given(self) -> tuple[str, ...]:
        """The topics, in the order in which they were written."""
        lines = (in_one_line(line) for line in _lines(self.cleaned_data.get("topics", "")))
        return tuple(line for line in lines if line)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip()[:200] for line in text.splitlines() if line.strip())
