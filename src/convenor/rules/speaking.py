"""Members' people who offer to speak at an open session: the secretariat chooses, and nothing gives precedence.

Sources: R-PLP-26 (a participant's brief experience is a part of a session), AC-10 (what somebody contributed or holds
gives no precedence), R-CH-06 (who takes part is secret).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from convenor.rules.retention import Record, kept_for
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import alphabetical

LONGEST_WORDS = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferFact:
    """One offer as it is listed: a key, the day it was made, and the name beside it."""

    key: str
    on: date
    name: str


def may_offer(*, starts_at: datetime, cancelled: bool, offered: bool, now: datetime) -> Verdict:
    """Whether somebody may offer to speak at a session: one that is to come, and once."""
    if cancelled or starts_at <= now:
        return no("This session has begun or does not take place any more. Choose among those to come.")
    if offered:
        return no("You offered to speak at the session already. Take that offer back first to write it anew.")
    return yes()


def may_say(words: str) -> Verdict:
    """Whether these words say what somebody would tell, shortly."""
    if not 0 < len(words) <= LONGEST_WORDS:
        return no("Say in a few words, at most 300 signs, what you would tell.")
    return yes()


def may_answer(*, starts_at: datetime, cancelled: bool, sits: bool, now: datetime) -> Verdict:
    """Whether the secretariat may choose an offer or decline it with thanks, also after the other was said."""
    if cancelled or starts_at <= now:
        return no("This session has begun or does not take place any more, so nobody is chosen for it.")
    if not sits:
        return no("Whoever offered this does not sit for the member any more, so the offer is over.")
    return yes()


def in_order(offers: Iterable[OfferFact]) -> list[OfferFact]:
    """Offers by the day on which they were made, then by name; nothing else counts (AC-10)."""
    return sorted(offers, key=lambda one: (one.on, alphabetical(one.name), one.key))


def forgotten_on(starts_at: datetime) -> date:
    """The day on which an offer to speak at a session is destroyed."""
    return starts_at.date() + kept_for(Record.SPEAKER_OFFERS)
