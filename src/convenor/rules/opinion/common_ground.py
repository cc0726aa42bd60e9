"""What a room agrees on, and what divides it, in words that give nobody away.

A statement is listed by a rank and a word, never by a count. "Most" is said of everything from about three quarters to
everybody: a list on which unanimity could be told apart would speak for each person in the room.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from convenor.rules.opinion.estimate import Shares, expected_of, likely_share, spread_of, sure_share
from convenor.rules.opinion.safety import Safety
from convenor.rules.opinion.votes import Cells, Votes
from convenor.rules.wording import said

Chosen: TypeAlias = NDArray[np.intp]

MOST_LISTED = 10
# Common ground is what we may be sure that three in five agree on.
SHARED = 0.6
# A statement divides where we may be sure of a quarter on either side.
DIVIDED = 0.25
MOST, TWO_THIRDS = said("most"), said("about two thirds")
# Half-way between two thirds and three quarters, where the plainer word begins.
FEWER_THAN_MOST = 0.71


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreed:
    """A statement that is shared, and the word for how many share it."""

    statement: str
    agree: str


def shared_and_dividing(
    votes: Votes, organisations: tuple[str, ...], safety: Safety
) -> tuple[tuple[Agreed, ...], tuple[str, ...]]:
    """The statements that are common ground and those that divide, the surest first, at most ten of each."""
    if not votes.statements:
        return (), ()
    agree, disagree = votes.agree, votes.disagree
    sides = (safety.holds(agree, organisations), safety.holds(disagree, organisations))
    for_it, against = _estimate(votes, agree), _estimate(votes, disagree)

    shared = (for_it.sure >= SHARED) & sides[0] & _speaks_for_nobody(votes, for_it, safety)
    found = _first(for_it.sure, shared)
    words = _words(likely_share(for_it.spread), votes.cast & ~agree, organisations, safety)

    both = np.minimum(for_it.sure, against.sure)
    dividing = _first(both, (both >= DIVIDED) & sides[0] & sides[1] & ~shared)
    return (
        tuple(Agreed(statement=votes.statements[at], agree=words[at]) for at in found),
        tuple(votes.statements[at] for at in dividing),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Estimate:
    """For each statement what is expected of one side's share, how likely each share is, and what is sure."""

    expected: Shares
    spread: Shares
    sure: Shares


def _estimate(votes: Votes, side: Cells) -> _Estimate:
    count, of = side.sum(axis=0), votes.cast.sum(axis=0)
    expected = expected_of(count, of)
    spread = spread_of(expected, count, of)
    return _Estimate(expected=expected, spread=spread, sure=sure_share(spread))


def _speaks_for_nobody(votes: Votes, estimate: _Estimate, safety: Safety) -> Cells:
    """Where a place on the list does not tell what one person has voted.

    On few votes a statement may get there only with all of them: then the place itself says "everybody". That is no
    matter where k people or more of the room have not voted on it, for nobody can say who did. Elsewhere one of the
    voters must be able to think otherwise without the statement leaving the list.
    """
    voted = votes.cast.sum(axis=0)
    with_one_otherwise = sure_share(spread_of(estimate.expected, voted - 1, voted))
    return np.asarray((with_one_otherwise >= SHARED) | (len(votes.people) - voted >= safety.k))


def _first(score: Shares, eligible: Cells) -> Chosen:
    """The best of those that may be listed; of equals the one voted on first, which says nothing of anybody."""
    ranked = np.argsort(-score, kind="stable")
    return ranked[eligible[ranked]][:MOST_LISTED]


def _words(share: Shares, rest: Cells, organisations: tuple[str, ...], safety: Safety) -> list[str]:
    """The word for each statement.

    "About two thirds" tells of a rest, so it is kept for where the rest is large enough to be spoken of; "most" tells
    of none.
    """
    tells_of_a_rest = (share < FEWER_THAN_MOST) & safety.holds(rest, organisations)
    return [TWO_THIRDS if tells else MOST for tells in tells_of_a_rest]
