"""Which cells of linked tables are shown exactly, which as a band, and which not at all.

To hide the small cells alone is not enough: they follow from the totals. So other cells are widened with them, as few
as possible. The best choice is found by one integer program, which holds for every protected set a world in which it is
empty and worlds in which it is safe; the published cells must agree with all of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from convenor.rules.disclosure.attacker import INSIDERS, Claim, Counts, Secret, Worlds, broken, guarded

if TYPE_CHECKING:
    from scipy.optimize import Bounds, LinearConstraint

# So many branches are looked at, and then the best choice found so far is taken: a limit of time would make the
# outcome depend on the machine.
MOST_BRANCHES = 50
# No two choices cost the same, so which one is taken hinges on the places of the small cells and hardly on how many
# are in them: whoever tries the program on other counts must find the same choice for several.
STEP = 0.618033988749895


class Shown(IntEnum):
    """How much of a cell is published."""

    EXACT = 0
    BAND = 1
    NOTHING = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A cell that could be published: its base cells, its count, the band it lies in, and what it may show.

    `best` is the most that it may show and `worst` the least; `price` is what it costs to widen it, for a reader.
    """

    cells: frozenset[int]
    count: int
    least: int
    most: int
    best: Shown
    worst: Shown
    price: float

    def bounds(self, shown: Shown) -> list[tuple[int, int]]:
        """What is said of the cell: a count, a band, or nothing."""
        return {Shown.EXACT: [(self.count, self.count)], Shown.BAND: [(self.least, self.most)]}.get(shown, [])


@dataclass(frozen=True, kw_only=True, slots=True)
class _World:
    """A world that must stay possible: so many people in the base cells at least, and how many in a protected set."""

    known: Counts
    secret: Secret
    is_empty: bool
    needed: int


def choose(
    candidates: Sequence[Candidate], secrets: Sequence[Secret], truth: Counts, size: int, k: int
) -> list[Shown] | None:
    """The cheapest way to show the cells so that every protected set is kept; None where none is found.

    The program is asked with the worlds of those sets alone that the attacker broke so far: most are kept by what
    keeps the others, and the program stays small.
    """
    asked: list[Secret] = []
    while True:
        worlds = [world for secret in asked for world in _worlds(secret, truth, k)]
        shown = _solved(_Program(candidates=candidates, worlds=worlds, width=len(truth), size=size))
        if shown is None:
            return None
        lost = broken(secrets, said(candidates, shown, len(truth), size), truth, k)
        if not lost:
            return shown
        fresh = [secret for secret in lost if secret not in asked]
        if not fresh:
            return None
        asked += fresh


def said(candidates: Sequence[Candidate], shown: Sequence[Shown], width: int, size: int) -> Worlds:
    """What a reader knows when the cells are shown like this."""
    claims = tuple(
        Claim(cells=one.cells, least=least, most=most)
        for one, step in zip(candidates, shown, strict=True)
        for least, most in one.bounds(step)
    )
    return Worlds(width=width, size=size, claims=claims)


def _worlds(secret: Secret, truth: Counts, k: int) -> Iterator[_World]:
    yield _World(known=guarded(truth, secret, INSIDERS), secret=secret, is_empty=True, needed=0)
    # A set is as large as its largest cell at least, so a union of cells needs no further world; and halfway between
    # the world for both insiders elsewhere and the one for none there is nearly always one for one of them.
    if len(secret.cells) == 1:
        for away in (INSIDERS, 0):
            yield _World(known=guarded(truth, secret, away), secret=secret, is_empty=False, needed=k - away)


def _solved(program: "_Program") -> list[Shown] | None:
    from scipy.optimize import milp

    found = milp(
        program.prices(),
        constraints=program.constraint(),
        bounds=program.bounds(),
        integrality=program.whole(),
        options={"node_limit": MOST_BRANCHES, "mip_rel_gap": 0.0},
    ).x
    if found is None:
        return None
    widened = np.rint(found[: program.steps]).astype(int).reshape(2, -1).sum(axis=0)
    return [Shown(int(step)) for step in widened]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """Variables with weights that add up to at least and at most so much."""

    weights: dict[int, float]
    least: float
    most: float


@dataclass(frozen=True, kw_only=True, slots=True)
class _Program:
    """The integer program: two steps of widening for each candidate, then one number a base cell for each world.

    These numbers are shares of everybody and need not be whole, which is found much sooner: the attacker, who knows
    that people are whole, has the last word.
    """

    candidates: Sequence[Candidate]
    worlds: Sequence[_World]
    width: int
    size: int

    @property
    def steps(self) -> int:
        return 2 * len(self.candidates)

    def prices(self) -> NDArray[np.float64]:
        price = [one.price * (1 + 0.02 * (at * STEP % 1)) for at, one in enumerate(self.candidates)]
        # The second step costs more, so that of two choices that show as much the one that says more is taken.
        return np.array([*price, *(1.05 * one for one in price), *[0.0] * (len(self.worlds) * self.width)])

    def whole(self) -> Counts:
        return np.repeat([1, 0], [self.steps, len(self.worlds) * self.width])

    def bounds(self) -> "Bounds":
        from scipy.optimize import Bounds

        steps = [(one, step) for step in (Shown.BAND, Shown.NOTHING) for one in self.candidates]
        least = np.array([one.best >= step for one, step in steps])
        widest = np.array([one.worst >= step for one, step in steps])
        most = [np.where(self._in(world.secret) & world.is_empty, 0.0, 1.0) for world in self.worlds]
        return Bounds(
            np.concatenate([least, *(world.known / self.size for world in self.worlds)]),
            np.concatenate([widest, *most]),
        )

    def constraint(self) -> "LinearConstraint":
        from scipy.optimize import LinearConstraint
        from scipy.sparse import coo_array

        lines = list(self._lines())
        places = [(at, column) for at, line in enumerate(lines) for column in line.weights]
        weights = [weight for line in lines for weight in line.weights.values()]
        shape = (len(lines), self.steps + len(self.worlds) * self.width)
        matrix = coo_array((weights, tuple(zip(*places, strict=True))), shape=shape).tocsc()
        return LinearConstraint(matrix, [line.least for line in lines], [line.most for line in lines])

    def _lines(self) -> Iterator[_Line]:
        many, size = len(self.candidates), self.size
        for at in range(many):
            yield _Line(weights={many + at: 1.0, at: -1.0}, least=-np.inf, most=0.0)
        for number, world in enumerate(self.worlds):
            begins = self.steps + number * self.width
            yield _Line(weights=dict.fromkeys(range(begins, begins + self.width), 1.0), least=1.0, most=1.0)
            if not world.is_empty:
                secret = {begins + cell: 1.0 for cell in sorted(world.secret.cells)}
                yield _Line(weights=secret, least=world.needed / size, most=np.inf)
            for at, one in enumerate(self.candidates):
                inside = {begins + cell: 1.0 for cell in sorted(one.cells)}
                # Exact: the count. With the first step: within the band. With the second: anything.
                above = {at: (one.count - one.most) / size, many + at: (one.most - size) / size}
                below = {at: (one.count - one.least) / size, many + at: one.least / size}
                yield _Line(weights=inside | above, least=-np.inf, most=one.count / size)
                yield _Line(weights=inside | below, least=one.count / size, most=np.inf)

    def _in(self, secret: Secret) -> NDArray[np.bool_]:
        return np.isin(np.arange(self.width), sorted(secret.cells))
