"""Calling, changing, cancelling and closing a session."""

import zoneinfo
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convenor.room.meetings.actions.calling import LONGEST, Call
from convenor.room.meetings.forms.agenda import template_choices
from convenor.room.meetings.forms.inputs import ClockInput, choices, day_field, lines_of
from convenor.room.meetings.models import Session
from convenor.rules.first_agenda import SHORTEST, Template
from convenor.rules.vocabulary import Mode, SessionKind

# A working group's and a series' sessions are called from their own pages.
CALLED_HERE = (
    SessionKind.REGULAR,
    SessionKind.SPECIAL,
    SessionKind.OUTREACH_DIALOGUE,
    SessionKind.GATHERING,
    SessionKind.EXECUTIVE_DIALOGUE,
)
# One zone for each clock that members and secretariat live by; a person's own zone is added where it is not here.
ZONES = (
    "UTC",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Nairobi",
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Europe/London",
    "Europe/Zurich",
)
LONGEST_THEME = 200


class CallForm(forms.Form):
    """What a session is called with."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of session"))
    day = day_field(gettext_lazy("Date"))
    clock = forms.TimeField(label=gettext_lazy("Starts at"), widget=ClockInput)
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone of that time"),
        help_text=gettext_lazy("Each invitation says the time in the zone of whoever gets it."),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Length in minutes"), min_value=SHORTEST, max_value=LONGEST, initial=60
    )
    mode = forms.ChoiceField(label=gettext_lazy("How people meet"), choices=[])
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    join_url = forms.URLField(
        label=gettext_lazy("Link to join"),
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Shown to those invited, until the session is closed."),
    )
    themes = forms.CharField(
        label=gettext_lazy("Themes, one a line"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    template = forms.ChoiceField(label=gettext_lazy("The agenda starts from"), required=False)
    counts_toward_standing = forms.BooleanField(
        label=gettext_lazy("This session counts toward members' standing"), required=False, initial=True
    )

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A working group's session keeps its kind when it is changed here.
        self._choices(
            "kind", choices("SessionKind", [SessionKind(kind)] if kind and kind not in CALLED_HERE else CALLED_HERE)
        )
        self._choices("mode", choices("Mode", Mode))
        if kind:
            # A session that exists has its agenda.
            del self.fields["template"]
        else:
            self._choices("template", [("", _("What is usual for this kind")), *template_choices()])
        self._choices("zone", zone_choices())
        self.fields["zone"].initial = timezone.get_current_timezone_name()

    def _choices(self, name: str, pairs: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = pairs

    def clean_themes(self) -> tuple[str, ...]:
        return themes_in(self.cleaned_data["themes"])

    def clean(self) -> dict[str, Any]:
        return with_start(self)

    def call(self) -> Call:
        """What was asked for."""
        given = self.cleaned_data
        return Call(
            kind=SessionKind(given["kind"]),
            starts_at=given["starts_at"],
            minutes=given["minutes"],
            mode=Mode(given["mode"]),
            themes=given["themes"],
            place=given["place"],
            join_url=given["join_url"],
            counts_toward_standing=given["counts_toward_standing"],
            template=Template(given["template"]) if given.get("template") else None,
        )


def zone_choices() -> list[tuple[str, str]]:
    """The zones to choose from, the reader's own among them."""
    return [(name, name.replace("_", " ")) for name in sorted({*ZONES, timezone.get_current_timezone_name()})]


def moment_of(day: date, clock: time, zone: zoneinfo.ZoneInfo) -> datetime:
    """The moment that a wall clock shows; refused where the clocks skip it or show it twice that night."""
    wall = datetime.combine(day, clock)
    first, second = wall.replace(tzinfo=zone, fold=0), wall.replace(tzinfo=zone, fold=1)
    if first.utcoffset() != second.utcoffset():
        raise forms.ValidationError(
            _("The clocks change that night, so this time does not exist or comes twice. Choose another time.")
        )
    return first.astimezone(UTC)


def themes_in(text: str) -> tuple[str, ...]:
    """The themes that somebody typed, one a line."""
    themes = lines_of(text)
    if any(len(theme) > LONGEST_THEME for theme in themes):
        raise forms.ValidationError(
            _("A theme has at most %(longest)s characters. Shorten it, or make two of it.") % {"longest": LONGEST_THEME}
        )
    return tuple(themes)


def with_start(form: forms.Form) -> dict[str, Any]:
    """What was given, with the moment that day, clock and zone name; what is wrong with it stands at the clock."""
    given = form.cleaned_data
    if {"day", "clock", "zone"} <= given.keys():
        try:
            given["starts_at"] = moment_of(given["day"], given["clock"], zoneinfo.ZoneInfo(given["zone"]))
        except forms.ValidationError as error:
            form.add_error("clock", error)
    return given


def call_initial(session: Session) -> dict[str, Any]:
    """What the form shows for a session that exists, in the zone that the reader's clock shows."""
    starts = timezone.localtime(session.starts_at)
    return {
        "kind": session.kind,
        "day": starts.date(),
        "clock": starts.time(),
        "minutes": session.minutes,
        "mode": session.mode,
        "place": session.place,
        "join_url": session.join_url,
        "themes": "\n".join(theme.title for theme in session.themes.all()),
        "counts_toward_standing": session.counts_toward_standing,
    }


class CancelForm(forms.Form):
    """Why a session is called off."""

    because = forms.CharField(
        label=gettext_lazy("Why"), max_length=200, help_text=gettext_lazy("In a few words; the members read it.")
    )
