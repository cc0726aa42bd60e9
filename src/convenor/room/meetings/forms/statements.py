"""A version of the statement."""

from django import forms
from django.utils.translation import gettext_lazy

from convenor.room.meetings.forms.inputs import day_field, lines_of
from convenor.rules.scope import StatementFacts


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
    in_force_from = day_field(gettext_lazy("In force from"))

    def facts(self) -> StatementFacts:
        """The version as the rules look at it."""
        given = self.cleaned_data
        return StatementFacts(
            version=given["version"],
            text=given["text"],
            in_scope=tuple(lines_of(given["in_scope"])),
            out_of_scope=tuple(lines_of(given["out_of_scope"])),
            in_force_from=given["in_force_from"],
        )
