"""A draft's text as the desk shows it: its blocks, with the places to settle marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from convenor.desk.checks import Checked, Matter
from convenor.rules.vocabulary import Level

_LINE = re.compile(r"[ \t]*(?:(#{1,6})[ \t]+|([-*+])[ \t]+|(\d{1,3}[.)])[ \t]+)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """Words that are marked alike: not at all, or by the strongest of what is to settle there."""

    text: str
    level: Level | None = None
    settled: bool = False
    anchor: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A heading, a paragraph, or the points of a list."""

    kind: str
    lines: list[list[Stretch]] = field(default_factory=list)


def blocks_of(checked: Checked, of_field: str) -> list[Block]:
    """Cut a field into blocks; what is Markdown for a heading or a point is taken away, everything else stays."""
    text: str = getattr(checked.wording, of_field)
    offset = checked.wording.offset(of_field)
    blocks: list[Block] = []
    begins, joins = 0, False
    for line in text.split("\n"):
        signs = _LINE.match(line)
        kind = "text" if signs is None or signs.lastindex is None else ("heading", "point", "step")[signs.lastindex - 1]
        cut = begins + (signs.end() if signs else 0)
        stretches = list(_stretches(checked.matters, text, cut, begins + len(line), offset))
        if line.strip():
            if not (joins and blocks[-1].kind == kind and kind != "heading"):
                blocks.append(Block(kind=kind))
            blocks[-1].lines.append(stretches)
        joins = bool(line.strip())
        begins += len(line) + 1
    return blocks


def _stretches(matters: Sequence[Matter], text: str, begins: int, ends: int, offset: int) -> Iterator[Stretch]:
    here = [matter for matter in matters if matter.start - offset < ends and matter.end - offset > begins]
    edges = {begins, ends, *(min(max(edge - offset, begins), ends) for one in here for edge in (one.start, one.end))}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        over = [matter for matter in here if matter.start - offset <= start and matter.end - offset >= end]
        first = next((matter for matter in over if matter.start - offset == start), None)
        yield Stretch(
            text=text[start:end],
            level=min((matter.level for matter in over), default=None, key=[*Level].index),
            settled=bool(over) and all(matter.settled for matter in over),
            anchor=f"at-{first.start}-{first.end}" if first else "",
        )
