"""Calling an urgent special session: everything on one page, most of it filled in already."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convenor.room.meetings.actions.calling import LONGEST
from convenor.room.meetings.actions.urgent import Urgent
from convenor.room.meetings.forms.calling import themes_in, with_start, zone_choices
from convenor.room.meetings.forms.inputs import ClockInput, day_field, lines_of
from convenor.room.meetings.urgent import with_letter
from convenor.rules.first_agenda import SHORTEST
from convenor.rules.urgent import UrgentFacts

# Kept and mailed as it stands, so English whoever calls.
PURPOSE = (
    "How companies respect human rights in this situation: heightened due diligence, people at risk, and what experts "
    "advise. Commercial matters stay outside."
)


class UrgentForm(forms.Form):
    """What an urgent session is called with."""

    happened = forms.CharField(
        label=gettext_lazy("What happened"),
        max_length=300,
        help_text=gettext_lazy("A public fact, in a sentence. It names no member."),
    )
    source_url = forms.URLField(label=gettext_lazy("Where it was published"), assume_scheme="https", max_length=200)
    source_title = forms.CharField(label=gettext_lazy("What that source is called"), max_length=200, required=False)
    day = day_field(gettext_lazy("Date"))
    clock = forms.TimeField(label=gettext_lazy("Starts at"), widget=ClockInput)
    zone = forms.ChoiceField(label=gettext_lazy("Time zone of that time"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Length in minutes"), min_value=SHORTEST, max_value=LONGEST, initial=60
    )
    join_url = forms.URLField(label=gettext_lazy("Link to join"), required=False, assume_scheme="https")
    themes = forms.CharField(
        label=gettext_lazy("Themes, one a line"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Each becomes a briefing of the agenda."),
    )
    purpose = forms.CharField(
        label=gettext_lazy("What the session is for"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        max_length=600,
        initial=PURPOSE,
        help_text=gettext_lazy("Members and experts read it. The look at the scope reads it, too."),
    )
    contacts = forms.MultipleChoiceField(
        label=gettext_lazy("Experts who were with the cohort before"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    others = forms.CharField(
        label=gettext_lazy("Mail addresses of other experts, one a line"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=gettext_lazy("Each is written to alone. The addresses are forgotten once the mails have left."),
    )
    scope_reason = forms.CharField(
        label=gettext_lazy("Why it belongs here"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("In a sentence. The secretariat keeps it beside the items."),
    )

    def __init__(self, *args: Any, contacts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone, known = self.fields["zone"], self.fields["contacts"]
        assert isinstance(zone, forms.ChoiceField)
        assert isinstance(known, forms.MultipleChoiceField)
        zone.choices, zone.initial = zone_choices(), timezone.get_current_timezone_name()
        known.choices = contacts
        if not contacts:
            del self.fields["contacts"]

    def clean_themes(self) -> tuple[str, ...]:
        return themes_in(self.cleaned_data["themes"])

    def clean_others(self) -> tuple[str, ...]:
        addresses = lines_of(self.cleaned_data["others"])
        for address in addresses:
            try:
                validate_email(address)
            except ValidationError:
                words = _("“%(address)s” is no mail address. Write one address a line.")
                raise forms.ValidationError(words % {"address": address}) from None
        return tuple(addresses)

    def clean(self) -> dict[str, Any]:
        return with_start(self)

    def urgent(self) -> Urgent:
        """What was asked for, with the letter that experts would get."""
        given = self.cleaned_data
        facts = UrgentFacts(
            happened=" ".join(given["happened"].split()),
            source_url=given["source_url"],
            starts_at=given["starts_at"],
            themes=given["themes"],
            purpose=" ".join(given["purpose"].split()),
            scope_reason=given["scope_reason"],
            experts=tuple(dict.fromkeys([*given.get("contacts", []), *given["others"]])),
        )
        return with_letter(
            facts, source_title=given["source_title"], minutes=given["minutes"], join_url=given["join_url"]
        )
