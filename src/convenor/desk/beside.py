"""What stands beside the text while somebody writes: each thing to settle, at the place where a browser finds it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from convenor.desk.checks import Checked, Matter
from convenor.desk.models import Draft
from convenor.desk.queries import roles_of
from convenor.kernel.words import word_for
from convenor.rules.note import words_in


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """One thing to settle: the field that it is in, where in it as a browser counts, and the words to take instead."""

    matter: Matter
    field: str = ""
    start: int = 0
    end: int = 0
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """Words that somebody decided to keep, and in which role."""

    matter: Matter
    role: str


def findings(draft: Draft, checked: Checked) -> dict[str, Any]:
    """The check of a wording as the editor shows it; the same while one writes and once it is saved."""
    return {
        "draft": draft,
        "checked": checked,
        "summary": summary(checked),
        "to_settle": [_placed(matter, checked) for matter in checked.open],
        "kept": list(kept(checked)),
        "words": words_in(checked.wording.body),
    }


def summary(checked: Checked) -> str:
    """How much is to settle, in a few words that can be read out."""
    if checked.trouble:
        return gettext("The text cannot be checked")
    if not checked.open:
        return gettext("Nothing to settle")
    open_ = len(checked.open)
    return ngettext("%(open)d thing to settle", "%(open)d things to settle", open_) % {"open": open_}


def kept(checked: Checked) -> Iterator[Kept]:
    """What was kept with a reason, each with the role of whoever gave it."""
    keepings = [matter.kept for matter in checked.kept if matter.kept]
    roles = roles_of(keepings)
    for matter in checked.kept:
        if matter.kept:
            role = roles.get(matter.kept.pk)
            yield Kept(matter=matter, role=word_for("Role", role) if role else "")


def _placed(matter: Matter, checked: Checked) -> Beside:
    if matter.place is None:
        return Beside(matter=matter)
    start, end = matter.place.in_units_of(getattr(checked.wording, matter.place.field))
    words = checked.wording.fitted(matter.place, matter.suggestion) if matter.suggestion else ""
    return Beside(matter=matter, field=matter.place.field, start=start, end=end, words=words)
