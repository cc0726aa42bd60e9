"""Signs that turn letters round: a reader sees Vodafone where the note has it backwards between two of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from convenor.rules.attribution.findings import Finding

# The right-to-left override, as a sign or as a code, up to where it is lifted or the line ends.
_TURNED = re.compile(
    "(?:\u202e|&#8238;?|&#x202e;?)(?P<run>[^\n]*?)(?=\u202c|\u2069|&#8236;|&#x202c;|\n|\\Z)", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Turned:
    """A note with what is written backwards turned round in its place, and where that stands."""

    note: str
    shown: str
    runs: tuple[tuple[int, int], ...]

    def led_back(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Give those of the findings that have words written backwards in them, at their place in the note."""
        for finding in findings:
            touched = [run for run in self.runs if finding.start < run[1] and finding.end > run[0]]
            if touched:
                start, end = _place(finding.start, finding.end, touched)
                suggestion = finding.suggestion if len(touched) == 1 and _is_inside(finding, touched[0]) else None
                size = finding.suggestion_size if suggestion else None
                text = self.note[start:end]
                yield replace(finding, start=start, end=end, text=text, suggestion=suggestion, suggestion_size=size)


def _is_inside(finding: Finding, run: tuple[int, int]) -> bool:
    return run[0] <= finding.start and finding.end <= run[1]


def _place(start: int, end: int, touched: list[tuple[int, int]]) -> tuple[int, int]:
    (first, after), (_, until) = touched[0], touched[-1]
    if first <= start and end <= after:
        return first + after - end, first + after - start
    return min(start, first), max(end, until)


def turned(note: str) -> Turned | None:
    """Turn round what a note has backwards; None where it has nothing of the kind."""
    runs = tuple(found.span("run") for found in _TURNED.finditer(note) if found["run"])
    if not runs:
        return None
    parts, at = [], 0
    for start, end in runs:
        parts += [note[at:start], note[start:end][::-1]]
        at = end
    return Turned(note=note, shown="".join(parts) + note[at:], runs=runs)
