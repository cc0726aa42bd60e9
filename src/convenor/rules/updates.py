"""Brief updates: four short texts of a member, what may be out of scope in them, and in which order they are heard.

They are a named item with a form and not "any other business", so that what comes up can be looked at ahead (A-39).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from convenor.rules.scope import ScopeWarning, look_at
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import RemarkKind
from convenor.rules.wording import said, said_of

LONGEST = 400
Member = TypeVar("Member")


class Part(StrEnum):
    """What an update can say (R-MTG-11)."""

    PRIORITY = "priority"
    CHALLENGE = "challenge"
    ASK = "ask"
    OFFER = "offer"


# What becomes of each part among the sealed notes once nobody knows any more whom it was from.
AS_A_REMARK = {
    Part.PRIORITY: RemarkKind.PRIORITY,
    Part.CHALLENGE: RemarkKind.CHALLENGE,
    Part.ASK: RemarkKind.QUESTION,
    Part.OFFER: RemarkKind.OFFER,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateFacts:
    """An update as somebody wants it; `scope_reason` says why what the look at its scope found belongs here."""

    priority: str = ""
    challenge: str = ""
    ask: str = ""
    offer: str = ""
    scope_reason: str = ""

    def texts(self) -> dict[Part, str]:
        """What is said, without what is left empty."""
        return {part: text for part in Part if (text := getattr(self, part).strip())}


def warnings_of(update: UpdateFacts) -> dict[Part, tuple[ScopeWarning, ...]]:
    """What may be out of scope, by the part in which it stands."""
    found = {part: look_at(text) for part, text in update.texts().items()}
    return {part: warnings for part, warnings in found.items() if warnings}


def may_keep(update: UpdateFacts) -> Verdict:
    """Whether an update can be kept: something is said, shortly; and what may be out of scope has a reason (A-38)."""
    texts = update.texts()
    if not texts:
        return no("The update says nothing yet. Write at least one of the four, in a sentence or two.")
    for part, text in texts.items():
        if len(text) > LONGEST:
            return no(
                said_of(
                    len(text),
                    "The {part} has {number} character; {most} are the most. Shorten it.",
                    "The {part} has {number} characters; {most} are the most. Shorten it.",
                    part=said(part),
                    most=LONGEST,
                )
            )
    if len(update.scope_reason.strip()) > LONGEST:
        return no(said("The reason is too long; {most} characters are the most. Shorten it.", most=LONGEST))
    if warnings_of(update) and not update.scope_reason.strip():
        return no("Something in it may be out of scope. Change it, or say why it belongs here; nothing was deleted.")
    return yes()


def order_of_speaking(members: Sequence[Member], *, turn: int) -> tuple[Member, ...]:
    """The members in their order, begun at another one each time, so that nobody is always the first."""
    if not members:
        return ()
    start = turn % len(members)
    return (*members[start:], *members[:start])
