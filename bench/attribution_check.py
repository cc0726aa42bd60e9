"""The attribution check against the labelled sets: what it finds, what it flags for nothing, and how fast it is.

The counts go into docs/benchmarks.md and into the file that the public page on the check is made from.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.attribution_speed import LONG_NOTE, RUNS, SIX_PAGES, speed
from bench.labelled import KNOWN, UNSEEN, Case, Document, counted, documents, words
from bench.table import Measure, tell
from convenor.rules.attribution import Finding, Kind, check
from convenor.rules.vocabulary import Level

SHIPPED = Path(__file__).resolve().parent.parent / "src/convenor/public/portal/figures.json"
NEGATION = re.compile(r"\b(?:non|not|outside|other than|except|but|without)\b", re.IGNORECASE)

GOALS = {
    "direct": ("members and people named, in any disguise: found", "at least 99 %"),
    "surface": ("the same, in the worst of the disguises", "at least 95 %"),
    "trap": ("ordinary words that look like a name: blocked", "at most 10 %"),
    "description": ("descriptions that fit too few: found", "at least 90 %"),
    "exact": ("descriptions that fit too few: found with exactly whom they fit", "at least 85 %"),
    "harmless": ("harmless texts: flagged", "at most 10 %"),
    "combination": ("phrases that point to somebody together: found", "at least 80 %"),
    "restores": ("suggestions that settle the place they are put in", "100 %"),
    "true": ("suggestions that are true of everybody meant", "100 %"),
    "unanimous": ("what all or none of a public list did: found", ""),
    "presence": ("who took part in secret: found", ""),
    "public": ("what a listed public source says: told apart", ""),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A case with what the check said of it: `hits` lie on its spans and are as strong as is wanted."""

    document: Document
    case: Case
    begins: int
    here: tuple[Finding, ...]
    hits: tuple[Finding, ...]

    @property
    def right(self) -> bool:
        """Whether the check said what the label says."""
        blocked = any(finding.level is Level.BLOCKED for finding in self.here)
        match self.case.want:
            case "clear":
                return not self.here
            case "notblocked":
                return not blocked
            case "review":
                return self._names_its_source and not blocked
        return bool(self.hits)

    @property
    def _names_its_source(self) -> bool:
        told = " ".join(finding.reason for finding in self.hits).casefold()
        return bool(self.hits) and (not self.case.source or any(one.casefold() in told for one in self.case.source))

    @property
    def exact(self) -> Finding | None:
        """The finding that names exactly those whom the phrase fits."""
        return next((finding for finding in self.hits if frozenset(finding.members) == self.case.members), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """How many of how many."""

    hits: int
    of: int

    @property
    def share(self) -> str:
        """In per cent; never rounded up to all or down to nothing."""
        per_cent = 100 * self.hits / self.of if self.of else 0.0
        shown = f"{min(max(per_cent, 0.1), 99.9) if 0 < self.hits < self.of else per_cent:.1f}".removesuffix(".0")
        return f"{shown} % ({self.hits} of {self.of})" if self.of else "no case"


def count(judged: Iterable[Judged], holds: Callable[[Judged], bool]) -> Count:
    """How many of these cases something holds for."""
    rows = list(judged)
    return Count(hits=sum(map(holds, rows)), of=len(rows))


def judge(document: Document) -> Iterator[Judged]:
    """Check one note and look at each of its cases."""
    findings = findings_in(document)
    for case, begins in document.begins():
        here = tuple(finding for finding in findings if _overlap(finding, begins, begins + len(case.text)) > 0)
        # The cases of a document have nothing to do with each other, so what only their neighbours make is no matter.
        if document.sort == "description":
            here = tuple(finding for finding in here if finding.kind is not Kind.COMBINATION)
        hits = tuple(finding for finding in here if _is_hit(finding, case, begins))
        yield Judged(document=document, case=case, begins=begins, here=here, hits=hits)


def findings_in(document: Document, note: str | None = None) -> tuple[Finding, ...]:
    """What the check finds in a document, or in another wording of it."""
    text = document.note if note is None else note
    return check(text, document.roster, present=document.present, k=document.k, earlier=document.earlier).findings


def _is_hit(finding: Finding, case: Case, begins: int) -> bool:
    on = any(_on(finding, begins + start, begins + end) for start, end in case.spans)
    strong = case.want != "blocked" or finding.level is Level.BLOCKED
    together = case.sort != "combination" or finding.kind is Kind.COMBINATION
    return on and strong and (together or frozenset(finding.members) == case.members)


def _on(finding: Finding, start: int, end: int) -> bool:
    return 2 * _overlap(finding, start, end) >= min(finding.end - finding.start, end - start) > 0


def _overlap(finding: Finding, start: int, end: int) -> int:
    return min(finding.end, end) - max(finding.start, start)


def figures(judged: list[Judged], meanings: Mapping[str, Mapping[str, frozenset[str]]]) -> dict[str, Count]:
    """The counts by the keys of `GOALS`; `surface` is the worst of all surfaces."""
    of: dict[str, list[Judged]] = {}
    for row in judged:
        of.setdefault(row.case.sort, []).append(row)
    described = [row for row in of.get("description", []) if row.case.points]
    resolved = [row for row in described if row.case.members is not None]
    harmless = [row for row in judged if row.case.want == "clear"]
    suggested = [row for row in described if row.right and _suggestion(row)]
    true = [verdict for row in suggested if (verdict := is_true(row, meanings)) is not None]
    found: dict[str, Count] = {
        "direct": count(of.get("direct", []), lambda row: row.right),
        "surface": min(surfaces(judged).values(), key=lambda one: one.hits / one.of, default=Count(hits=0, of=0)),
        "trap": count(of.get("trap", []), lambda row: not row.right),
        "description": count(described, lambda row: row.right),
        "exact": count(resolved, lambda row: row.right and row.exact is not None),
        "harmless": count(harmless, lambda row: not row.right),
        "restores": count(suggested, restores),
        "true": Count(hits=sum(true), of=len(true)),
        "public": count(of.get("public", []), lambda row: row.right),
    }
    for sort in ("combination", "unanimous", "presence"):
        found[sort] = count([row for row in of.get(sort, []) if row.case.points], lambda row: row.right)
    return {key: found[key] for key in GOALS}


def surfaces(judged: Iterable[Judged]) -> dict[str, Count]:
    """Direct mentions by the form in which they come."""
    rows = [row for row in judged if row.case.sort == "direct"]
    names = sorted({row.case.surface for row in rows})
    return {name: count([row for row in rows if row.case.surface == name], lambda row: row.right) for name in names}


# Suggestions


def _suggestion(row: Judged) -> Finding | None:
    given = [finding for finding in (row.exact, *row.hits) if finding and finding.suggestion]
    return given[0] if given else None


def restores(row: Judged) -> bool:
    """Whether the suggested words fit enough members and, in their place, leave nothing to settle there."""
    finding = _suggestion(row)
    if finding is None or finding.suggestion is None or (finding.suggestion_size or 0) < row.document.k:
        return False
    note = row.document.note
    again = findings_in(row.document, note[: finding.start] + finding.suggestion + note[finding.end :])
    end = finding.start + len(finding.suggestion)
    return not any(_overlap(one, finding.start, end) > 0 and one.kind is not Kind.COMBINATION for one in again)


def is_true(row: Judged, meanings: Mapping[str, Mapping[str, frozenset[str]]]) -> bool | None:
    """Whether everybody meant still fits the suggested words; None where these words cannot be judged.

    Words of one attribute are read as a choice ("operators and vendors"), those of different ones as both.
    """
    finding = _suggestion(row)
    if finding is None or finding.suggestion is None or not row.case.members or NEGATION.search(finding.suggestion):
        return None
    told = _told(finding.suggestion, row.document, meanings)
    return all(
        any(value in row.document.attributes[member].get(key, frozenset()) for key, value in choice)
        for member in row.case.members
        for choice in told.values()
    )


def _told(
    text: str, document: Document, meanings: Mapping[str, Mapping[str, frozenset[str]]]
) -> dict[str, set[tuple[str, str]]]:
    """The values of attributes that a wording tells of, longest words first so that no part of one counts twice."""
    said = {(key, value): {value} for of in document.attributes.values() for key, got in of.items() for value in got}
    for key, of in meanings.items():
        for value, meaning in of.items():
            said.setdefault((key, value), set()).update(meaning)
    forms: dict[str, set[tuple[str, str]]] = {}
    for place, written in said.items():
        for form in written:
            forms.setdefault(form, set()).add(place)
    rest, told = text.casefold(), dict[str, set[tuple[str, str]]]()
    for form, places in sorted(forms.items(), key=lambda one: (-len(one[0]), one[0])):
        pattern = rf"(?<!\w){re.escape(form)}(?:s|es)?(?!\w)"
        if re.search(pattern, rest):
            # Sector and stack are two words for the same thing, so either may bear a wording out.
            for key, value in places:
                told.setdefault("sector" if key == "stack" else key, set()).add((key, value))
            rest = re.sub(pattern, "#", rest)
    return told


# What is told


def report() -> dict[str, Any]:
    """Everything that was measured, as it is shipped: counts and never shares, so that small sets show."""
    harmless = (case.text for document in documents(KNOWN) for case in document.cases if case.sort == "harmless")
    return {
        "measured_on": f"{datetime.now(UTC):%Y-%m-%d}",
        "version": version("convenor"),
        "unseen": _measured(UNSEEN),
        "known": _measured(KNOWN),
        "speed": speed(list(harmless)),
    }


def _measured(folder: Path) -> dict[str, Any]:
    judged = [row for document in documents(folder) for row in judge(document)]
    return {
        "cases": counted(folder),
        "rosters": len(list((folder / "rosters").glob("*.json"))),
        "figures": {key: _as_counts(one) for key, one in figures(judged, words(folder)).items()},
        "surfaces": {key: _as_counts(one) for key, one in surfaces(judged).items()},
    }


def _as_counts(one: Count) -> dict[str, int]:
    return {"hits": one.hits, "of": one.of}


def _counts(of: Mapping[str, Mapping[str, int]]) -> dict[str, Count]:
    return {key: Count(**one) for key, one in of.items()}


def rows(told: Mapping[str, Any]) -> list[Measure]:
    """The report as a table."""
    unseen, known = (
        {key: Count(**one) for key, one in told[which]["figures"].items()} for which in ("unseen", "known")
    )
    table = [
        Measure(what=what, measured=unseen[key].share, goal=goal, note=f"on the known set {known[key].share}")
        for key, (what, goal) in GOALS.items()
    ]
    fast = told["speed"]
    size = f"{fast['members']} members with {fast['names']} names"
    return [
        *table,
        Measure(
            what="characters a second",
            measured=f"{fast['characters_a_second']:,}",
            goal="at least 100,000",
            note=f"{size}; a note of {LONG_NOTE:,} characters; processor time, best of {RUNS}",
        ),
        Measure(
            what="a note of six pages",
            measured=f"{fast['six_pages_milliseconds']} ms",
            goal="under 500 ms",
            note=f"{size}; {SIX_PAGES:,} characters; processor time",
        ),
    ]


def measure() -> list[Measure]:
    """Measure, ship the figures, and give the rows of the table."""
    told = report()
    SHIPPED.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return rows(told)


if __name__ == "__main__":
    tell(measure)
