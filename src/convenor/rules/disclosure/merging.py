"""Which values of a column are counted together, so that every count is of a safe set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from convenor.rules.disclosure.rows import Crowd, Thresholds, together


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Values that are counted as one, and those who have them."""

    values: tuple[str, ...]
    crowd: Crowd


def blocks(crowds: Mapping[str, Crowd], limits: Thresholds, broader: Mapping[str, str] | None = None) -> list[Block]:
    """The smallest values merged until all that remain are safe; none where not two blocks would remain.

    `broader` names the group that a value belongs to; values of one group are merged first.
    """
    merged = _within_groups(crowds, limits, broader or {})
    merged = _merged(merged, limits)
    return sorted(merged, key=lambda block: block.values) if _tells_little(merged, limits) else []


def _merged(singles: Sequence[Block], limits: Thresholds) -> list[Block]:
    """One block of all that are unsafe and, where that is not enough, of the next smallest, one by one.

    A single merged block, and not several, because whoever knows the rule must be left with many ways in which its
    people could be spread.
    """
    order = sorted(singles, key=lambda block: (block.crowd.persons, block.values))
    unsafe = [block for block in order if not limits.is_safe(block.crowd)]
    rest = [block for block in order if limits.is_safe(block.crowd)]
    if not unsafe:
        return rest
    while not _can_stand(unsafe, rest, limits):
        if not rest:
            return []
        unsafe.append(rest.pop(0))
    return [*rest, _as_one(unsafe)]


def _as_one(parts: Sequence[Block]) -> Block:
    values = tuple(sorted(value for part in parts for value in part.values))
    return Block(values=values, crowd=together([part.crowd for part in parts]))


def _can_stand(parts: Sequence[Block], rest: Sequence[Block], limits: Thresholds) -> bool:
    """Whether these are safe together and, for whoever knows the rule, each of them could have another count."""
    if len(parts) < 2 or not limits.is_safe(together([part.crowd for part in parts])):
        return False
    counts = [part.crowd.persons for part in parts]
    room = min((block.crowd.persons for block in rest), default=sum(counts) + 1)
    return _could_change_places(counts, room) or _could_be_others(sum(counts), len(counts), room, limits.k)


def _could_change_places(counts: Sequence[int], room: int) -> bool:
    """Whether the same counts dealt out otherwise would be merged all the same: the rule looks at counts, not names.

    Between equals it has to look at names, so all must be smaller than what stays apart.
    """
    return min(counts) < max(counts) < room


def _could_be_others(total: int, parts: int, room: int, k: int) -> bool:
    """Whether other counts, not all the same, with that total would have been merged, too.

    Every value that is named occurs. So many are merged when all of them are below k, or all but one, and these come
    to less than k together. Three values with three people can be split in one way alone, and 4 and 4 beside a 5 at
    k = 5 as well.
    """
    if parts < total < parts * (k - 1):
        return True
    return max(parts - 1, total - room + 1) <= min(k - 1, total - k)


def _tells_little(merged: Sequence[Block], limits: Thresholds) -> bool:
    """Whether there is something to compare.

    Two blocks of which one is barely safe are not shown either: where only an unsafe remainder kept a table back,
    the refusal would say that the remainder is unsafe.
    """
    if len(merged) == 2:
        return min(block.crowd.persons for block in merged) >= limits.k + 2
    return len(merged) > 2


def _within_groups(crowds: Mapping[str, Crowd], limits: Thresholds, broader: Mapping[str, str]) -> list[Block]:
    singles = [Block(values=(value,), crowd=crowd) for value, crowd in crowds.items()]
    groups: dict[str, list[Block]] = {}
    for block in singles:
        groups.setdefault(broader.get(block.values[0], ""), []).append(block)
    loose = groups.pop("", [])
    return loose + [block for group in groups.values() for block in (_merged(group, limits) or group)]
