"""Polls that most sessions begin from: their kind and words, to be changed before they are asked."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from convenor.rules.vocabulary import PollKind

Words = str | Promise


@dataclass(frozen=True, kw_only=True, slots=True)
class Starter:
    """A poll to begin from; `options` one a line, `low` and `high` the ends of a scale."""

    key: str
    name: Words
    kind: PollKind
    wording: Words
    options: Words = ""
    low: Words = ""
    high: Words = ""

    def initial(self) -> dict[str, str]:
        """What the form begins with."""
        told = {"wording": self.wording, "options": self.options, "low": self.low, "high": self.high}
        return {name: str(words) for name, words in told.items()}


STARTERS = (
    Starter(
        key="check-in",
        name=_("A question to arrive with"),
        kind=PollKind.SCALE,
        wording=_("How well prepared do you feel for what we talk about today?"),
        low=_("Not at all"),
        high=_("Very well"),
    ),
    Starter(
        key="agree",
        name=_("Statements to agree or disagree with"),
        kind=PollKind.STATEMENTS,
        wording=_("Where do you stand?"),
        options=_("We know where in our products the largest risks to people lie.\nOur users know how to complain."),
    ),
    Starter(
        key="one-word",
        name=_("One word each"),
        kind=PollKind.CLOUD,
        wording=_("In one word: what do you take with you from this session?"),
    ),
    Starter(
        key="next",
        name=_("What to talk about next"),
        kind=PollKind.RANKING,
        wording=_("What should we talk about next?"),
        options=_("Due diligence\nRemedy\nEngagement with stakeholders"),
    ),
    Starter(
        key="open",
        name=_("What is hard"),
        kind=PollKind.TEXT,
        wording=_("What is hardest for you in this at the moment?"),
    ),
)


def starter_of(key: str) -> Starter | None:
    """The starter with this key."""
    return next((one for one in STARTERS if one.key == key), None)
