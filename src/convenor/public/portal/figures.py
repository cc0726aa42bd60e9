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
    """One figure: what was counted, of how many cases, and what that means for somebody who reads a note."""

    what: str
    hits: int
    of: int
    means: str

    @property
    def counted(self) -> str:
        """The count in words, never a bare share: of few cases all is not much."""
        return _("%(hits)s of %(of)s") % {"hits": f"{self.hits:,}", "of": f"{self.of:,}"}


@cache
def measured() -> Mapping[str, Any]:
    """The file that the benchmark wrote."""
    found: dict[str, Any] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return found


def measured_on() -> date:
    """The day of the measurement."""
    return date.fromisoformat(measured()["measured_on"])


def cases() -> int:
    """How many cases were judged."""
    return sum(measured()["cases"].values())


def figures() -> list[Figure]:
    """Every figure of the file, in its order."""
    told = _told()
    return [Figure(what=told[key][0], means=told[key][1], **one) for key, one in measured()["figures"].items()]


def disguises() -> list[tuple[str, str]]:
    """Each form in which a name was hidden, with how often it was found."""
    found = measured()["surfaces"].items()
    return [
        (name.replace("_", " "), Figure(what=name, means="", **one).counted)
        for name, one in sorted(found, key=lambda row: (row[1]["hits"] / row[1]["of"], row[0]))
    ]


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
