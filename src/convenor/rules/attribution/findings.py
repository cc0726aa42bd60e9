"""What the check finds: places in a note, how strongly each binds, and the verdict over all."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from convenor.rules.vocabulary import Level

# What no rule here can decide, and a person must read for.
UNCHECKED = (
    "facts about a member that the roster does not hold",
    "ties between sentences that only a reader sees",
    "the style of a quotation",
)
CLEAR = "clear"


class Kind(StrEnum):
    """In which way a place points to somebody."""

    DIRECT = "direct"
    PERSON = "person"
    CONTACT = "contact"
    DESCRIPTION = "description"
    COMBINATION = "combination"
    UNANIMOUS = "unanimous"
    PRESENCE = "presence"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A place that points to somebody; `start` and `end` are code points of the note, end exclusive."""

    start: int
    end: int
    text: str
    kind: Kind
    level: Level
    members: tuple[str, ...]
    reason: str
    suggestion: str | None = None
    suggestion_size: int | None = None

    @property
    def size(self) -> int:
        """How many members the place fits."""
        return len(self.members)


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """All findings in the order of the note, and what was not decided."""

    k: int
    findings: tuple[Finding, ...]
    unchecked: tuple[str, ...] = UNCHECKED

    @property
    def verdict(self) -> str:
        """The strongest level, or clear."""
        levels = {finding.level for finding in self.findings}
        return next((str(level) for level in (Level.BLOCKED, Level.REVIEW) if level in levels), CLEAR)


def merge(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Drop what another finding already says, and sort by place.

    A finding goes when a stronger or equal one covers its place and names all its members; a description
    of nobody in particular, such as a paragraph in another language, covers only descriptions.
    """
    kept: list[Finding] = []
    for finding in sorted(set(findings), key=_order):
        while kept and _says(finding, kept[-1]):
            kept.pop()
        if not any(_says(other, finding) for other in kept[-4:]):
            kept.append(finding)
    return tuple(kept)


def _order(finding: Finding) -> tuple[int, int, str, str, tuple[str, ...], str]:
    return finding.start, -finding.end, finding.level, finding.kind, finding.members, finding.reason


def _says(one: Finding, other: Finding) -> bool:
    covers = one.start <= other.start and one.end >= other.end
    as_strong = one.level in {other.level, Level.BLOCKED}
    of_nobody = one.kind is Kind.DESCRIPTION and not one.members
    tells = other.kind is Kind.DESCRIPTION or not of_nobody
    return covers and as_strong and tells and set(one.members) >= set(other.members)
