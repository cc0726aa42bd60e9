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
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
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
        if len(organisations) == 1:
            organisation.initial = next(iter(organisations))
            organisation.widget = forms.HiddenInput()
        capacity.choices = [
            (Capacity.DELEGATE, _("Delegate: stands in for a nominee")),
            (Capacity.GUEST, _("Guest: a colleague from another function")),
        ]
        capacity.initial = Capacity.DELEGATE
