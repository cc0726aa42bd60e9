"""Planning breakouts, moving somebody, and a rapporteur's note."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from convenor.room.breakouts.actions import LONGEST, MOST_OF_ONE
from convenor.room.breakouts.models import Breakout
from convenor.room.meetings.actions.remarks import LONGEST as LONGEST_NOTE
from convenor.room.meetings.forms.inputs import choices, lines_of
from convenor.room.meetings.forms.scope import ask_why
from convenor.rules.breakouts import MOST_BREAKOUTS
from convenor.rules.vocabulary import RemarkKind

MINUTES = 15


class PlanForm(forms.Form):
    """How many breakouts, on what, for how long, and how many people of each member are here."""

    themes = forms.CharField(
        label=gettext_lazy("One line for each breakout: its theme or its question"),
        help_text=gettext_lazy("Two lines make two breakouts. In each there will be people of three members or more."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, initial=MINUTES)

    def __init__(self, *args: Any, members: Mapping[str, str], here: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._members = tuple(members)
        for slug, name in members.items():
            self.fields[f"of-{slug}"] = forms.IntegerField(
                label=name, min_value=0, max_value=MOST_OF_ONE, initial=here.get(slug, 0)
            )

    @property
    def here(self) -> list[forms.BoundField]:
        """The fields that ask how many of each member are here."""
        return [self[f"of-{slug}"] for slug in self._members]

    def clean_themes(self) -> list[str]:
        """The lines, each a theme."""
        themes = lines_of(self.cleaned_data["themes"])
        if len(themes) > MOST_BREAKOUTS:
            raise forms.ValidationError(
                gettext_lazy("These are %(many)s breakouts; %(most)s are the most."),
                params={"many": len(themes), "most": MOST_BREAKOUTS},
            )
        if any(len(theme) > LONGEST for theme in themes):
            raise forms.ValidationError(
                gettext_lazy("A theme has %(most)s characters at most."), params={"most": LONGEST}
            )
        return themes

    def clean(self) -> dict[str, Any]:
        ask_why(self, self.cleaned_data.get("themes", ()))
        return self.cleaned_data

    def present(self) -> dict[str, int]:
        """How many people of each member are here."""
        return {slug: self.cleaned_data[f"of-{slug}"] for slug in self._members}


class MoveForm(forms.Form):
    """Into which breakout somebody goes instead."""

    to = forms.ModelChoiceField(queryset=Breakout.objects.none(), label=gettext_lazy("Breakout"))

    def __init__(self, *args: Any, breakouts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = breakouts


class NoteForm(forms.Form):
    """What a breakout brings back."""

    text = forms.CharField(
        label=gettext_lazy("What your breakout brings back"),
        help_text=gettext_lazy("In a sentence or two, without who said it and without names."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("It is a"), widget=forms.RadioSelect, initial=RemarkKind.SOLUTION)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = choices("RemarkKind", RemarkKind)
