"""The review's questions and a section's text."""

from django import forms
from django.utils.translation import gettext_lazy as _

from convenor.rules.review import Confirmation

CLAIMS = [
    (Confirmation.AGENDA_SENT.value, _("An agenda went out before each session.")),
    (Confirmation.STATEMENT_READ.value, _("The anti-trust statement was read at the start of each session.")),
    (Confirmation.UPDATES_GIVEN.value, _("Participants gave brief updates in each session.")),
    (Confirmation.MOST_MET.value, _("Most companies met what they had committed to.")),
]
LONGEST_SECTION = 20_000


class AnswersForm(forms.Form):
    """What the year's records cannot know."""

    held_back = forms.CharField(
        label=_("What held us back this year?"),
        help_text=_("Candidly: capacity, departures, things that did not work. This has to be answered."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )
    value = forms.CharField(
        label=_("What did the year give to those who took part?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    plans = forms.CharField(
        label=_("What is planned for next year?"),
        help_text=_("One plan a line."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )
    confirmed = forms.MultipleChoiceField(
        label=_("What can you vouch for?"),
        help_text=_("A sentence stands in the review only if it is ticked here."),
        choices=CLAIMS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class SectionForm(forms.Form):
    """One section's text, in Markdown."""

    body = forms.CharField(
        label=_("Text"),
        help_text=_("Markdown: a line that begins with a hyphen is a point of a list."),
        widget=forms.Textarea(attrs={"rows": 18, "lang": "en", "dir": "auto"}),
        max_length=LONGEST_SECTION,
    )
