"""What is asked of whoever offers to speak."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convenor.room.meetings.forms.scope import ask_why
from convenor.rules.speaking import LONGEST_WORDS


class OfferForm(forms.Form):
    """A few words, and for which member where somebody sits for several."""

    words = forms.CharField(
        label=_("What you would tell"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a few words. Prices, customers, bids and plans stay outside, as in every session."),
    )

    def __init__(self, *args: Any, organisations: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._only = next(iter(organisations), "")
        if len(organisations) > 1:
            choices = sorted(organisations.items(), key=lambda pair: pair[1])
            self.fields["organisation"] = forms.ChoiceField(label=_("For"), choices=choices)

    def clean(self) -> dict[str, Any]:
        ask_why(self, (self.cleaned_data.get("words", ""),))
        return self.cleaned_data

    def organisation(self) -> str:
        """The key of the member for which it is offered."""
        return str(self.cleaned_data.get("organisation", self._only))
