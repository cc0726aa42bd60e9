"""Which sets of people are large and mixed enough to be spoken of."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from convenor.rules.opinion.table import OpinionError
from convenor.rules.opinion.votes import Cells
from convenor.rules.wording import said

DEFAULT_K, LEAST_K = 5, 3
DEFAULT_ORGANISATIONS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Safety:
    """A set is safe with `k` people of `organisations` organisations, none of which holds more than half of it.

    A set of one company and a half is as telling as a set of one: its majority is known by name.
    """

    k: int = DEFAULT_K
    organisations: int = DEFAULT_ORGANISATIONS

    def __post_init__(self) -> None:
        if self.k < LEAST_K:
            raise OpinionError(
                said("{k} people are too few to protect anybody; write at least {least}", k=self.k, least=LEAST_K)
            )
        if self.organisations < 1:
            raise OpinionError(
                said("{organisations} organisations protect nobody; write at least 1", organisations=self.organisations)
            )

    @property
    def room(self) -> int:
        """The smallest room of which anything is said.

        "Most" is more than half. Only from 2k + 1 people on does it leave k people of whom it says nothing, so that it
        speaks for no one in particular, whoever is asked.
        """
        return 2 * self.k + 1

    def holds(self, cells: Cells, organisations: Sequence[str]) -> Cells:
        """For each column, whether the people marked in it are a safe set; `organisations` has one for each row."""
        people = cells.sum(axis=0)
        by_organisation = _counts(cells, organisations)
        mixed = (by_organisation > 0).sum(axis=0) >= self.organisations
        largest = by_organisation.max(axis=0)
        return np.asarray((people >= self.k) & mixed & (2 * largest <= people), dtype=np.bool_)


def _counts(cells: Cells, organisations: Sequence[str]) -> NDArray[np.int32]:
    """How many people of each organisation (row) are marked in each column."""
    _, own = np.unique(np.asarray(organisations), return_inverse=True)
    together = np.argsort(own, kind="stable")
    starts = np.flatnonzero(np.diff(own[together], prepend=-1))
    return np.asarray(np.add.reduceat(cells[together].astype(np.int32), starts, axis=0))
