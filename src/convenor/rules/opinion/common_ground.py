"""What a room agrees on, and what divides it, in words that give nobody away.

A statement is listed by a rank and a word, never by a count. "Most" is said of everything from about three quarters to
everybody: a list on which unanimity could be told apart would speak for each person in the room.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from convenor.rules.opinion.estimate import likely_share, spread_of_shares, sure_share
from convenor.rules.opinion.safety import Safety
from convenor.rules.opinion.votes import Cells, Votes

Chosen: TypeAlias = NDArray[np.intp]

MOST_LISTED = 10
# Common ground is what we may be sure that three in five agree on.
SHARED = 0.6
# A statement divides where we may be sure of a quarter on either side.
DIVIDED = 0.25
MOST, TWO_THIRDS = "most", "about two thirds"
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
    cast, agree, disagree = votes.cast, votes.agree, votes.disagree
    voted = cast.sum(axis=0)
    for_it = spread_of_shares(agree.sum(axis=0), voted)
    against = spread_of_shares(disagree.sum(axis=0), voted)
    sure_for, sure_against = sure_share(for_it), sure_share(against)

    shared = (sure_for >= SHARED) & safety.holds(agree, organisations)
    found = _first(sure_for, shared)
    words = _words(likely_share(for_it), cast & ~agree, organisations, safety)

    both = np.minimum(sure_for, sure_against)
    sides = safety.holds(agree, organisations) & safety.holds(disagree, organisations)
    dividing = _first(both, (both >= DIVIDED) & sides & ~shared)
    return (
        tuple(Agreed(statement=votes.statements[at], agree=words[at]) for at in found),
        tuple(votes.statements[at] for at in dividing),
    )


def _first(score: NDArray[np.float64], eligible: Cells) -> Chosen:
    """The best of those that may be listed; of equals the one voted on first, which says nothing of anybody."""
    ranked = np.argsort(-score, kind="stable")
    return ranked[eligible[ranked]][:MOST_LISTED]


def _words(share: NDArray[np.float64], rest: Cells, organisations: tuple[str, ...], safety: Safety) -> list[str]:
    """The word for each statement.

    "About two thirds" tells of a rest, so it is kept for where the rest is large enough to be spoken of; "most" tells
    of none.
    """
    tells_of_a_rest = (share < FEWER_THAN_MOST) & safety.holds(rest, organisations)
    return [TWO_THIRDS if tells else MOST for tells in tells_of_a_rest]
