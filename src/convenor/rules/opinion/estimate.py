"""From few votes to a share: of how many, at least, may we be sure?

Seven of seven agree with one statement, nineteen of twenty with another. Which is shared more widely? The shares alone
say the first; but seven people are few, and of forty statements some look unanimous by luck. Two things are known
beside the votes on a statement, and both belong into the answer.

What the other statements are like. In a conversation where hardly anything is agreed on, seven of seven is mostly
luck; where half of the statements are, it is mostly true. So the shares of a conversation are taken to be scattered
about a mean with some strength (a beta distribution); which mean and which strength is learnt from all the *other*
statements, every pair being kept with the weight that their votes give it. A statement's own votes never enter what is
expected of it: one more agreement can only raise its estimate. And as hardly any conversation is without a statement
unlike all the others, one in ten is allowed any share, so that twelve of thirteen are believed also there.

How many have voted. What is expected, times what the votes say, is a distribution over the share of all people who
would agree; it is narrow only where many have voted. We rank by the share that it exceeds with a probability of
`sureness`: a cautious figure, in which few votes count for little.

Shares are looked at on a grid, and everything is sums over it: no chance, no iteration, nothing that can fail.
"""

from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Shares: TypeAlias = NDArray[np.float64]
Counts: TypeAlias = NDArray[np.int64]

SURENESS = 0.9
STEPS = 400
MEANS = np.linspace(0.05, 0.95, 19)
STRENGTHS = np.geomspace(1, 60, 10)
UNLIKE_THE_OTHERS = 0.1


def expected_of(count: Counts, of: Counts) -> Shares:
    """What is expected of each statement's share, by all the other statements: a row a statement, over the grid.

    `count` of `of` voters are on the side that is asked about; every `of` is at least 1.
    """
    ways = _ways_to_scatter()
    # How well each way foretells the votes on each statement; in logarithms, as many are multiplied.
    fit = np.log(_likelihood(count, of) @ ways.T)
    others = fit.sum(axis=0) - fit
    weights = np.exp(others - others.max(axis=1, keepdims=True))
    return np.asarray((weights / weights.sum(axis=1, keepdims=True)) @ ways)


def spread_of(expected: Shares, count: Counts, of: Counts) -> Shares:
    """What is expected and the votes together: how likely each share is, a row a statement, over the grid."""
    spread = expected * _likelihood(count, of)
    return np.asarray(spread / spread.sum(axis=1, keepdims=True))


def sure_share(spread: Shares, sureness: float = SURENESS) -> Shares:
    """For each statement the share of people that is exceeded with this probability."""
    below = np.cumsum(spread, axis=1)
    step = np.argmax(below >= 1 - sureness, axis=1)
    row = np.arange(len(spread))
    here = spread[row, step]
    # Within its step the probability is even, so that two statements do not tie where they are close.
    part = (1 - sureness - (below[row, step] - here)) / here
    return np.asarray((step + np.clip(part, 0, 1)) / STEPS)


def likely_share(spread: Shares) -> Shares:
    """For each statement the mean of what its share may be."""
    return np.asarray(spread @ _grid())


def _grid() -> Shares:
    return (np.arange(STEPS) + 0.5) / STEPS


def _likelihood(count: Counts, of: Counts) -> Shares:
    grid = _grid()
    logarithm = np.outer(count, np.log(grid)) + np.outer(of - count, np.log1p(-grid))
    return np.asarray(np.exp(logarithm - logarithm.max(axis=1, keepdims=True)))


@cache
def _ways_to_scatter() -> Shares:
    """Every way in which the shares of a conversation may be scattered: a row a mean with a strength, over the grid."""
    grid = _grid()
    mean, strength = (one.ravel()[:, None] for one in np.meshgrid(MEANS, STRENGTHS, indexing="ij"))
    logarithm = (mean * strength - 1) * np.log(grid) + ((1 - mean) * strength - 1) * np.log1p(-grid)
    curve = np.exp(logarithm - logarithm.max(axis=1, keepdims=True))
    alike = curve / curve.sum(axis=1, keepdims=True)
    return np.asarray((1 - UNLIKE_THE_OTHERS) * alike + UNLIKE_THE_OTHERS / STEPS)
