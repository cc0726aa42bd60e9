"""Groups of like mind: people placed by how they voted, and divided where the places crowd together.

The way is that of Polis, so that results may be compared: a vote that was not cast counts as the mean vote on its
statement, the places are the two main axes of what remains (principal components), and k-means divides the places.
One thing is done by half. Votes that are missing pull a person to the middle, and Polis moves everybody out again by
as much; but whoever voted on little may also lie far out by luck, and those few then draw the groups. Moved out half
the way, groups are nearer to those of Polis' own exports, and the same people stay together more often.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from convenor.rules.opinion.votes import NOT_CAST, Signs

Places: TypeAlias = NDArray[np.float64]
Labels: TypeAlias = NDArray[np.intp]

AXES = 2
MOVED_OUT = 0.5
STARTS = 8
ROUNDS = 100
# So many rows are compared with all others at once; more would only take more memory.
BLOCK = 512


@dataclass(frozen=True, kw_only=True, slots=True)
class Plane:
    """Where opinions lie: the mean vote on each statement, and the directions in which people differ most."""

    centre: Places
    axes: Places

    def places(self, signs: Signs) -> Places:
        """The place of each person (row), also of people who did not shape the plane."""
        differs, cast = _differences(signs, self.centre)
        pulled_in = np.sqrt(np.maximum(cast.sum(axis=1), 1) / signs.shape[1])
        return np.asarray((differs @ self.axes.T) / pulled_in[:, None] ** MOVED_OUT)


def plane_of(signs: Signs) -> Plane:
    """The plane in which these people differ most."""
    cast = signs != NOT_CAST
    centre = np.where(cast, signs, 0).sum(axis=0) / np.maximum(cast.sum(axis=0), 1)
    differs, _ = _differences(signs, centre)
    return Plane(centre=centre, axes=_main_axes(differs))


def _differences(signs: Signs, centre: Places) -> tuple[Places, NDArray[np.bool_]]:
    cast = signs != NOT_CAST
    return np.where(cast, signs - centre, 0.0), cast


def _main_axes(differs: Places) -> Places:
    """The main directions, one a row; from the smaller square, people by people or statement by statement."""
    people, statements = differs.shape
    if people < statements:
        _, vectors = np.linalg.eigh(differs @ differs.T)
        axes = vectors[:, : -AXES - 1 : -1].T @ differs
    else:
        _, vectors = np.linalg.eigh(differs.T @ differs)
        axes = vectors[:, : -AXES - 1 : -1].T
    lengths = np.linalg.norm(axes, axis=1, keepdims=True)
    return np.asarray(np.divide(axes, lengths, out=np.zeros_like(axes), where=lengths > 1e-9))


@dataclass(frozen=True, kw_only=True, slots=True)
class Division:
    """People divided into groups: the number of each person's group, and where the middle of each group lies."""

    labels: Labels
    middles: Places

    @property
    def members(self) -> NDArray[np.bool_]:
        """A row a person, a column a group."""
        return np.asarray(self.labels[:, None] == np.arange(len(self.middles)))


def divide(places: Places, count: int, seed: int, starts: int = STARTS) -> Division:
    """Divide the places into so many groups with the least spread (k-means; the best of several seeded starts)."""
    chance = np.random.default_rng([seed, count])
    tries = [_settle(places, _spread_out(places, count, chance)) for _ in range(starts)]
    best = min(range(starts), key=lambda one: round(tries[one][0], 9))
    middles = tries[best][1]
    return Division(labels=nearest(places, middles), middles=middles)


def nearest(places: Places, middles: Places) -> Labels:
    """For each place the number of the middle that lies nearest."""
    return np.asarray(_square_distances(places, middles).argmin(axis=1))


def _spread_out(places: Places, count: int, chance: np.random.Generator) -> Places:
    """Begin with people far apart: each next one is drawn with the square of the distance to those before."""
    chosen = [places[chance.integers(len(places))]]
    for _ in range(count - 1):
        far = _square_distances(places, np.array(chosen)).min(axis=1)
        total = far.sum()
        chosen.append(places[chance.choice(len(places), p=far / total if total > 0 else None)])
    return np.array(chosen)


def _settle(places: Places, middles: Places) -> tuple[float, Places]:
    """Move each middle to the mean of those nearest to it until nobody changes sides; give the spread, the middles."""
    before = None
    for _ in range(ROUNDS):
        labels = nearest(places, middles)
        if before is not None and np.array_equal(labels, before):
            break
        before = labels
        sums = np.stack([np.bincount(labels, axis, len(middles)) for axis in places.T], axis=1)
        counts = np.bincount(labels, minlength=len(middles))[:, None]
        middles = np.where(counts > 0, sums / np.maximum(counts, 1), middles)
    return float(_square_distances(places, middles).min(axis=1).sum()), middles


def _square_distances(places: Places, middles: Places) -> Places:
    # One axis after the other: all at once would be a table with a third side, and slower.
    axes = zip(places.T, middles.T, strict=True)
    return np.asarray(sum(np.subtract.outer(place, middle) ** 2 for place, middle in axes))


def silhouette(places: Places, division: Division) -> float:
    """How much nearer people are to their own group than to the next one, on average: 1 at best, 0 for no groups."""
    members = division.members.astype(float)
    sizes = members.sum(axis=0)
    total = 0.0
    for begins in range(0, len(places), BLOCK):
        rows = slice(begins, begins + BLOCK)
        labels = division.labels[rows]
        far = np.sqrt(_square_distances(places[rows], places)) @ members
        row = np.arange(len(labels))
        own = far[row, labels] / np.maximum(sizes[labels] - 1, 1)
        others = far / np.maximum(sizes, 1)
        others[row, labels] = np.inf
        next_one = others.min(axis=1)
        widest = np.maximum(np.maximum(own, next_one), 1e-12)
        total += float(np.where(sizes[labels] > 1, (next_one - own) / widest, 0).sum())
    return total / len(places)
