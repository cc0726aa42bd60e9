"""What is asked for an answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from convenor.room.invitations.actions.answering import answer, send_somebody
from convenor.room.invitations.models import Invitation
from convenor.rules.replies import PartStat

WORDS = {
    PartStat.ACCEPTED: _("I come"),
    PartStat.DECLINED: _("I do not come"),
    PartStat.TENTATIVE: _("Perhaps"),
    PartStat.DELEGATED: _("Somebody stands in for me"),
}


class AnswerForm(forms.Form):
    """One of three answers; the button that is pressed says which."""

    says = forms.ChoiceField(choices=[(word.value, WORDS[word]) for word in list(WORDS)[:3]])

    def act(self, invitation: Invitation) -> None:
        """Note the answer."""
        answer(invitation, PartStat(self.cleaned_data["says"]))


class StandInForm(forms.Form):
    """Who comes instead."""

    name = forms.CharField(label=_("Person’s name"), max_length=200)
    email = forms.EmailField(
        max_length=254,
        label=_("Mail address"),
        help_text=_("The ground rules and the agenda go there, and the invitation."),
    )

    def act(self, invitation: Invitation) -> None:
        """Name the delegate."""
        send_somebody(invitation, name=self.cleaned_data["name"], email=self.cleaned_data["email"])
