"""Would the same groups be found among other people of the same kind?

K-means always finds groups, also where there are none. So people are drawn anew from those who voted, with repeats (a
bootstrap); the draw is placed and divided from the ground up, everybody is put to the nearest group of that division,
and the two divisions are compared. Groups that hold come back nearly every time.
"""

import numpy as np

from convenor.rules.opinion.groups import Division, Labels, divide, nearest, plane_of
from convenor.rules.opinion.votes import Signs

DRAWS = 40
# A larger draw would only take longer: groups that hold in a draw of this size hold in a larger one.
LARGEST_DRAW = 300
STARTS_A_DRAW = 3
# The draws agree with the division by this much in half of the draws, and by that much in four out of five.
HOLDS_MOSTLY, HOLDS_NEARLY_ALWAYS = 0.8, 0.6


def divisions_that_hold(signs: Signs, divisions: dict[int, Division], seed: int) -> list[int]:
    """Of divisions into different numbers of groups, the numbers that hold."""
    chance = np.random.default_rng([seed, len(signs)])
    alike: dict[int, list[float]] = {count: [] for count in divisions}
    for _ in range(DRAWS):
        drawn = signs[chance.integers(len(signs), size=min(len(signs), LARGEST_DRAW))]
        plane = plane_of(drawn)
        drawn_places, places = plane.places(drawn), plane.places(signs)
        for count, division in divisions.items():
            again = divide(drawn_places, count, seed, STARTS_A_DRAW)
            alike[count].append(likeness(division.labels, nearest(places, again.middles)))
    return [count for count, values in alike.items() if _holds(values)]


def _holds(alike: list[float]) -> bool:
    mostly, nearly_always = np.quantile(alike, [0.5, 0.2])
    return bool(mostly >= HOLDS_MOSTLY and nearly_always >= HOLDS_NEARLY_ALWAYS)


def likeness(one: Labels, other: Labels) -> float:
    """How alike two divisions of the same people are: 1 the same, 0 no more than chance (adjusted Rand index)."""
    table = np.zeros((one.max() + 1, other.max() + 1), dtype=np.int64)
    np.add.at(table, (one, other), 1)
    both, first, second = (_pairs(part) for part in (table, table.sum(axis=1), table.sum(axis=0)))
    by_chance = first * second / max(len(one) * (len(one) - 1) / 2, 1)
    most = (first + second) / 2
    return 1.0 if most == by_chance else float((both - by_chance) / (most - by_chance))


def _pairs(counts: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]") -> float:
    return float((counts * (counts - 1) / 2).sum())
