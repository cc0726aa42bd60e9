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
    crowd = together([part.crowd for part in parts])
    if not limits.is_safe(crowd):
        return False
    # Beside all the rest, a block of one value has been merged with nothing.
    return len(parts) > 1 and _could_be_otherwise(crowd.persons, len(parts), rest, limits.k)


def _could_be_otherwise(total: int, parts: int, rest: Sequence[Block], k: int) -> bool:
    """Whether the rule would have merged just these values also for other counts, none of which is then known.

    Every value that is named occurs. The rule merges so many either when all of them are below k, or when all but
    one are, and these come to less than k together. Counts that differ may be dealt out to the values in any order,
    so one way to split the total into parts that are not all the same leaves each value at least two counts. Three
    values with three people can be split in one way alone, and 4 and 4 beside a 5 at k = 5 as well.
    """
    if parts < total < parts * (k - 1):
        return True
    room = min((block.crowd.persons for block in rest), default=total + 1)
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
