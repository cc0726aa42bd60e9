"""Breakouts: small groups within a session, mixed, and none in which two companies would be alone (R-MTG-13, R-AT-06).

Two competitors by themselves are what counsel fears most, so a group holds people of three organisations at least.
Nobody's name is needed for it: a place is somebody of an organisation, and at most the theme they would like.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import said, said_of

FEWEST_ORGANISATIONS = 3
MOST_BREAKOUTS = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Somebody of an organisation; `wish` is the number of the breakout that they would like, from 0."""

    organisation: str
    wish: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Assignment:
    """The organisations in each breakout, one entry a person; empty where `verdict` says why there is none."""

    verdict: Verdict
    breakouts: tuple[tuple[str, ...], ...] = field(default_factory=tuple)
    wishes_met: int = 0


def assign(places: Sequence[Place], breakouts: int, *, seed: int) -> Assignment:
    """Spread people over breakouts: even in size, each organisation spread wide, as many wishes met as can be.

    The same places and seed give the same groups, in whatever order the places come. An exact search: an integer
    program over how many of an organisation with one wish go where.
    """
    possible = may_be_made(places, breakouts)
    if not possible.allowed:
        return Assignment(verdict=possible)
    kinds = Counter((place.organisation, place.wish) for place in places)
    order = sorted(kinds, key=lambda kind: (kind[0], -1 if kind[1] is None else kind[1]))
    found = _solve([(organisation, wish, kinds[organisation, wish]) for organisation, wish in order], breakouts, seed)
    if found is None:
        return Assignment(verdict=_uneven(breakouts))
    groups = tuple(
        tuple(organisation for (organisation, _), many in zip(order, found[:, at], strict=True) for _ in range(many))
        for at in range(breakouts)
    )
    met = sum(int(found[row, wish]) for row, (_, wish) in enumerate(order) if wish is not None and wish < breakouts)
    return Assignment(verdict=yes(), breakouts=groups, wishes_met=met)


def may_be_made(places: Sequence[Place], breakouts: int) -> Verdict:
    """Whether so many breakouts can each have people of three organisations."""
    most = most_breakouts(places)
    if breakouts < 2:
        return no("One group is the plenary itself. Choose two breakouts or more.")
    if most < 2:
        return no(
            "Too few organisations are here: in every breakout there must be people of three, "
            "so that no two are alone. Stay in plenary."
        )
    if breakouts > most:
        return no(
            said(
                "With who is here there can be {most} breakouts at most, so that in each there are people of three "
                "organisations and no two are alone. Choose fewer.",
                most=most,
            )
        )
    return yes()


def most_breakouts(places: Sequence[Place]) -> int:
    """How many breakouts there can be at most; below 2 there can be none."""
    people = Counter(place.organisation for place in places)
    # An organisation adds to a breakout once, however many of it sit there.
    fits = (many for many in range(MOST_BREAKOUTS, 1, -1) if _reach(people, many) >= FEWEST_ORGANISATIONS * many)
    return next(fits, 0)


def _reach(people: Counter[str], breakouts: int) -> int:
    return sum(min(many, breakouts) for many in people.values())


def look_over(breakouts: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What is wrong with groups that were made or changed by hand, in sentences; none means that they can begin."""
    return tuple(
        said_of(
            len(set(group)),
            "Breakout {breakout} has people of {number} organisation. Move somebody there: with fewer than three, two "
            "could be alone.",
            "Breakout {breakout} has people of {number} organisations. Move somebody there: with fewer than three, two "
            "could be alone.",
            breakout=breakout,
        )
        for breakout, group in enumerate(breakouts, start=1)
        if len(set(group)) < FEWEST_ORGANISATIONS
    )


def _uneven(breakouts: int) -> Verdict:
    return no(
        said(
            "These people cannot be spread over {breakouts} breakouts of like size. Choose fewer.", breakouts=breakouts
        )
    )


def _solve(kinds: Sequence[tuple[str, int | None, int]], breakouts: int, seed: int) -> NDArray[np.int64] | None:
    """How many of each kind go to each breakout, shape (kinds, breakouts); None where there is no way."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # slow to import, and few sessions break out

    organisations = sorted({organisation for organisation, _, _ in kinds})
    many = np.array([count for _, _, count in kinds])
    of = np.array([[organisation == kind[0] for kind in kinds] for organisation in organisations], dtype=float)
    there = len(organisations) * breakouts
    each, both = np.eye(breakouts), len(kinds) * breakouts + there
    total = int(many.sum())

    def rows(of_kinds: NDArray[Any], of_organisations: NDArray[Any]) -> NDArray[np.float64]:
        return np.hstack([of_kinds, of_organisations])

    seated = np.kron(of, each)
    spread = np.repeat(-(-(of @ many) // breakouts), breakouts)
    limits = [
        # Everybody sits somewhere, once.
        LinearConstraint(
            rows(np.kron(np.eye(len(kinds)), np.ones(breakouts)), np.zeros((len(kinds), there))), many, many
        ),
        # Breakouts are of like size.
        LinearConstraint(
            rows(np.kron(np.ones(len(kinds)), each), np.zeros((breakouts, there))),
            total // breakouts,
            -(-total // breakouts),
        ),
        # An organisation's people are spread as wide as they go.
        LinearConstraint(rows(seated, np.zeros((there, there))), 0, spread),
        # An organisation is in a breakout only if somebody of it is.
        LinearConstraint(rows(seated, -np.eye(there)), 0, np.inf),
        LinearConstraint(
            rows(np.zeros((breakouts, len(kinds) * breakouts)), np.kron(np.ones(len(organisations)), each)),
            FEWEST_ORGANISATIONS,
            np.inf,
        ),
    ]
    found = milp(
        c=np.concatenate([-_worth(kinds, breakouts, seed, total), np.zeros(there)]),
        constraints=limits,
        integrality=np.ones(both),
        bounds=Bounds(0, np.concatenate([np.repeat(many, breakouts), np.ones(there)])),
    )
    return (
        np.rint(found.x[: len(kinds) * breakouts]).astype(np.int64).reshape(len(kinds), breakouts)
        if found.success
        else None
    )


def _worth(kinds: Sequence[tuple[str, int | None, int]], breakouts: int, seed: int, total: int) -> NDArray[np.float64]:
    """What a place is worth: one for a wish that is met, and less than a wish in all for the lot that mixes."""
    lots = np.random.default_rng(seed).random(len(kinds) * breakouts) / (total + 1)
    wishes = [wish == at for _, wish, _ in kinds for at in range(breakouts)]
    return np.array(wishes, dtype=float) + lots
