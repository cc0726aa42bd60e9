"""What a poll came to, in sentences for a note: no counts, and never all or none of a room."""

from collections.abc import Sequence

from convenor.rules.ballots.question import Question
from convenor.rules.ballots.showing import MOST, Share, Shown
from convenor.rules.disclosure.bands import words
from convenor.rules.vocabulary import PollKind
from convenor.rules.wording import as_a_sentence, beside, listed, said, together


def in_words(question: Question, told: Shown) -> str:
    """The result as a paragraph that begins with the question; empty where nothing may be said."""
    result = _result(question, told)
    return said("On the question “{question}”: {result}", question=question.wording, result=result) if result else ""


def result_in_words(question: Question, told: Shown) -> str:
    """The same where the question stands above it."""
    result = _result(question, told)
    return as_a_sentence(result) if result else ""


def begins_with(wording: str) -> str:
    """How the paragraph about a question begins, to be left out where the question stands above it."""
    return f"On the question “{wording}”: "


def _result(question: Question, told: Shown) -> str:
    return together([*_shares(question, told), *_order(told), *_words(told), *_statements(told)])


def _shares(question: Question, told: Shown) -> list[str]:
    largest_first = sorted(told.shares, key=lambda share: (-share.least, -share.most))
    parts = [_share(question, share, told.answers, at == 0) for at, share in enumerate(largest_first)]
    return [said("{clause}.", clause=beside("; ", parts))] if parts else []


def _share(question: Question, share: Share, size: int, is_first: bool) -> str:
    """How many did what; what a first place or a scale is, is said once."""
    # Of a result that was kept the words are a text alone.
    how_many = said(share.words or words(share.least, share.most, size))
    answers = _quoted(share.labels, "or")
    if question.kind is PollKind.RANKING:
        if is_first:
            return said("{how_many} gave the first place to {answers}", how_many=how_many, answers=answers)
        return said("{how_many} to {answers}", how_many=how_many, answers=answers)
    if question.kind is PollKind.SCALE and is_first:
        return _on_a_scale(question, how_many, answers)
    return said("{how_many} chose {answers}", how_many=how_many, answers=answers)


def _on_a_scale(question: Question, how_many: str, answers: str) -> str:
    low, high = question.ends
    if low and high:
        return said(
            "{how_many} chose, on a scale from 1 ({low}) to {steps} ({high}), {answers}",
            how_many=how_many,
            low=low,
            steps=question.steps,
            high=high,
            answers=answers,
        )
    return said(
        "{how_many} chose, on a scale from 1 to {steps}, {answers}",
        how_many=how_many,
        steps=question.steps,
        answers=answers,
    )


def _order(told: Shown) -> list[str]:
    if len(told.order) < 2:
        return []
    ranks = beside(", then ", [_quoted(same) for same in told.order])
    return [said("By the places that were given, the order was {ranks}.", ranks=ranks)]


def _words(told: Shown) -> list[str]:
    by_most = [word for word, share in told.words if share == MOST]
    by_several = [word for word, share in told.words if share != MOST]
    sentences: list[str] = []
    if by_most:
        sentences.append(said("Most wrote {words}.", words=_quoted(by_most)))
    if by_several:
        sentences.append(said("Several wrote {words}.", words=_quoted(by_several)))
    return sentences


def _statements(told: Shown) -> list[str]:
    """Common ground alone: of what divides a small room one knows who is on which side, so it is for the officer."""
    by_share: dict[str, list[str]] = {}
    for text, share in told.shared:
        # A statement inside a sentence, whose full stop is enough for both.
        by_share.setdefault(share, []).append(text.rstrip("."))
    return [
        as_a_sentence(said("{how_many} agreed with {statements}.", how_many=said(share), statements=_quoted(texts)))
        for share, texts in by_share.items()
    ]


def _quoted(texts: Sequence[str], joint: str = "and") -> str:
    return listed([said("“{title}”", title=text) for text in texts], joint)
