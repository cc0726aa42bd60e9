"""What is asked about the secretariat's own people."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convenor.people.fields import words_of
from convenor.people.models import Appointment
from convenor.rules.vocabulary import Role


class AppointForm(forms.Form):
    """Somebody who begins to work here."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("Mail address"), help_text=_("The address to sign in with; a mail says how."))
    role = forms.ChoiceField(label=_("Role"), choices=words_of("Role", Role.OFFICER, Role.CHIEF))
    covers = forms.CharField(
        label=_("Looks after"), max_length=200, required=False, help_text=_("Such as a cohort, a region, a workstream.")
    )


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
