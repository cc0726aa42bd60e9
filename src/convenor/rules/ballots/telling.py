"""What a poll came to, in sentences for a note: no counts, and never all or none of a room."""

from collections.abc import Sequence

from convenor.rules.ballots.question import Question
from convenor.rules.ballots.showing import MOST, Share, Shown
from convenor.rules.disclosure.bands import words
from convenor.rules.vocabulary import PollKind
from convenor.rules.wording import listed


def in_words(question: Question, told: Shown) -> str:
    """The result as a paragraph that begins with the question; empty where nothing may be said."""
    sentences = [*_shares(question, told), *_order(told), *_words(told), *_statements(told)]
    if not sentences:
        return ""
    return begins_with(question.wording) + " ".join(sentences)


def begins_with(wording: str) -> str:
    """How the paragraph about a question begins, to be left out where the question stands above it."""
    return f"On the question {_quoted(wording)}: "


def _shares(question: Question, told: Shown) -> list[str]:
    largest_first = sorted(told.shares, key=lambda share: (-share.least, -share.most))
    said = [_share(question, share, told.answers, at == 0) for at, share in enumerate(largest_first)]
    return [f"{'; '.join(said)}."] if said else []


def _share(question: Question, share: Share, size: int, is_first: bool) -> str:
    how_many = share.words or words(share.least, share.most, size)
    return f"{how_many} {_did(question, is_first)} {listed([_quoted(label) for label in share.labels], 'or')}"


def _did(question: Question, is_first: bool) -> str:
    """What they did; what a first place or a scale is, is said once."""
    if question.kind is PollKind.RANKING:
        return "gave the first place to" if is_first else "to"
    if question.kind is PollKind.SCALE and is_first:
        low, high = question.ends
        ends = f" ({low}) to {question.steps} ({high})" if low and high else f" to {question.steps}"
        return f"chose, on a scale from 1{ends},"
    return "chose"


def _order(told: Shown) -> list[str]:
    if len(told.order) < 2:
        return []
    ranks = [listed([_quoted(label) for label in same]) for same in told.order]
    return [f"By the places that were given, the order was {', then '.join(ranks)}."]


def _words(told: Shown) -> list[str]:
    by_most = [_quoted(word) for word, share in told.words if share == MOST]
    by_several = [_quoted(word) for word, share in told.words if share != MOST]
    return _list("Most wrote", by_most) + _list("Several wrote", by_several)


def _statements(told: Shown) -> list[str]:
    """Common ground alone: of what divides a small room one knows who is on which side, so it is for the officer."""
    by_share: dict[str, list[str]] = {}
    for text, share in told.shared:
        by_share.setdefault(share, []).append(_sentence(text))
    return [line for share, texts in by_share.items() for line in _list(f"{share.capitalize()} agreed with", texts)]


def _list(begin: str, parts: Sequence[str]) -> list[str]:
    return [f"{begin} {listed(parts)}."] if parts else []


def _sentence(text: str) -> str:
    """A statement inside a sentence, whose full stop is enough for both."""
    return _quoted(text.rstrip("."))


def _quoted(text: str) -> str:
    return f"“{text}”"
