"""What is asked about prompts, and the themes as an officer changes them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from convenor.kernel import clock
from convenor.people.fields import DayField
from convenor.room.cohorts.models import Cohort
from convenor.room.polls import queries
from convenor.room.polls.actions import LONGEST_LABEL, Asked, Changes, Conversation
from convenor.room.polls.queries import ThemeRow

# Together less than what is read in memory (FILE_UPLOAD_MAX_MEMORY_SIZE): votes are never written to a disk.
MOST_BYTES = {"votes": 8_000_000, "comments": 1_500_000, "members": 1_000_000}


class LoadForm(forms.Form):
    """A question and its answers."""

    wording = forms.CharField(label=_("The question"), max_length=300)
    shown_as = forms.CharField(
        label=_("How the screen said it"),
        max_length=300,
        required=False,
        help_text=_("Only where the wording above the answers was another one."),
    )
    on = DayField(label=_("Asked on"))
    answers = forms.CharField(
        label=_("The answers"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("One a line, word for word. Leave out names: nothing here says who answered."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()

    def clean_answers(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["answers"].splitlines())
        return [line for line in lines if line]

    def asked(self) -> Asked:
        """The question as it is kept."""
        given = self.cleaned_data
        return Asked(wording=given["wording"], shown_as=given["shown_as"], on=given["on"])


class GatherForm(forms.Form):
    """Which year's updates."""

    year = forms.TypedChoiceField(label=_("Updates of"), coerce=int)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = queries.updates_of(cohort)
        self.fields["year"].choices = [(year, str(year)) for year in found]  # type: ignore[attr-defined]


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
        return self.cleaned_data

    def _read(self, name: str) -> str:
        file = self.cleaned_data[name]
        if file.size > MOST_BYTES[name]:
            self.add_error(name, now("The file is larger than %s MB.") % (MOST_BYTES[name] / 1_000_000))
            return ""
        try:
            return str(file.read(), "utf-8-sig")
        except UnicodeDecodeError:
            self.add_error(name, now("This is not text in UTF-8. Save it as CSV (UTF-8)."))
            return ""

    def conversation(self) -> Conversation:
        """The files as the rules read them."""
        given = self.cleaned_data
        return Conversation(
            question=given["question"],
            votes=given["votes"],
            comments=given["comments"],
            members=given.get("members") or "",
        )


class ThemesForm(forms.Form):
    """The label of each theme, and the theme of each answer."""

    OF_ITS_OWN = "new"

    def __init__(self, *args: Any, rows: Sequence[ThemeRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        places = [(str(row.theme.number), row.theme.label) for row in rows]
        choices = [*places, (self.OF_ITS_OWN, now("A theme of its own"))]
        for row in rows:
            self.fields[f"label-{row.theme.number}"] = forms.CharField(
                label=now("Label"), max_length=LONGEST_LABEL, initial=row.theme.label
            )
            for answer in row.answers:
                self.fields[f"place-{answer.pk}"] = forms.ChoiceField(
                    label=now("Theme"), choices=choices, initial=str(row.theme.number)
                )

    def changes(self) -> Changes:
        """What is to be otherwise than it was."""
        given = self.cleaned_data
        places = {
            str(answer.pk): given[f"place-{answer.pk}"]
            for row in self.rows
            for answer in row.answers
            if given[f"place-{answer.pk}"] != str(row.theme.number)
        }
        return Changes(
            labels={str(row.theme.number): given[f"label-{row.theme.number}"] for row in self.rows},
            places={answer: place for answer, place in places.items() if place != self.OF_ITS_OWN},
            apart=[answer for answer, place in places.items() if place == self.OF_ITS_OWN],
        )
