"""Which opinion groups a room falls into, if it falls into any that may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from convenor.rules.opinion.apart import sets_apart
from convenor.rules.opinion.groups import Division, divide, plane_of, silhouette
from convenor.rules.opinion.safety import Safety
from convenor.rules.opinion.stability import DRAWS, divisions_that_hold
from convenor.rules.opinion.votes import Cells, Votes

# Whoever voted on less lies in no group, as in Polis; where there are fewer statements, nobody does.
ENOUGH_VOTES = 7
# Among fewer people a bootstrap draws the same few again and again, and is content with what it was given.
ENOUGH_PEOPLE = 30
MOST_GROUPS = 5
# By this much of silhouette a division may be less clear than the clearest one.
NEARLY_AS_CLEAR = 0.03


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A group of like mind, to be published.

    `size` is rounded down to a multiple of k, so that one person more or less is hardly ever seen in it.
    `statements` set the group apart.
    """

    id: int
    size: int
    statements: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Grouping:
    """The groups, or None and the reason; `group_of` says who is in which and is never published."""

    groups: tuple[Group, ...] | None
    withheld: str | None
    group_of: Mapping[str, int] = field(repr=False)


def no_groups(reason: str) -> Grouping:
    """No groups, for this reason."""
    return Grouping(groups=None, withheld=reason, group_of={})


def grouping_of(votes: Votes, organisations: tuple[str, ...], safety: Safety, seed: int) -> Grouping:
    """The opinion groups that may be shown: large and mixed enough, and found again among people drawn anew.

    Where it is the votes that speak against groups, the reason is one and the same: "one of them would be a group of
    two" would tell of the two.
    """
    people = len(votes.people)
    if people < ENOUGH_PEOPLE:
        return no_groups(f"{people} people are too few for opinion groups that would hold")
    placed = votes.cast.sum(axis=1) >= ENOUGH_VOTES
    if placed.sum() < ENOUGH_PEOPLE:
        return no_groups(f"too few people have voted on {ENOUGH_VOTES} statements for opinion groups that would hold")
    division = _best_division(votes, placed, organisations, safety, seed)
    if division is None:
        return no_groups(
            f"no division into groups of at least {safety.k} people was found again and again "
            f"when the people were drawn anew {DRAWS} times"
        )
    return _published(votes, placed, division, organisations, safety)


def _best_division(
    votes: Votes, placed: Cells, organisations: tuple[str, ...], safety: Safety, seed: int
) -> Division | None:
    """The clearest of the divisions that may be shown and that hold.

    Two groups hold also where there are three and the third is put now here, now there. So a division is not shown
    where another one is clearly better, even if that one does not hold: more people would show the other.
    """
    signs = votes.signs[placed]
    theirs = [organisations[at] for at in np.flatnonzero(placed)]
    places = plane_of(signs).places(signs)
    divisions = {count: divide(places, count, seed) for count in range(2, MOST_GROUPS + 1)}
    may_be_shown = {count: one for count, one in divisions.items() if safety.holds(one.members, theirs).all()}
    clear = {count: silhouette(places, one) for count, one in may_be_shown.items()}
    enough = max(clear.values(), default=0.0) - NEARLY_AS_CLEAR
    nearly_the_clearest = {count: one for count, one in may_be_shown.items() if clear[count] >= enough}
    holding = divisions_that_hold(signs, nearly_the_clearest, seed) if nearly_the_clearest else []
    return divisions[max(holding, key=clear.__getitem__)] if holding else None


def _published(
    votes: Votes, placed: Cells, division: Division, organisations: tuple[str, ...], safety: Safety
) -> Grouping:
    """The largest group first; of equals the one whose first voter came first."""
    sizes, first_voters = division.members.sum(axis=0), division.members.argmax(axis=0)
    by_size = np.lexsort((first_voters, -sizes))
    numbers = np.argsort(by_size)[division.labels] + 1
    of_all = np.zeros(len(votes.people), dtype=np.intp)
    of_all[placed] = numbers
    groups = []
    for number in range(1, len(by_size) + 1):
        ours, others = of_all == number, (of_all != number) & placed
        size = int(ours.sum())
        apart = sets_apart(votes, ours, others, organisations, safety)
        groups.append(Group(id=number, size=size - size % safety.k, statements=apart))
    named = {person: int(number) for person, number in zip(votes.people, of_all, strict=True) if number}
    return Grouping(groups=tuple(groups), withheld=None, group_of=named)
