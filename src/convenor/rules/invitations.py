"""Invitations: what somebody's calendar should be sent next, and which answers count (RFC 5546).

A new sequence asks for a new answer, so it is used only for what changes whether somebody can come. A cancellation
follows an invitation and never comes before it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Sends(StrEnum):
    """What is sent to a calendar."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What a calendar should hold: digests of what decides whether somebody can come, and of the words beside it."""

    matter: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """What a calendar was sent last."""

    sends: Sends
    sequence: int
    matter: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Next:
    """What a calendar is sent now; `new` says that it asks for a new answer."""

    sends: Sends
    sequence: int
    new: bool


def next_for(wanted: Wanted | None, sent: Sent | None, *, words_too: bool = False) -> Next | None:
    """What to send so that a calendar holds what is wanted; None where it does, or where nothing can be taken back.

    Changed words alone are sent only on demand, and under the same sequence: nobody is asked again for a typo.
    """
    if wanted is None:
        if sent is None or sent.sends is Sends.CANCEL:
            return None
        return Next(sends=Sends.CANCEL, sequence=sent.sequence + 1, new=True)
    if sent is None:
        return Next(sends=Sends.REQUEST, sequence=0, new=True)
    if sent.sends is Sends.CANCEL or sent.matter != wanted.matter:
        return Next(sends=Sends.REQUEST, sequence=sent.sequence + 1, new=True)
    if words_too and sent.words != wanted.words:
        return Next(sends=Sends.REQUEST, sequence=sent.sequence, new=False)
    return None


class Effect(StrEnum):
    """What an answer that came by mail does."""

    MOVES = "moves"
    OLDER = "older"
    NEEDS_A_PERSON = "needs_a_person"


@dataclass(frozen=True, kw_only=True, slots=True)
class MailedAnswer:
    """An answer as a mail says it: `attendee` and `sender` are addresses, `said_at` when it was given."""

    attendee: str
    sender_is_attendee: bool
    sequence: int
    said_at: datetime
    one_of_a_series: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Invited:
    """An invitation as it stands: where it was sent, under which sequence, and since when there is an answer."""

    address: str
    sequence: int
    answered_at: datetime | None


def effect_of(answer: MailedAnswer, invited: Invited) -> Effect:
    """Whether an answer counts: only the invited person's own, to what was sent last, and not older than the last."""
    own = answer.sender_is_attendee and answer.attendee == invited.address.lower()
    if not own or answer.one_of_a_series or answer.sequence > invited.sequence:
        return Effect.NEEDS_A_PERSON
    if answer.sequence < invited.sequence:
        return Effect.OLDER
    if invited.answered_at is not None and answer.said_at < invited.answered_at:
        return Effect.OLDER
    return Effect.MOVES
