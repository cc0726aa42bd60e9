"""What the ballots of a poll come to, before anybody asks how much of it may be shown."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from convenor.rules.ballots.question import Question
from convenor.rules.ballots.reading import Ballot, fold
from convenor.rules.opinion import Votes
from convenor.rules.opinion.votes import NOT_CAST
from convenor.rules.vocabulary import PollKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """Everything that was counted; it stays with the secretariat.

    `counts` are those of the question's labels: how many chose each; of a ranking, how many gave each the first place.
    `points` are a ranking's. `middle` is the step that at least half stand at or below and at least half at or above,
    the lower one of two. `words` are the folded words of a cloud with how many wrote them, the most frequent first.
    """

    answers: int
    counts: tuple[int, ...] = ()
    points: tuple[Fraction, ...] = ()
    middle: int | None = None
    words: tuple[tuple[str, int], ...] = ()


def tally(question: Question, ballots: Sequence[Ballot]) -> Tally:
    """Count the ballots; their order has no effect."""
    if question.kind is PollKind.CLOUD:
        return Tally(answers=len(ballots), words=_words(ballots))
    if question.kind in (PollKind.TEXT, PollKind.STATEMENTS):
        return Tally(answers=len(ballots))
    chosen = Counter(choice for ballot in ballots for choice in _counted(question, ballot))
    first = 1 if question.kind is PollKind.SCALE else 0
    return Tally(
        answers=len(ballots),
        counts=tuple(chosen[first + place] for place in range(len(question.labels))),
        points=_points(question, ballots) if question.kind is PollKind.RANKING else (),
        middle=_middle(ballots) if question.kind is PollKind.SCALE else None,
    )


def _counted(question: Question, ballot: Ballot) -> Sequence[object]:
    return ballot.choices[:1] if question.kind is PollKind.RANKING else ballot.choices


def _points(question: Question, ballots: Sequence[Ballot]) -> tuple[Fraction, ...]:
    """Borda's count: of n options the first place is worth n - 1 points, the next one less, the last none.

    Options without a place share equally what the ranked ones leave, so that every ballot gives away the same.
    """
    size = len(question.options)
    points = [Fraction(0)] * size
    for ballot in ballots:
        placed = [choice for choice in ballot.choices if isinstance(choice, int)]
        for place, option in enumerate(placed):
            points[option] += size - 1 - place
        # The places left are worth size - 1 - len(placed) down to 0: on average half the highest.
        share = Fraction(size - 1 - len(placed), 2)
        for option in set(range(size)) - set(placed):
            points[option] += share
    return tuple(points)


def _middle(ballots: Sequence[Ballot]) -> int | None:
    steps = sorted(choice for ballot in ballots for choice in ballot.choices if isinstance(choice, int))
    return steps[(len(steps) - 1) // 2] if steps else None


def _words(ballots: Sequence[Ballot]) -> tuple[tuple[str, int], ...]:
    found = Counter(word for ballot in ballots for word in {fold(str(one)) for one in ballot.choices})
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def votes_of(question: Question, ballots: Sequence[Ballot]) -> Votes:
    """Ballots on statements as the table that `rules.opinion` reads; the people in it are numbers and nothing more."""
    signs = [[NOT_CAST if choice is None else choice for choice in ballot.choices] for ballot in ballots]
    return Votes(
        people=tuple(str(number) for number in range(len(ballots))),
        statements=tuple(str(number) for number in range(len(question.options))),
        signs=np.array(signs, dtype=np.int8).reshape(len(ballots), len(question.options)),
    )
