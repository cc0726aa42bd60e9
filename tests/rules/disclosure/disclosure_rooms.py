"""Rooms of people for the tests, made from how many have which values."""

from collections.abc import Mapping, Sequence

Row = dict[str, object]


def people(column: str, counts: Mapping[str, int], sizes: Sequence[int] = ()) -> list[Row]:
    """People with one value each; `sizes` are how many of one organisation follow each other, else one."""
    return crossed((column,), {(value,): many for value, many in counts.items()}, sizes)


def crossed(columns: Sequence[str], counts: Mapping[tuple[str, ...], int], sizes: Sequence[int] = ()) -> list[Row]:
    """People with a combination of values each."""
    combinations = [combination for combination, many in counts.items() for _ in range(many)]
    owners = [number for number, many in enumerate(sizes) for _ in range(many)]
    owners += range(len(sizes), len(sizes) + max(0, len(combinations) - len(owners)))
    return [
        {"person": f"p{at}", "organisation": f"o{owner}", **dict(zip(columns, combination, strict=True))}
        for at, (combination, owner) in enumerate(zip(combinations, owners, strict=False))
    ]
