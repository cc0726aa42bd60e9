"""Whom a predicate is said of: the noun before it, the first of the sentence, or the one after an opening."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from convenor.rules.attribution.cues import COPULA, JOINED, RUN_FROM, SEATS, TAIL, has_verb, may_follow
from convenor.rules.attribution.references import POSSESSIVES, Reference
from convenor.rules.attribution.stories import Subject
from convenor.rules.attribution.terms import Topic
from convenor.rules.attribution.text import Reading
from convenor.rules.attribution.traits import Trait

Said = tuple[Reference, Subject]
_OPENING, _FAR, _NEAREST = 4, 400, 12
_IS = ("is ", "are ", "was ", "were ")
_OWNED = re.compile(r"\b(?:whose|[’']s)\b")
# The budget of a company, teams at most members; but one of the members, most of them.
_THING_OF = re.compile(
    r"\b(?!(?:one|two|three|four|five|most|many|some|none|each|all|both|n?either|any|few|several|half|majority|number)\b)"
    r"[^\W\d_]+ (?:of|at|in|within) $"
)
# What sits where its company sits.
_HEADS = re.compile(
    r"\s(?:board|management|leadership|executives?|owners?|parent|founders?|legal team)\s(?:is |are |was |were )?"
)


def place_of(said: Said) -> int:
    """Give where a reference begins."""
    return said[0].start


def owner_of(trait: Trait, here: Sequence[Said], reading: Reading, start: int) -> Subject | None:
    """Find the subject of a predicate among those of its sentence, in order; the sentence begins at `start`."""
    at = bisect_right(here, trait.start, key=place_of)
    before = [*here[: min(at, 2)], *here[max(2, at - _NEAREST) : at]]
    if not before:
        return _named_later(trait, here, reading, start)
    first = trait.lead.split()[0].lower()
    last, subject = before[-1]
    if _is_size_of_its_own(trait, last, reading):
        return None
    if not last.noun:
        return subject if first.startswith(RUN_FROM) else None
    owned = first in POSSESSIVES | SEATS if last.noun in POSSESSIVES else first in SEATS and trait.lead.count(" ") > 1
    if owned or (last.noun in POSSESSIVES and _HEADS.fullmatch(reading.note, last.end, trait.start)):
        return subject
    others = [(one, subject) for one, subject in before if one.noun not in POSSESSIVES]
    return _governing(trait, others, reading) if others else None


def _is_size_of_its_own(trait: Trait, last: Reference, reading: Reading) -> bool:
    """Say whether something of a company is small or large, and not the company: its team is, whose budget is."""
    if not any(term.topic is Topic.SIZE for term in trait.terms):
        return False
    before = reading.note[max(0, last.start - 40) : last.start]
    owned = _OWNED.search(reading.note, last.end, trait.start) or _THING_OF.search(before)
    return last.noun in POSSESSIVES or owned is not None


def _named_later(trait: Trait, here: Sequence[Said], reading: Reading, start: int) -> Subject | None:
    """Read "Based in Kenya, the company …": what opens a sentence is said of the one that follows the comma."""
    follows = trait.start - start < _OPENING and reading.note.startswith(", ", trait.end)
    return here[0][1] if follows and here and here[0][0].start <= trait.end + 2 + _OPENING else None


def _governing(trait: Trait, before: Sequence[Said], reading: Reading) -> Subject | None:
    """Take the noun before a predicate, or over "and" the first of the sentence."""
    one, subject = before[-1]
    gap = reading.note[one.end : trait.start]
    if len(gap) > _FAR:
        return None
    bare = TAIL.sub("", gap)
    if not has_verb(bare):
        return subject if may_follow(trait.lead, gap, bare) else None
    is_so = COPULA.search(gap) or trait.lead.lower().startswith(_IS)
    goes_on = (one.sought and is_so) or JOINED.search(gap)
    return before[0][1] if goes_on else None
