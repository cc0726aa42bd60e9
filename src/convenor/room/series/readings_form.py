"""What is asked about the readings of a session: a title and an address each, in the order in which they stand."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from convenor.room.meetings.forms.scope import ask_why, reason_in
from convenor.room.series.models import Webinar
from convenor.room.series.readings import address_of, doubtful, is_followed, listed, mark_of
from convenor.rules.readings import LONGEST_ADDRESS, LONGEST_TITLE, MOST, may_be_read

# So many empty rows follow those that stand.
EMPTY = 3


class ReadingsForm(forms.Form):
    """The rows of a list; one without words falls away."""

    def __init__(self, *args: Any, webinar: Webinar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.webinar = webinar
        there = listed(webinar)
        self.count = min(MOST, len(there) + EMPTY)
        self.fields["mark"] = forms.CharField(
            widget=forms.HiddenInput, initial=mark_of(webinar), max_length=64, required=False
        )
        for at in range(self.count):
            title, address = there[at] if at < len(there) else ("", "")
            self.fields[f"title_{at}"] = forms.CharField(
                label=_("%(number)s. Title") % {"number": at + 1},
                max_length=LONGEST_TITLE,
                required=False,
                initial=title,
            )
            self.fields[f"address_{at}"] = forms.CharField(
                label=_("%(number)s. Address") % {"number": at + 1},
                max_length=LONGEST_ADDRESS,
                required=False,
                initial=address,
                widget=forms.TextInput(attrs={"inputmode": "url"}),
            )

    def clean(self) -> dict[str, Any]:
        for at in range(self.count):
            self._look_at(at)
        ask_why(self, doubtful(self.webinar, self.rows()))
        return self.cleaned_data

    def rows(self) -> list[tuple[str, str]]:
        """What was written, title and address, without the empty rows."""
        pairs = (self._row(at) for at in range(self.count))
        return [(title, address) for title, address in pairs if title or address]

    def reason(self) -> str:
        """Why a title belongs there that may be out of scope."""
        return reason_in(self)

    def mark(self) -> str:
        """Which list somebody saw."""
        return str(self.cleaned_data["mark"])

    def _row(self, at: int) -> tuple[str, str]:
        given = self.cleaned_data
        return given.get(f"title_{at}", ""), given.get(f"address_{at}", "")

    def _look_at(self, at: int) -> None:
        title, typed = self._row(at)
        if not (title or typed) or self.errors.keys() & {f"title_{at}", f"address_{at}"}:
            return
        address = address_of(typed)
        verdicts = [may_be_read(title, address), is_followed(address)]
        refused = next((verdict for verdict in verdicts if not verdict.allowed), None)
        if refused is not None:
            self.add_error(f"address_{at}" if title else f"title_{at}", _(refused.reason))
