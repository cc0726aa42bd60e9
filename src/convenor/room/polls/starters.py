"""Polls that most sessions begin from: their kind and words, to be changed before they are asked."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from convenor.rules.vocabulary import PollKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Starter:
    """A poll to begin from; `options` one a line, `low` and `high` the ends of a scale.

    What the room would be asked is English, as what is kept is, until an officer writes it otherwise.
    """

    key: str
    name: str | Promise
    kind: PollKind
    wording: str
    options: str = ""
    low: str = ""
    high: str = ""

    def initial(self) -> dict[str, str]:
        """What the form begins with."""
        return {"wording": self.wording, "options": self.options, "low": self.low, "high": self.high}


STARTERS = (
    Starter(
        key="check-in",
        name=_("A question to arrive with"),
        kind=PollKind.SCALE,
        wording="How well prepared do you feel for what we talk about today?",
        low="Not at all",
        high="Very well",
    ),
    Starter(
        key="self-check",
        name=_("A self-check, before and after"),
        kind=PollKind.SCALE,
        wording="How well could you explain at work what the UN Guiding Principles ask of a company like yours?",
        low="Not at all",
        high="Very well",
    ),
    Starter(
        key="agree",
        name=_("Statements to agree or disagree with"),
        kind=PollKind.STATEMENTS,
        wording="Where do you stand?",
        options="We know where in our products the largest risks to people lie.\nOur users know how to complain.",
    ),
    Starter(
        key="one-word",
        name=_("One word each"),
        kind=PollKind.CLOUD,
        wording="In one word: what do you take with you from this session?",
    ),
    Starter(
        key="next",
        name=_("What to talk about next"),
        kind=PollKind.RANKING,
        wording="What should we talk about next?",
        options="Due diligence\nRemedy\nEngagement with stakeholders",
    ),
    Starter(
        key="open",
        name=_("What is hard"),
        kind=PollKind.TEXT,
        wording="What is hardest for you in this at the moment?",
    ),
)


def starter_of(key: str) -> Starter | None:
    """The starter with this key."""
    return next((one for one in STARTERS if one.key == key), None)
