"""Asking an expert, and a question to one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from convenor.people.fields import organisation_choices
from convenor.people.models import Organisation


class AskExpertForm(forms.Form):
    """Whom to ask, and for which organisation they speak."""

    address = forms.EmailField(
        max_length=254,
        label=_("Mail address"),
        help_text=_("One mail goes there; the address is forgotten once the session begins."),
    )
    organisation = forms.ChoiceField(
        label=_("Organisation"),
        required=False,
        choices=lambda: organisation_choices(
            Organisation.objects.values_list("pk", flat=True), nothing=_("Not known, or none")
        ),
        help_text=_("Only with one can the expert agree that it is named, for the year."),
    )

    def clean_organisation(self) -> Organisation | None:
        slug = self.cleaned_data["organisation"]
        return Organisation.objects.get(pk=slug) if slug else None


class QuestionForm(forms.Form):
    """A question, without whose it is."""

    text = forms.CharField(
        label=_("Your question"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ask so that nobody can tell it is you: no company, no product, no place."),
    )
