"""Whether a room is asked what it was shown the answers to already."""

import unicodedata
from collections.abc import Iterable

from convenor.rules.ballots.question import Question
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import said

_WRITTEN = ("L", "M", "N")
_WHY = said(
    "Two results of nearly the same people give away who came or left in between. "
    "Ask it in another session, or ask something else."
)


def may_stand_beside(question: Question, shown: Iterable[Question]) -> Verdict:
    """Whether a question may be asked and shown where these were shown to the same people before (A-22).

    Each result gives nobody away, but two of nearly the same people do: what is different is whoever came in between.
    """
    for earlier in shown:
        if _folded(question.wording) == _folded(earlier.wording):
            return no(
                said(
                    "The room was shown what it answered to “{question}”, which is the same question. {why}",
                    question=earlier.wording,
                    why=_WHY,
                )
            )
        if _has_the_options_of(question, earlier):
            return no(
                said(
                    "The room was shown which of the same options it chose, on “{question}”. {why}",
                    question=earlier.wording,
                    why=_WHY,
                )
            )
    return yes()


def _has_the_options_of(question: Question, earlier: Question) -> bool:
    chosen, before = ({_folded(option) for option in one.options} for one in (question, earlier))
    return question.kind is earlier.kind and chosen == before and not chosen <= _ANSWERS_TO_ANYTHING


def _folded(text: str) -> str:
    """What is left where case, spaces and punctuation make no difference; signs alone stay as they are."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(mark for mark in plain if unicodedata.category(mark).startswith(_WRITTEN)) or plain.strip()


# Two questions that can be answered by yes or no are not one for that.
_ANSWERS_TO_ANYTHING = frozenset(
    _folded(answer)
    for answer in (
        *("yes", "no", "maybe", "perhaps", "partly", "not sure", "unsure", "undecided", "don’t know", "don't know"),
        *("do not know", "neither", "neutral", "abstain", "abstention", "no opinion", "no answer", "not applicable"),
        *("agree", "disagree", "rather yes", "rather no", "not yet", "for", "against", "in favour", "other"),
    )
)
