"""Votes on statements, as the files that a tool exports."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from convenor.room.meetings.forms.scope import ask_why, reason_in
from convenor.room.polls.actions.opinions import Conversation
from convenor.rules.opinion import OpinionError

# Together less than what is read in memory (FILE_UPLOAD_MAX_MEMORY_SIZE): votes are never written to a disk.
MOST_BYTES = {"votes": 8_000_000, "comments": 1_500_000, "members": 1_000_000}


class VotesForm(forms.Form):
    """Votes on statements, as files."""

    question = forms.CharField(label=_("What the statements are about"), max_length=300)
    votes = forms.FileField(label=_("The votes"), help_text=_("votes.csv of a Polis export."))
    comments = forms.FileField(label=_("The statements"), help_text=_("comments.csv of the same export."))
    members = forms.FileField(
        label=_("Who speaks for whom"),
        required=False,
        help_text=_("Columns voter-id and organisation. Without it everybody counts as an organisation of their own."),
    )

    def clean(self) -> dict[str, Any]:
        for name in MOST_BYTES:
            if self.cleaned_data.get(name):
                self.cleaned_data[name] = self._read(name)
        if not self.errors:
            ask_why(self, self._texts())
        return self.cleaned_data

    def _texts(self) -> tuple[str, ...]:
        try:
            return self.conversation().texts()
        except OpinionError:
            # What cannot be read is said once the files are read together.
            return ()

    def _read(self, name: str) -> str:
        file = self.cleaned_data[name]
        if file.size > MOST_BYTES[name]:
            self.add_error(name, gettext("The file is larger than %s MB.") % (MOST_BYTES[name] / 1_000_000))
            return ""
        try:
            return str(file.read(), "utf-8-sig")
        except UnicodeDecodeError:
            self.add_error(name, gettext("This is not text in UTF-8. Save it as CSV (UTF-8)."))
            return ""

    def conversation(self) -> Conversation:
        """The files as the rules read them."""
        given = self.cleaned_data
        return Conversation(
            question=given["question"],
            votes=given["votes"],
            comments=given["comments"],
            members=given.get("members") or "",
            scope_reason=reason_in(self),
        )
