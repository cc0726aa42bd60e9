"""Who an outside expert speaks to, in words that point to nobody (R-CH, journey of an expert).

Nothing is said of fewer than three organisations, and no number but a band: who of them comes is not known, and would
not be told.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from convenor.rules.wording import listed, said

# As few organisations as may be spoken of together.
FEWEST = 3
_BANDS = ((5, said("fewer than five")), (10, said("five to ten")), (20, said("ten to twenty")))
_MANY = said("more than twenty")


@dataclass(frozen=True, kw_only=True, slots=True)
class Traits:
    """What is on record of one member: its values by the name of the trait."""

    values: Mapping[str, frozenset[str]]


def audience(members: Sequence[Traits], spoken: Mapping[str, str]) -> tuple[str, ...]:
    """Sentences about the members: how many about, and what at least three share; `spoken` begins each trait's line.

    A trait that fewer share is not said, and neither is how many are left over.
    """
    about = _band(len(members))
    lines: list[str] = [said("Companies that are members: {about}. Who of them comes is not told.", about=about)]
    for trait, begins in spoken.items():
        shared = _shared(member.values.get(trait, frozenset()) for member in members)
        if shared:
            lines.append(said("{begins} {shared}, among others.", begins=begins, shared=listed(shared)))
    return tuple(lines)


def _band(number: int) -> str:
    return next((words for below, words in _BANDS if number < below), _MANY)


def _shared(values: Iterable[Iterable[str]]) -> list[str]:
    """What at least three share, in the order of the alphabet: an order by number would tell who is more."""
    counted = Counter(value for member in values for value in set(member))
    return sorted(value for value, number in counted.items() if number >= FEWEST)
