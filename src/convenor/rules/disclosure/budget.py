"""What a room may spend on tables with noise, for good (differential privacy).

A table with noise of strength epsilon changes the odds of any guess about one organisation by at most e to the power of
epsilon, whatever else a reader knows. Several tables about the same people add up, so a room has a budget, frozen when
its ledger opens. What is protected is an organisation with all its people who are counted: of each no more than `most`
are, and the noise grows with that number.
"""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import Said, listed, said, said_of

# Quarters, so that what was spent adds up exactly.
STRENGTHS = (0.25, 0.5, 1.0, 2.0)
BUDGETS = (0.0, 1.0, 2.0, 4.0)
LEAST_PEOPLE = 50
MOST_OF_ONE = 5
# So often, of a hundred times, the true number lies as near as is said.
SURE = 0.95
# More numbers than the noise of all lines of a table ever reaches.
_AROUND = 2**15


@dataclass(frozen=True, kw_only=True, slots=True)
class Budget:
    """What a room may spend in all, and what it has spent."""

    epsilon: float
    spent: float

    @property
    def left(self) -> float:
        """What can still be spent."""
        return max(self.epsilon - self.spent, 0.0)


def can_be_frozen(epsilon: float, most: int) -> Verdict:
    """Whether a ledger may open with this budget, and this many people of one organisation counted."""
    if epsilon not in BUDGETS:
        return no(
            said("A room may spend {budgets} on “about” numbers in all. Choose one of these.", budgets=_or(BUDGETS))
        )
    if not 1 <= most <= MOST_OF_ONE:
        return no(
            said(
                "Of one organisation at least 1 and at most {most} people can be counted. Choose between.",
                most=MOST_OF_ONE,
            )
        )
    return yes()


def can_be_drawn(budget: Budget, cost: float, *, people: int, most: int) -> Verdict:
    """Whether noise of this strength may be drawn for a table of so many people, and if not, why and what to do."""
    if cost not in STRENGTHS:
        return no(said("A table costs {strengths}. Choose one of these.", strengths=_or(STRENGTHS)))
    if not budget.epsilon:
        return no("This room was opened without a budget for “about” numbers, and that stays. Count exactly instead.")
    if people < LEAST_PEOPLE:
        return no(_too_few(cost, people, most))
    if cost > budget.left:
        return no(_too_dear(budget, cost))
    return yes()


def mean_error(epsilon: float, most: int) -> float:
    """By how many people a number is off on average."""
    ratio = math.exp(-epsilon / most)
    return 2 * ratio / (1 - ratio**2)


@cache
def within(epsilon: float, most: int, lines: int = 1) -> int:
    """By how many people at most a number is off, 95 times of 100; of the sum of so many lines where more than one.

    From the characteristic function of the discrete Laplace distribution, to the power of the lines.
    """
    ratio = math.exp(-epsilon / most)
    angles = 2 * np.pi * np.arange(_AROUND) / _AROUND
    turned = (1 - ratio) ** 2 / (1 - 2 * ratio * np.cos(angles) + ratio**2)
    chance = np.fft.ifft(turned**lines).real
    covered = chance[0] + np.cumsum([0.0, *(2 * chance[1 : _AROUND // 2])])
    return int(np.argmax(covered >= SURE))


def odds(epsilon: float) -> float:
    """How many times likelier or less likely a guess about one organisation becomes, at most."""
    return math.exp(epsilon)


def _too_few(cost: float, people: int, most: int) -> Said:
    off = mean_error(cost, most)
    return said_of(
        people,
        "{number} person is counted here, with at most {most} of each organisation. Each number would be off by {off} "
        "people on average at this strength, which is {share} in a hundred of so few, and with less noise nobody would "
        "be protected. It can be done from {least} people on; count these exactly, where small groups are put "
        "together.",
        "{number} people are counted here, with at most {most} of each organisation. Each number would be off by {off} "
        "people on average at this strength, which is {share} in a hundred of so few, and with less noise nobody would "
        "be protected. It can be done from {least} people on; count these exactly, where small groups are put "
        "together.",
        most=most,
        off=f"{off:.1f}",
        share=f"{100 * off / max(people, 1):.0f}",
        least=LEAST_PEOPLE,
    )


def _too_dear(budget: Budget, cost: float) -> Said:
    return said(
        "This table costs {cost}, and {left} is left of the {budget} that this room may spend. Nothing is ever given "
        "back, because what was seen stays seen. Choose more noise, which costs less."
        if budget.left >= STRENGTHS[0]
        else "This table costs {cost}, and {left} is left of the {budget} that this room may spend. Nothing is ever "
        "given back, because what was seen stays seen. Count by it exactly instead.",
        cost=f"{cost:g}",
        left=f"{budget.left:g}",
        budget=f"{budget.epsilon:g}",
    )


def _or(numbers: tuple[float, ...]) -> str:
    return listed([f"{number:g}" for number in numbers], "or")
