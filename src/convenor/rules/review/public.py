"""What of a year-end review is a public fact: the published list of members, and experts who agreed to be named.

The exemption is as narrow as the fact: the very lines that the review composes, at the very place where it puts them.
"""

import re
from collections.abc import Collection, Iterator

from convenor.rules.review.facts import ReviewFacts
from convenor.rules.review.sections import PARTICIPANTS, experts, roster

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)[ \t]*")


def public_lines(facts: ReviewFacts) -> tuple[frozenset[str], str]:
    """The lines of the list of members of a year, and the sentence that names its experts (may be empty)."""
    return frozenset(f"- {line}" for line in roster(facts)), experts(facts)


def public_places(text: str, lines: Collection[str], sentences: Collection[str]) -> tuple[tuple[int, int], ...]:
    """Where a text says nothing but such a fact; start and end count from the beginning of the text.

    The list counts only at once under the heading Participants and up to the first line of another kind; a sentence
    only where it stands in that section on a line of its own.
    """
    return tuple(_places(text, lines, sentences))


def _places(text: str, lines: Collection[str], sentences: Collection[str]) -> Iterator[tuple[int, int]]:
    inside = listing = False
    begins = 0
    for line in text.split("\n"):
        said = line.rstrip()
        if heading := _HEADING.fullmatch(said):
            inside = listing = heading[1] == PARTICIPANTS
        elif said:
            listing = listing and said in lines
            if listing or (inside and said in sentences):
                yield begins, begins + len(said)
        begins += len(line) + 1
