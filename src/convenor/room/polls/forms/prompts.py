"""A question with its answers, and the themes as an officer changes them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from convenor.kernel import clock
from convenor.people.fields import DayField
from convenor.room.cohorts.models import Cohort
from convenor.room.meetings.forms.scope import ask_why, reason_in
from convenor.room.polls import queries
from convenor.room.polls.actions.prompts import LONGEST_LABEL, Asked, Changes
from convenor.room.polls.queries import ThemeRow


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

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        ask_why(self, (given.get("wording", ""), given.get("shown_as", ""), *given.get("answers", ())))
        return given

    def asked(self) -> Asked:
        """The question as it is kept."""
        given = self.cleaned_data
        return Asked(wording=given["wording"], shown_as=given["shown_as"], on=given["on"], scope_reason=reason_in(self))


class GatherForm(forms.Form):
    """Which year's updates."""

    year = forms.TypedChoiceField(label=_("Updates of"), coerce=int)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = queries.updates_of(cohort)
        self.fields["year"].choices = [(year, str(year)) for year in found]  # type: ignore[attr-defined]


class ThemesForm(forms.Form):
    """The label of each theme, and the theme of each answer."""

    OF_ITS_OWN = "new"

    def __init__(self, *args: Any, rows: Sequence[ThemeRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        places = [(str(row.theme.number), row.theme.label) for row in rows]
        choices = [*places, (self.OF_ITS_OWN, gettext("A theme of its own"))]
        for row in rows:
            self.fields[f"label-{row.theme.number}"] = forms.CharField(
                label=gettext("Label"), max_length=LONGEST_LABEL, initial=row.theme.label
            )
            for answer in row.answers:
                self.fields[f"place-{answer.pk}"] = forms.ChoiceField(
                    label=gettext("Theme"),
                    choices=choices,
                    initial=str(row.theme.number),
                    # The labels of themes are English or somebody's words.
                    widget=forms.Select(attrs={"dir": "auto"}),
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
