"""The labelled sets in bench/attribution: rosters, notes, and for each case what the check should say of it.

The rules were mended on the known set; the unseen one they have not met, so it says what they are worth.

Sets are never typed in: whom a phrase fits is worked out from the roster's attributes, in the roster's order.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from convenor.rules.attribution import Roster, parse_roster

FOLDER = Path(__file__).resolve().parent / "attribution"
KNOWN, UNSEEN = FOLDER / "known", FOLDER / "unseen"
BETWEEN = "\n\n"
FLAGGED = frozenset({"blocked", "flagged", "review"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One paragraph: where it points to somebody, whom it fits, and what is wanted of the check.

    `want` is blocked, flagged (blocked or review), review (and nothing blocked), notblocked or clear.
    """

    sort: str
    want: str
    text: str
    surface: str
    spans: tuple[tuple[int, int], ...]
    members: frozenset[str] | None
    source: tuple[str, ...] = ()

    @property
    def points(self) -> bool:
        """Whether the paragraph points to somebody."""
        return self.want in FLAGGED


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One note of several cases, checked in one run."""

    sort: str
    roster: Roster
    attributes: Mapping[str, Mapping[str, frozenset[str]]]
    k: int
    present: tuple[str, ...] | None
    earlier: tuple[str, ...]
    cases: tuple[Case, ...]

    @property
    def note(self) -> str:
        """The text that is checked."""
        return BETWEEN.join(case.text for case in self.cases)

    def begins(self) -> Iterator[tuple[Case, int]]:
        """Each case with the place in the note where it begins."""
        at = 0
        for case in self.cases:
            yield case, at
            at += len(case.text) + len(BETWEEN)


def documents(folder: Path) -> list[Document]:
    """Every note of a set. Raises FileNotFoundError where there is none, ValueError for a label that is wrong."""
    rosters = {path.stem: _read(path) for path in sorted((folder / "rosters").glob("*.json"))}
    files = sorted((folder / "cases").glob("*.json"))
    if not files:
        raise FileNotFoundError(f"there are no labelled cases in {folder.name}/cases")
    rows = [row for path in files for row in _read(path)["documents"] if "paragraphs" in row]
    return [_document(row, rosters[row["roster"]]) for row in rows]


def counted(folder: Path) -> dict[str, int]:
    """How many cases of each sort a set has."""
    sorts = [case.sort for document in documents(folder) for case in document.cases]
    return {sort: sorts.count(sort) for sort in sorted(set(sorts))}


def words(folder: Path) -> dict[str, dict[str, frozenset[str]]]:
    """For each attribute its values with the words that mean them; they judge whether a suggestion is true."""
    path = folder / "lexicon.json"
    found = _read(path) if path.exists() else {}
    return {
        key: {_plain(value): frozenset(map(_plain, said)) for value, said in of.items()} for key, of in found.items()
    }


def fits(member: Mapping[str, Any], wanted: Any) -> bool:
    """Whether a member of a roster file is meant by a constraint: every key must hold, a list means any of it."""
    return all(_holds(member, key, value) for key, value in wanted.items())


def _holds(member: Mapping[str, Any], key: str, value: Any) -> bool:
    match key:
        case "any":
            return any(fits(member, one) for one in value)
        case "all":
            return all(fits(member, one) for one in value)
        case "not":
            return not fits(member, value)
        case "id":
            return member["id"] in _listed(value)
        case "event":
            told = [f"{event.get('date', '')} {event.get('text', '')}" for event in member.get("events", ())]
            return any(re.search(str(value), one, re.IGNORECASE) for one in told)
        case _:
            return bool({_plain(one) for one in _listed(value)} & _values(member, key))


def _values(member: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(_plain(one) for one in _listed(member.get("attributes", {}).get(key, ())))


def _listed(value: Any) -> Sequence[Any]:
    return [value] if isinstance(value, str) else list(value)


def _plain(text: Any) -> str:
    return str(text).strip().casefold()


def _document(row: Mapping[str, Any], roster: Mapping[str, Any]) -> Document:
    present = tuple(row["present"]) if row.get("present") else None
    parsed = parse_roster(roster)
    return Document(
        sort=row["class"],
        roster=parsed,
        attributes={
            member["id"]: {key: _values(member, key) for key in member.get("attributes", {})}
            for member in roster["members"]
        },
        k=int(row.get("k") or parsed.k),
        present=present,
        earlier=tuple(row.get("earlier") or ()),
        cases=tuple(_case(case, row, roster, present) for case in row["paragraphs"]),
    )


def _case(
    case: Mapping[str, Any], row: Mapping[str, Any], roster: Mapping[str, Any], present: tuple[str, ...] | None
) -> Case:
    members = frozenset(case["members"]) if case.get("members") is not None else None
    if case.get("fits") is not None:
        members = frozenset(member["id"] for member in roster["members"] if fits(member, case["fits"]))
        members &= frozenset(present) if present else members
        if members != frozenset(case.get("members", members)):
            raise ValueError(f"{case['id']}: its members are not those that its constraint fits")
    return Case(
        sort=case.get("class", row["class"]),
        want=case["want"],
        text=case["text"],
        surface=case.get("surface") or "",
        spans=tuple((start, end) for start, end in case.get("spans", ())),
        members=members,
        source=tuple(case.get("source") or ()),
    )


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
