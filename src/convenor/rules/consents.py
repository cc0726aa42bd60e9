"""What somebody agreed to, in which words, and whether that still holds.

Sources: R-CH-12 and A-37 (experts are named by organisation, for a year, by consent), R-ROL-10 (advisors), AC-25.
A consent holds for the words that were agreed to: where these change, it is asked for again and does not carry over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from convenor.rules.verdict import Verdict, no, yes


class Purpose(StrEnum):
    """What an organisation agrees to."""

    EXPERT = "expert_for_the_year"
    ADVISOR = "advisor_for_the_year"
    MEMBER = "member_of_the_cohort"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """The words that are asked, with their version; other words need another version."""

    version: str
    words: str
    for_a_year: bool


WORDS: dict[Purpose, Asked] = {
    Purpose.EXPERT: Asked(
        version="1.0",
        words=(
            "Our organisation may be named among those whose experts joined in this year. It is named for the year as "
            "a whole, never with a session, and nobody of us by name."
        ),
        for_a_year=True,
    ),
    Purpose.ADVISOR: Asked(
        version="1.0",
        words=(
            "Our organisation may be named among the programme's advisors of this year, with its field. Nobody of us "
            "is named."
        ),
        for_a_year=True,
    ),
    Purpose.MEMBER: Asked(
        version="1.0",
        words=(
            "Our organisation may be named in the list of participants. Whether it came to a session is never said, "
            "whatever we agree to."
        ),
        for_a_year=False,
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """One consent on record; `online` where it was given here, to our words, and not on paper.

    `year` is the year it was given for, or None; of two of one day the later has the greater `key`. One that was given
    by a mailed link may be `withdrawn_by_link`, too, without the organisation's own word.
    """

    key: int
    purpose: Purpose
    version: str
    given_on: date
    withdrawn_on: date | None = None
    year: int | None = None
    online: bool = False
    withdrawn_by_link: bool = False


class State(StrEnum):
    """How a consent stands."""

    NEVER = "never"
    HOLDS = "holds"
    ASKS_AGAIN = "asks_again"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How it stands, and the consent that decides it; `last` is None where none was ever given."""

    state: State
    last: Given | None

    @property
    def holds(self) -> bool:
        return self.state is State.HOLDS


def standing(
    given: Iterable[Given], purpose: Purpose, *, year: int | None = None, year_is_over: bool = False
) -> Standing:
    """How the consent for this purpose stands, for a year where it is one that is given for a year.

    What was agreed on paper holds in the words of that paper. What was agreed here holds in the words of that day: of a
    year that is over for good, else until the words change.
    """
    rows = [one for one in given if one.purpose is purpose and (year is None or one.year in {None, year})]
    if not rows:
        return Standing(state=State.NEVER, last=None)
    last = max(rows, key=lambda one: (one.withdrawn_on is None, one.given_on, one.key))
    if last.withdrawn_on is not None:
        return Standing(state=State.WITHDRAWN, last=last)
    same_words = not last.online or year_is_over or last.version == WORDS[purpose].version
    return Standing(state=State.HOLDS if same_words else State.ASKS_AGAIN, last=last)


def may_agree_by_link(given: Iterable[Given], purpose: Purpose, *, year: int) -> Verdict:
    """Whether somebody who was mailed a link can agree for the organisation: not once it withdrew itself.

    Its own new consent lifts that: then something is in force again.
    """
    rows = [one for one in given if one.purpose is purpose and one.year in {None, year}]
    in_force = any(one.withdrawn_on is None for one in rows)
    if in_force or all(one.withdrawn_by_link for one in rows):
        return yes()
    return no(
        "Your organisation withdrew this itself, so it is not named. It can agree again, on its own page or by writing "
        "to the secretariat; this link cannot do that for it."
    )


def balance(fields: Iterable[str], known: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """How many advisors come from each field, also where it is none (R-ROL-11)."""
    found = list(fields)
    return tuple((field, found.count(field)) for field in known)
