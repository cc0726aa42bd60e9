"""Two people of an open series who want to talk about the same: found by a topic, introduced once both said yes.

Sources: R-PLP-17 (connections between people who do this work), R-PLP-24 (peers with similar challenges, by opt-in),
R-PLP-04 (nobody is vetted), R-CH-06 (who takes part is secret: nobody learns who the other is before both agreed).
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from convenor.rules.retention import Record, kept_for
from convenor.rules.verdict import Verdict, no, yes

MOST_TOPICS, LONGEST_WORDS = 3, 120
# Nobody is vetted, so nobody collects addresses here, or has others mailed at will: so often somebody is found for one
# mailbox and series. What ends through the other does not count.
MOST_FOUND = 3
ANSWER_WITHIN = timedelta(days=7)
# So long both can read again that they were introduced, and a letter that was late still finds its words.
MET_FOR = kept_for(Record.PEERS)
# An address of a page, with or without its beginning and in any script, or of a mailbox, which could be anybody's.
_LEADS_AWAY = re.compile(r"://|\bwww\.|\w\.[\w-]{2,}(?:[/?#\\]|:\d)|\w@\w", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Seeker:
    """Somebody who looks for one other; `topics` in the order of the series, `organisation` as people are counted."""

    person: str
    organisation: str
    topics: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two who could talk with each other, and about what."""

    one: str
    other: str
    topic: str


def may_seek(topics: Collection[str], words: str, *, found: int) -> Verdict:
    """Whether somebody may look for one other with these topics, to be introduced in these words."""
    if found >= MOST_FOUND:
        return no("Somebody was found for you three times, which is as often as we do it. Meet others in the sessions.")
    if not topics:
        return no("Choose what you want to talk about.")
    if len(set(topics)) > MOST_TOPICS:
        return no("Choose three topics at most: those that you would write to a stranger about.")
    return may_introduce(words)


def may_introduce(words: str) -> Verdict:
    """Whether somebody can be introduced in these words: a few, and no link that a stranger would be led to."""
    if not words:
        return no("Say how the other person should know you: a name, what you do, as little as you like.")
    if len(words) > LONGEST_WORDS:
        return no("This has at most 120 signs. Shorten it.")
    if _LEADS_AWAY.search(words):
        return no("Say it without a link. Your mail address is given beside it.")
    return yes()


def paired(seekers: Iterable[Seeker]) -> list[Pair]:
    """Pairs of people of different organisations with a topic in common, each person in at most one.

    Whoever has the fewest to choose from comes first, so that few are left over.
    """
    known = {one.person: one for one in seekers}
    others = {key: {each for each in known if _could_talk(known[key], known[each])} for key in known}
    pairs: list[Pair] = []
    while left := [key for key in others if others[key]]:
        one = min(left, key=lambda key: len(others[key]))
        # Of equals the first, so that the same people give the same pairs.
        other = min((key for key in left if key in others[one]), key=lambda key: len(others[key]))
        pairs.append(Pair(one=one, other=other, topic=_common(known[one], known[other])[0]))
        for gone in (one, other):
            for neighbour in others.pop(gone):
                if neighbour in others:
                    others[neighbour].discard(gone)
    return pairs


def _could_talk(one: Seeker, other: Seeker) -> bool:
    return one.organisation != other.organisation and bool(_common(one, other))


def _common(one: Seeker, other: Seeker) -> list[str]:
    return [topic for topic in one.topics if topic in other.topics]


def answered_by(proposed_on: date) -> date:
    """The last day on which both can say yes."""
    return proposed_on + ANSWER_WITHIN


def is_over(proposed_on: date, today: date) -> bool:
    """Whether it is too late to say yes."""
    return today > answered_by(proposed_on)
