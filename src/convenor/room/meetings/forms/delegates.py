"""Somebody who stands in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convenor.rules.vocabulary import Capacity


class DelegateForm(forms.Form):
    """Somebody who stands in for a member at one session."""

    organisation = forms.ChoiceField(label=gettext_lazy("For which organisation"))
    capacity = forms.ChoiceField(label=gettext_lazy("Comes as"), widget=forms.RadioSelect)
    name = forms.CharField(label=gettext_lazy("Person’s name"), max_length=200)
    email = forms.EmailField(
        max_length=254,
        label=gettext_lazy("Mail address"),
        help_text=gettext_lazy("The agenda and the rules go there. Access ends a day after the session."),
    )

    def __init__(self, *args: Any, organisations: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation, capacity = self.fields["organisation"], self.fields["capacity"]
        assert isinstance(organisation, forms.ChoiceField)
        assert isinstance(capacity, forms.ChoiceField)
        organisation.choices = list(organisations.items())
        self.offered = organisations
        if len(organisations) == 1:
            # Looked at in `clean`: of a hidden field Django would say its name in code.
            hidden = forms.CharField(required=False, widget=forms.HiddenInput, initial=next(iter(organisations)))
            self.fields["organisation"] = hidden
        capacity.choices = [
            (Capacity.DELEGATE, _("Delegate: stands in for a nominee")),
            (Capacity.GUEST, _("Guest: a colleague from another function")),
        ]
        capacity.initial = Capacity.DELEGATE

    def clean(self) -> dict[str, Any]:
        """Refuse an organisation that was not offered."""
        given = super().clean() or self.cleaned_data
        if given.get("organisation", "") not in self.offered and "organisation" in given:
            raise forms.ValidationError(_("Choose one of those that are offered; what was sent is not among them."))
        return given
