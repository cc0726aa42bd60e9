"""A poll as an officer writes it: the fields of its kind and no others."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from convenor.kernel.language import told
from convenor.room.meetings.forms.inputs import lines_of
from convenor.room.meetings.models import AgendaItem, Session
from convenor.room.meetings.queries import label_of
from convenor.room.polls.actions.polls import MOST_EACH, Wanted, out_of_scope
from convenor.room.polls.models import Poll
from convenor.rules.ballots import USUAL_MOST_EACH, Question
from convenor.rules.ballots.question import LEAST_STEPS, LONGEST_END, LONGEST_WORDING, MOST_STEPS, MOST_WORDS
from convenor.rules.scope import ScopeWarning, in_words
from convenor.rules.vocabulary import PollKind
from convenor.rules.wording import together

WITH_OPTIONS = (PollKind.ONE, PollKind.SEVERAL, PollKind.RANKING, PollKind.STATEMENTS)
USUAL_PLACES = 3


class PollForm(forms.Form):
    """A poll of one kind. The field for a reason is there where something in the poll may be out of scope (AC-12)."""

    wording = forms.CharField(label=_("The question"), max_length=LONGEST_WORDING)
    options = forms.CharField(
        label=_("The answers to choose from"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One a line."),
    )
    most = forms.IntegerField(label=_("How many may be chosen at most"), required=False, min_value=1)
    steps = forms.IntegerField(label=_("How many steps"), min_value=LEAST_STEPS, max_value=MOST_STEPS, initial=5)
    low = forms.CharField(label=_("What the first step means"), max_length=LONGEST_END)
    high = forms.CharField(label=_("What the last step means"), max_length=LONGEST_END)
    item = forms.ModelChoiceField(
        label=_("Item of the agenda"),
        queryset=AgendaItem.objects.none(),
        required=False,
        widget=forms.Select(attrs={"dir": "auto"}),
        empty_label=_("None in particular"),
    )
    most_each = forms.IntegerField(
        label=_("People of one organisation in the room, at most"),
        help_text=_("Nothing says which answers belong together, so groups have to be large enough for this many."),
        initial=USUAL_MOST_EACH,
        min_value=1,
        max_value=MOST_EACH,
    )
    scope_reason = forms.CharField(label=_("Why it belongs here"), max_length=300, required=False)

    def __init__(self, *args: Any, session: Session, kind: PollKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name in _ABSENT[kind]:
            del self.fields[name]
        if kind is PollKind.STATEMENTS:
            self.fields["options"].label = gettext("The statements")
            self.fields["options"].help_text = gettext(
                "One a line, each a sentence that one can agree or disagree with."
            )
        if "most" in self.fields:
            self._say_how_many()
        item = self.fields["item"]
        assert isinstance(item, forms.ModelChoiceField)
        item.queryset = session.items.all()
        self.warnings = self._warnings()
        if self.warnings:
            self.fields["scope_reason"].help_text = told(together(in_words(one) for one in self.warnings))
        else:
            del self.fields["scope_reason"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.warnings and "scope_reason" not in self.errors and not given.get("scope_reason"):
            self.add_error("scope_reason", gettext("Say why it is asked all the same, or change the words."))
        return given

    def wanted(self) -> Wanted:
        """The poll as somebody wants it."""
        given = self.cleaned_data
        return Wanted(
            question=self._question(),
            item=given["item"],
            most_each=given["most_each"],
            scope_reason=given.get("scope_reason", ""),
        )

    def _question(self) -> Question:
        given = self.cleaned_data
        options = tuple(lines_of(given.get("options", "")))
        every = {PollKind.SEVERAL: len(options), PollKind.RANKING: min(USUAL_PLACES, len(options))}
        return Question(
            kind=self.kind,
            wording=given["wording"],
            options=options,
            most=given.get("most") or every.get(self.kind, 1),
            steps=given.get("steps") or 5,
            ends=(given.get("low", ""), given.get("high", "")),
        )

    def _warnings(self) -> Sequence[ScopeWarning]:
        """What may be out of scope in the words as they stand, sent or not."""
        stands = self.data if self.is_bound else self.initial
        options = tuple(lines_of(str(stands.get("options", ""))))
        return out_of_scope(Question(kind=self.kind, wording=str(stands.get("wording", "")), options=options))

    def _say_how_many(self) -> None:
        most = self.fields["most"]
        if self.kind is PollKind.CLOUD:
            most.label, most.initial = gettext("How many words each may write"), 1
            most.help_text = gettext("Between 1 and %s.") % MOST_WORDS
        elif self.kind is PollKind.RANKING:
            most.label = gettext("How many places are given at most")
            most.help_text = gettext("Leave it empty for the first three.")
        else:
            most.help_text = gettext("Leave it empty where all may be chosen.")


_OF_A_SCALE = ("steps", "low", "high")
_ABSENT: dict[PollKind, tuple[str, ...]] = {
    PollKind.ONE: ("most", *_OF_A_SCALE),
    PollKind.SEVERAL: _OF_A_SCALE,
    PollKind.RANKING: _OF_A_SCALE,
    PollKind.STATEMENTS: ("most", *_OF_A_SCALE),
    PollKind.SCALE: ("most", "options"),
    PollKind.TEXT: ("most", "options", *_OF_A_SCALE),
    PollKind.CLOUD: ("options", *_OF_A_SCALE),
}


def as_written(poll: Poll) -> dict[str, Any]:
    """A poll as its form begins, to be changed."""
    low, high = (*poll.ends, "", "")[:2]
    return {
        "wording": poll.wording,
        "options": "\n".join(poll.options),
        "most": poll.most,
        "steps": poll.steps,
        "low": low,
        "high": high,
        "item": poll.item_id,
        "most_each": poll.most_each,
        "scope_reason": poll.scope_reason,
    }


class SessionField(forms.ModelChoiceField[Session]):
    """A session by what it is called."""

    def label_from_instance(self, row: Session) -> str:
        return told(label_of(row).full)


class AgainForm(forms.Form):
    """The session in which a poll is asked once more."""

    session = SessionField(label=_("In which session"), queryset=Session.objects.none())

    def __init__(self, *args: Any, sessions: QuerySet[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["session"]
        assert isinstance(field, SessionField)
        field.queryset = sessions
