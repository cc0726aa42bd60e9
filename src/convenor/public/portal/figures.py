"""What the check was measured to do, as the benchmark wrote it; no figure on the page is written by hand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

SHIPPED = Path(__file__).with_name("figures.json")


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One figure: what was counted, on texts that the rules had not met and on those that they were mended on."""

    what: str
    means: str
    unseen: str
    known: str


@cache
def measured() -> Mapping[str, Any]:
    """The file that the benchmark wrote."""
    found: dict[str, Any] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return found


def measured_on() -> date:
    """The day of the measurement."""
    return date.fromisoformat(measured()["measured_on"])


def cases(which: str) -> int:
    """How many cases of a set were judged: `unseen` or `known`."""
    return sum(measured()[which]["cases"].values())


def figures() -> list[Figure]:
    """Every figure of the file, in its order."""
    told, known = _told(), measured()["known"]["figures"]
    return [
        Figure(what=told[key][0], means=told[key][1], unseen=_counted(one), known=_counted(known[key]))
        for key, one in measured()["unseen"]["figures"].items()
    ]


def disguises() -> list[tuple[str, str]]:
    """Each form in which a name was hidden, with how often it was found in both sets."""
    both: dict[str, dict[str, int]] = {}
    for which in ("unseen", "known"):
        for name, one in measured()[which]["surfaces"].items():
            found = both.setdefault(name, {"hits": 0, "of": 0})
            found["hits"] += one["hits"]
            found["of"] += one["of"]
    ranked = sorted(both.items(), key=lambda row: (row[1]["hits"] / row[1]["of"], row[0]))
    return [(name.replace("_", " "), _counted(one)) for name, one in ranked]


def _counted(one: Mapping[str, int]) -> str:
    """A count in words, never a bare share: of few cases all is not much."""
    return _("%(hits)s of %(of)s") % {"hits": f"{one['hits']:,}", "of": f"{one['of']:,}"}


def _told() -> dict[str, tuple[str, str]]:
    return {
        "direct": (
            _("Names found, in every disguise we thought of"),
            _("A member or a person of the list was named, plainly or hidden, and the text was stopped."),
        ),
        "surface": (
            _("The same, in the disguise found least often"),
            _("The weakest place of the line above."),
        ),
        "trap": (
            _("Ordinary words stopped as if they were a name"),
            _("Fewer is better: a check that cries wolf gets switched off."),
        ),
        "description": (
            _("Descriptions found that fit too few members"),
            _("No name was said, and somebody who knows the list would still know who is meant."),
        ),
        "exact": (
            _("Of these, described with exactly whom they fit"),
            _("The officer is told the right set, so that the right words can be changed."),
        ),
        "harmless": (
            _("Harmless texts flagged"),
            _("Fewer is better: sentences that point to nobody, and descriptions that fit enough."),
        ),
        "combination": (
            _("Phrases found that point to somebody only together"),
            _("Each of them fits enough members; what fits both, in this note or with an earlier one, does not."),
        ),
        "restores": (
            _("Suggested wordings that settle the place"),
            _("Put in its place, the suggestion fits enough members and the check finds nothing there."),
        ),
        "true": (
            _("Suggested wordings that are true"),
            _("Everybody who was meant still fits the suggestion."),
        ),
        "unanimous": (
            _("Statements found about all members or none"),
            _("Where the list is public, what all of them said is what each of them said."),
        ),
        "presence": (
            _("Statements found that somebody took part"),
            _("Where taking part is itself confidential, being there must not be told."),
        ),
        "public": (
            _("Public sources told apart"),
            _("A name beside a listed public source goes to a person; beside another link or none it is stopped."),
        ),
    }
