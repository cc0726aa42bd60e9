"""What is asked for a posting, an answer, an action and a take-home pack."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convenor.kernel.language import told
from convenor.people.fields import DayField, organisation_choices, words_of
from convenor.room.exchange.notes import Note
from convenor.rules.exchange import LONGEST
from convenor.rules.guiding_principles import FIRST, LAST, Pillar, in_words, pillar_of
from convenor.rules.signs import in_one_line
from convenor.rules.vocabulary import PostingKind


def _short(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST})
    return forms.CharField(label=label, help_text=help_text, max_length=LONGEST, required=required, widget=area)


class PostingForm(forms.Form):
    """An ask or an offer."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=lambda: words_of("PostingKind"), widget=forms.RadioSelect)
    text = _short(
        _("In a sentence or two"),
        _("Others read these words and not whose they are: leave out names, places, products and figures of yours."),
    )

    def clean_text(self) -> str:
        # Others read it, and the check reads it: neither may be shown anything but what it says.
        return in_one_line(self.cleaned_data["text"])

    def clean_kind(self) -> PostingKind:
        return PostingKind(self.cleaned_data["kind"])


class AnswerForm(forms.Form):
    """A few words to go with one's name."""

    words = _short(
        _("A few words for the other side"),
        _("Read by the one other person, and only once you have both agreed."),
        required=False,
    )

    def clean_words(self) -> str:
        return in_one_line(self.cleaned_data["words"])


class ReturnForm(forms.Form):
    """What to reword; `seen` are the words that somebody had before their eyes."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    because = forms.CharField(
        label=_("What should be reworded, and why?"), help_text=_("Its organisation reads this."), max_length=300
    )


class GiveOnForm(forms.Form):
    """Which member takes a posting up."""

    def __init__(self, *args: Any, members: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = forms.ChoiceField(
            label=_("Which member takes it up?"), choices=organisation_choices(members, nothing=_("Choose one"))
        )


class ActionForm(forms.Form):
    """Something that the own organisation means to do."""

    text = _short(_("What do you want to do?"))
    due = DayField(label=_("By"), required=False)
    principle = forms.TypedChoiceField(
        label=_("A Guiding Principle that it serves"), required=False, coerce=int, empty_value=None
    )
    note = forms.ChoiceField(label=_("A note that it comes from"), required=False)

    def __init__(self, *args: Any, notes: Sequence[Note], kept: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {note.slug: note.title for note in notes}
        # A note that was withdrawn since stays with its action until somebody chooses another.
        titles = {kept: kept, **known} if kept else known
        self.fields["note"].choices = [("", _("None")), *titles.items()]  # type: ignore[attr-defined]
        self.fields["principle"].choices = _principles()  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        return in_one_line(self.cleaned_data["text"])


def _principles() -> list[tuple[Any, Any]]:
    by_pillar = [
        (
            told(pillar.value),
            [(number, told(in_words(number))) for number in range(FIRST, LAST + 1) if pillar_of(number) is pillar],
        )
        for pillar in Pillar
    ]
    return [("", _("None")), *by_pillar]


class PeriodForm(forms.Form):
    """Of which time a take-home pack tells, and whether the own actions go with it."""

    marks_optional = False

    since = DayField(label=_("From"))
    until = DayField(label=_("To"))
    actions = forms.BooleanField(
        label=_("With our own actions"), required=False, help_text=_("Only your organisation's nominees see them here.")
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if isinstance(since, date) and isinstance(until, date) and until < since:
            self.add_error("until", _("Choose a last day after the first."))
        return found
