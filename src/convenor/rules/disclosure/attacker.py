"""The attacker: whoever reads all that was published, knows the method and who was there, and computes exactly.

A world is any way in which the people could be spread over the base cells, the finest crossing of all columns, that
agrees with every published number. What a count is at least and at most over all worlds is all that can be known.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.optimize import LinearConstraint

Counts = NDArray[np.int64]

# Somebody who takes part, and one who tells him; more of them are beyond what is promised.
INSIDERS = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """Something published: in these base cells together are at least and at most so many."""

    cells: frozenset[int]
    least: int
    most: int


@dataclass(frozen=True, kw_only=True)
class Worlds:
    """All worlds of `size` people in `width` base cells in which the claims are true."""

    width: int
    size: int
    claims: tuple[Claim, ...]

    def least(self, cells: Collection[int], known: Counts) -> int | None:
        """How many are in these cells at least, with so many known in each cell; None where no world is left."""
        return self._extreme(cells, known, 1)

    def most(self, cells: Collection[int], known: Counts) -> int | None:
        """How many are in these cells at most."""
        return self._extreme(cells, known, -1)

    @cached_property
    def _constraint(self) -> "LinearConstraint":
        # The solver takes longer to load than most tables to make, which are of one column and need none.
        from scipy.optimize import LinearConstraint

        everybody = Claim(cells=frozenset(range(self.width)), least=self.size, most=self.size)
        claims = [everybody, *self.claims]
        matrix = np.zeros((len(claims), self.width))
        for at, claim in enumerate(claims):
            matrix[at, list(claim.cells)] = 1
        return LinearConstraint(matrix, [claim.least for claim in claims], [claim.most for claim in claims])

    def _extreme(self, cells: Collection[int], known: Counts, sign: int) -> int | None:
        from scipy.optimize import Bounds, milp

        weights = np.zeros(self.width)
        weights[list(cells)] = sign
        # For tables of two columns every corner of the relaxed program is whole, so the quick answer is nearly
        # always the exact one; only otherwise are whole numbers demanded.
        for whole in (0, 1):
            found = milp(
                weights,
                constraints=self._constraint,
                bounds=Bounds(known, self.size),
                integrality=np.full(self.width, whole),
            ).x
            if found is None:
                return None
            if whole or np.abs(found - np.rint(found)).max(initial=0.0) < 1e-6:
                return int(np.rint(found)[list(cells)].sum())
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Secret:
    """A protected set of base cells, which too few people are in."""

    cells: frozenset[int]


def guarded(truth: Counts, secret: Secret, away: int) -> Counts:
    """What insiders outside a set know of the other cells, whoever they are and up to so many in one cell.

    Who they are is not known here, so every other cell keeps as many of its people as they could be. That covers any
    of them at once.
    """
    others = np.minimum(truth, away)
    others[list(secret.cells)] = 0
    return others


def is_kept(secret: Secret, worlds: Worlds, truth: Counts, k: int) -> bool:
    """Whether the set might as well be empty and as well be safe, for anybody and for any two insiders.

    An insider who is elsewhere may know of the largest count one less.
    """
    if worlds.least(secret.cells, guarded(truth, secret, INSIDERS)) != 0:
        return False
    return all(
        (found := worlds.most(secret.cells, guarded(truth, secret, away))) is not None and found >= k - away
        for away in range(INSIDERS + 1)
    )


def broken(secrets: Sequence[Secret], worlds: Worlds, truth: Counts, k: int) -> list[Secret]:
    """The protected sets that the attacker learns something of."""
    return [secret for secret in secrets if not is_kept(secret, worlds, truth, k)]
