"""What is asked about the secretariat's own people."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convenor.kernel.language import told
from convenor.kernel.letters import Letter
from convenor.people.fields import words_of
from convenor.people.models import Appointment
from convenor.rules import letters as rules
from convenor.rules.vocabulary import Role


class AppointForm(forms.Form):
    """Somebody who begins to work here."""

    name = forms.CharField(label=_("Person’s name"), max_length=200)
    email = forms.EmailField(
        max_length=254, label=_("Mail address"), help_text=_("The address to sign in with; a mail says how.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=words_of("Role", Role.OFFICER, Role.CHIEF))
    covers = forms.CharField(
        label=_("Looks after"), max_length=200, required=False, help_text=_("Such as a cohort, a region, a workstream.")
    )


class AddressForm(forms.Form):
    """The address that was meant."""

    address = forms.EmailField(max_length=254, label=_("Mail address"))


class WordingForm(forms.Form):
    """A letter's words; a name that the letter does not have is refused here, never when it is sent."""

    subject = forms.CharField(
        label=_("Subject"),
        max_length=rules.LONGEST_SUBJECT,
        widget=forms.TextInput(attrs={"lang": "en", "dir": "auto"}),
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=rules.LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 18, "lang": "en", "dir": "auto"}),
        help_text=_("An empty line begins a new paragraph. A line of which every value is empty is left out."),
    )

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letter = letter

    @property
    def wording(self) -> rules.Wording:
        """The words that were filled in."""
        return rules.Wording(
            subject=self.cleaned_data["subject"].strip(), body=rules.in_lines(self.cleaned_data["body"])
        )

    def clean(self) -> dict[str, Any]:
        if {"subject", "body"} <= self.cleaned_data.keys():
            verdict = rules.may_be_kept(self.wording, self.letter.names)
            if not verdict.allowed:
                raise forms.ValidationError(told(verdict.reason))
        return self.cleaned_data


class HandOverForm(forms.Form):
    """Who goes on with what somebody did."""

    to = forms.ChoiceField(label=_("Who takes it over"), required=False)

    def __init__(self, *args: Any, colleagues: Iterable[Appointment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(str(row.pk), row.person.name) for row in colleagues]
        self.fields["to"] = forms.ChoiceField(
            label=_("Who takes it over"),
            help_text=_("They are told by mail, with a link to the list."),
            choices=[("", _("Nobody in particular: it stays with all of you")), *found],
            required=False,
        )

    def clean_to(self) -> Appointment | None:
        key = self.cleaned_data["to"]
        return Appointment.objects.get(pk=key) if key else None
