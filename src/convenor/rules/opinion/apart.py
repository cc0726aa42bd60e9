"""What sets a group apart: statements on which it votes otherwise than everybody else, beyond chance.

Only the statements are named, not what the group thinks of them: with the direction, a group of five would be quoted.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from convenor.rules.opinion.safety import Safety
from convenor.rules.opinion.votes import Cells, Votes

Column: TypeAlias = NDArray[np.float64]

MOST_NAMED = 5
# Standard deviations; among some hundred statements and a few groups, chance alone hardly ever gets so far.
BEYOND_CHANCE = 3.5


def sets_apart(
    votes: Votes, group: Cells, others: Cells, organisations: tuple[str, ...], safety: Safety
) -> tuple[str, ...]:
    """The statements that set a group (people marked) apart from the others, the clearest first, at most five."""
    cast = votes.cast
    ours, theirs = cast & group[:, None], cast & others[:, None]
    spoken_of = safety.holds(ours, organisations) & safety.holds(theirs, organisations)
    agree, disagree = (_gap(side, ours, theirs) for side in (votes.agree, votes.disagree))
    gap = np.maximum(np.abs(agree), np.abs(disagree))
    ranked = np.argsort(-gap, kind="stable")
    named = ranked[(spoken_of & (gap >= BEYOND_CHANCE))[ranked]][:MOST_NAMED]
    return tuple(votes.statements[at] for at in named)


def _gap(side: Cells, ours: Cells, theirs: Cells) -> Column:
    """The gap between two shares in standard deviations; one vote is added to either side, so that none is 0 or 1."""
    our, their = ours.sum(axis=0) + 2, theirs.sum(axis=0) + 2
    share, their_share = ((side & ours).sum(axis=0) + 1) / our, ((side & theirs).sum(axis=0) + 1) / their
    together = (share * our + their_share * their) / (our + their)
    return np.asarray((share - their_share) / np.sqrt(together * (1 - together) * (1 / our + 1 / their)))
