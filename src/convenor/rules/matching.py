"""Who somebody in an attendance report may be: proposals for a person to confirm, never a decision.

An address that belongs to exactly one known person is sure. A name is only ever proposed, and two people of one name
are both proposed: which of them came is for a person to say.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from convenor.rules.attendance.writing import fold
from convenor.rules.wording import said

MOST_PROPOSALS = 3
# Below this two names share a syllable; above it they are one name with a slip, another order or a middle name.
LIKE_ENOUGH = 86
SAME = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """Somebody who may have come; `key` is whatever the asker knows them by."""

    key: str
    name: str
    email: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """Somebody it may be, with the reason for a person to judge; `sure` only by the address."""

    key: str
    sure: bool
    likeness: int
    reason: str


def propose(name: str, email: str, known: Sequence[Known]) -> tuple[Proposal, ...]:
    """Propose who somebody in a report is, best first; none when nobody is like it."""
    by_address = [one for one in known if email and one.email.casefold() == email.casefold()]
    if by_address:
        sure = len(by_address) == 1
        reason = said("the same address") if sure else said("the same address, which more than one person has")
        return tuple(Proposal(key=one.key, sure=sure, likeness=SAME, reason=reason) for one in by_address)
    alike = [(likeness(name, one.name), one) for one in known]
    best = sorted((pair for pair in alike if pair[0] >= LIKE_ENOUGH), key=lambda pair: (-pair[0], pair[1].key))
    twins = _shared([fold(one.name) for _likeness, one in best])
    return tuple(
        Proposal(key=one.key, sure=False, likeness=score, reason=_reason(score, one, email, fold(one.name) in twins))
        for score, one in best[:MOST_PROPOSALS]
    )


def likeness(one: str, other: str) -> int:
    """Say how like two names are, 0 to 100, whatever their order, case, accents and punctuation."""
    first, second = fold(one), fold(other)
    if not first or not second:
        return 0
    score = fuzz.token_sort_ratio(first, second)
    # Every word of the shorter name is in the longer: a middle name, a company after the name.
    if min(len(first.split()), len(second.split())) >= 2:
        score = max(score, 0.95 * fuzz.token_set_ratio(first, second))
    return int(score)


def _shared(names: Collection[str]) -> set[str]:
    seen: set[str] = set()
    return {name for name in names if name in seen or seen.add(name)}  # type: ignore[func-returns-value]


def _reason(score: int, one: Known, email: str, is_twin: bool) -> str:
    if email and one.email:
        words = (
            said("the same name, but another address")
            if score == SAME
            else said("a name much like it, but another address")
        )
    else:
        words = said("the same name") if score == SAME else said("a name much like it")
    return said("{words}; more than one person has it", words=words) if is_twin else words
