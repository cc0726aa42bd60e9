"""Forms of sessions; they check what was typed, never what may be done."""

import zoneinfo
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convenor.kernel.words import WORDS
from convenor.room.meetings.actions.agenda import ItemDraft
from convenor.room.meetings.actions.attendance import CREDITING
from convenor.room.meetings.actions.calling import LONGEST, Call
from convenor.room.meetings.models import AgendaItem, Session
from convenor.rules.first_agenda import SHORTEST
from convenor.rules.scope import StatementFacts
from convenor.rules.vocabulary import AgendaItemKind, Capacity, Mode, RemarkKind, SessionKind

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
MOST_ITEMS = 30
LARGEST_REPORT = 40_000_000


def choices(kind: str, values: Iterable[str]) -> list[tuple[str, str]]:
    """Values of the vocabulary with the words that people read for them."""
    return [(str(value), str(WORDS[kind][str(value)])) for value in values]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class DayInput(forms.DateInput):
    """A date as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """A time of day as browsers ask for it."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class CallForm(forms.Form):
    """What a session is called with."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of session"))
    day = forms.DateField(label=gettext_lazy("Date"), widget=DayInput)
    clock = forms.TimeField(label=gettext_lazy("Starts at"), widget=ClockInput)
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone of that time"),
        help_text=gettext_lazy("Everybody invited is shown the time in their own zone."),
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
    counts_toward_standing = forms.BooleanField(
        label=gettext_lazy("This session counts toward members' standing"), required=False, initial=True
    )

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = timezone.get_current_timezone_name()
        # A working group's session keeps its kind when it is changed here.
        self._choices(
            "kind", choices("SessionKind", [SessionKind(kind)] if kind and kind not in CALLED_HERE else CALLED_HERE)
        )
        self._choices("mode", choices("Mode", Mode))
        self._choices("zone", [(name, name.replace("_", " ")) for name in sorted({*ZONES, own})])
        self.fields["zone"].initial = own

    def _choices(self, name: str, pairs: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = pairs

    def clean_themes(self) -> tuple[str, ...]:
        themes = _lines(self.cleaned_data["themes"])
        if any(len(theme) > 200 for theme in themes):
            raise forms.ValidationError(_("A theme has at most 200 characters. Shorten it, or make two of it."))
        return tuple(themes)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if {"day", "clock", "zone"} <= given.keys():
            try:
                given["starts_at"] = _moment(given["day"], given["clock"], zoneinfo.ZoneInfo(given["zone"]))
            except forms.ValidationError as error:
                self.add_error("clock", error)
        return given

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
        )


def _moment(day: date, clock: time, zone: zoneinfo.ZoneInfo) -> datetime:
    """The moment that a wall clock shows; refused where the clocks skip it or show it twice that night."""
    wall = datetime.combine(day, clock)
    first, second = wall.replace(tzinfo=zone, fold=0), wall.replace(tzinfo=zone, fold=1)
    if first.utcoffset() != second.utcoffset():
        raise forms.ValidationError(
            _("The clocks change that night, so this time does not exist or comes twice. Choose another time.")
        )
    return first.astimezone(UTC)


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


class AgendaRow(forms.Form):
    """One item of an agenda."""

    item = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), initial=AgendaItemKind.TOPIC)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=LONGEST)
    lead = forms.ChoiceField(label=gettext_lazy("Led by"), required=False)
    pre_reading = forms.URLField(
        label=gettext_lazy("Link to read before"), required=False, max_length=200, assume_scheme="https"
    )
    under_the_rule = forms.BooleanField(
        label=gettext_lazy("Under the Chatham House Rule"), required=False, initial=True
    )

    def __init__(self, *args: Any, members: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, lead = self.fields["kind"], self.fields["lead"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(lead, forms.ChoiceField)
        kind.choices = choices("AgendaItemKind", AgendaItemKind)
        lead.choices = [("", _("The secretariat")), *members.items()]

    def draft(self) -> ItemDraft:
        """The item as somebody wants it."""
        given = self.cleaned_data
        return ItemDraft(
            id=given["item"],
            kind=AgendaItemKind(given["kind"]),
            title=given["title"],
            minutes=given["minutes"],
            lead=given["lead"] or None,
            pre_reading=given["pre_reading"],
            under_the_rule=given["under_the_rule"],
        )


AgendaRows: type[BaseFormSet[AgendaRow]] = formset_factory(
    AgendaRow, extra=0, max_num=MOST_ITEMS, absolute_max=MOST_ITEMS
)


def agenda_rows(items: Iterable[AgendaItem]) -> list[dict[str, Any]]:
    """The rows that the agenda's form shows at first."""
    return [
        {
            "item": item.pk,
            "kind": item.kind,
            "title": item.title,
            "minutes": item.minutes,
            "lead": item.lead_id or "",
            "pre_reading": item.pre_reading,
            "under_the_rule": item.under_the_rule,
        }
        for item in items
    ]


def typed_rows(form: BaseFormSet[AgendaRow]) -> list[dict[str, Any]]:
    """The rows as they were typed, whether or not they hold, so that they can be moved about and shown again."""
    return [
        {name: row[name].data for name in ("item", "kind", "title", "minutes", "lead", "pre_reading", "under_the_rule")}
        for row in form
    ]


def rearranged(rows: Sequence[dict[str, Any]], order: str) -> list[dict[str, Any]]:
    """The rows after one of the buttons add, up-N, down-N or remove-N; an order that makes no sense changes nothing."""
    kept = list(rows)
    verb, _dash, number = order.partition("-")
    if verb == "add":
        return [*kept, {"minutes": 5, "under_the_rule": True}][:MOST_ITEMS]
    if not number.isascii() or not number.isdigit() or int(number) >= len(kept):
        return kept
    place = int(number)
    if verb == "remove":
        return kept[:place] + kept[place + 1 :]
    other = place + {"up": -1, "down": 1}.get(verb, 0)
    if 0 <= other < len(kept):
        kept[place], kept[other] = kept[other], kept[place]
    return kept


class CloseForm(forms.Form):
    """When the raw notes of a session are destroyed."""

    burn_on = forms.DateField(
        label=gettext_lazy("Destroy the raw notes on"),
        widget=DayInput,
        help_text=gettext_lazy("What was learned has to be at the desk by then. Nothing brings the notes back."),
    )


class RemarkForm(forms.Form):
    """Something that was said."""

    text = forms.CharField(
        label=gettext_lazy("What was said"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("In a sentence or two, without who said it and without names."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("It is a"), widget=forms.RadioSelect)
    item = forms.ChoiceField(label=gettext_lazy("Said under"), required=False)

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._items = {str(item.pk): item for item in items}
        kind, item = self.fields["kind"], self.fields["item"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(item, forms.ChoiceField)
        kind.choices = choices("RemarkKind", RemarkKind)
        item.choices = [("", _("No item in particular")), *((key, row.title) for key, row in self._items.items())]

    def chosen(self) -> tuple[AgendaItem | None, RemarkKind, str]:
        """The item, the kind and the text."""
        given = self.cleaned_data
        return self._items.get(given["item"]), RemarkKind(given["kind"]), given["text"]


NOBODY = "nobody"


class AttendanceForm(forms.Form):
    """By whom each member was represented."""

    def __init__(
        self, *args: Any, members: Mapping[str, str], recorded: Mapping[str, Capacity] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        options = [*choices("Capacity", CREDITING), (NOBODY, _("Nobody"))]
        for slug, name in members.items():
            initial = None if recorded is None else str(recorded.get(slug, NOBODY))
            self.fields[slug] = forms.ChoiceField(
                label=name, choices=options, widget=forms.RadioSelect, initial=initial
            )

    def represented(self) -> dict[str, Capacity | None]:
        """The answer for each member."""
        return {slug: None if answer == NOBODY else Capacity(answer) for slug, answer in self.cleaned_data.items()}


class ReportForm(forms.Form):
    """A meeting tool's participants report."""

    report = forms.FileField(
        label=gettext_lazy("Attendance report from Zoom, Teams or Meet"),
        help_text=gettext_lazy("The file as the tool gives it, usually .csv. Telephone numbers are never kept."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
        allow_empty_file=True,
    )

    def clean_report(self) -> Any:
        report = self.cleaned_data["report"]
        if report.size > LARGEST_REPORT:
            raise forms.ValidationError(
                _("The file has more than 40 MB; a participants report is far smaller. Check that it is one.")
            )
        return report


class DelegateForm(forms.Form):
    """Somebody who stands in for a member at one session."""

    organisation = forms.ChoiceField(label=gettext_lazy("For which organisation"))
    capacity = forms.ChoiceField(label=gettext_lazy("Comes as"), widget=forms.RadioSelect)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("Mail address"),
        help_text=gettext_lazy("The agenda and the rules go there. Access ends a day after the session."),
    )

    def __init__(self, *args: Any, organisations: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation, capacity = self.fields["organisation"], self.fields["capacity"]
        assert isinstance(organisation, forms.ChoiceField)
        assert isinstance(capacity, forms.ChoiceField)
        organisation.choices = list(organisations.items())
        if len(organisations) == 1:
            organisation.initial = next(iter(organisations))
            organisation.widget = forms.HiddenInput()
        capacity.choices = [
            (Capacity.DELEGATE, _("Delegate: stands in for a nominee")),
            (Capacity.GUEST, _("Guest: a colleague from another function")),
        ]
        capacity.initial = Capacity.DELEGATE


class StatementForm(forms.Form):
    """A version of the anti-trust statement."""

    version = forms.CharField(label=gettext_lazy("Version"), max_length=12, help_text=gettext_lazy("Such as 1.3."))
    text = forms.CharField(label=gettext_lazy("What is read aloud"), widget=forms.Textarea(attrs={"rows": 8}))
    in_scope = forms.CharField(
        label=gettext_lazy("In scope, one topic a line"), widget=forms.Textarea(attrs={"rows": 4})
    )
    out_of_scope = forms.CharField(
        label=gettext_lazy("Out of scope, one topic a line"), widget=forms.Textarea(attrs={"rows": 4})
    )
    in_force_from = forms.DateField(label=gettext_lazy("In force from"), widget=DayInput)

    def facts(self) -> StatementFacts:
        """The version as the rules look at it."""
        given = self.cleaned_data
        return StatementFacts(
            version=given["version"],
            text=given["text"],
            in_scope=tuple(_lines(given["in_scope"])),
            out_of_scope=tuple(_lines(given["out_of_scope"])),
            in_force_from=given["in_force_from"],
        )
