"""What somebody types who wants the newsletter: an address, and nothing else."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 254


class SubscribeForm(forms.Form):
    """Where the newsletter goes."""

    email = forms.EmailField(
        label=_("Your mail address"),
        max_length=LONGEST,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", "dir": "ltr"}),
    )
