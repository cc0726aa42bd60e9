"""The record of a session: what was announced, what was read, what ran when; nothing of what was said (R-AT-08).

It has no organisation in it. Who led an item and who was represented stands in a part of its own for each
organisation, so that the record of a session is the same for everybody who is shown it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from convenor.rules.compliance.seal import digest_of_text
from convenor.rules.scope import StatementFacts
from convenor.rules.vocabulary import AgendaItemKind, Capacity, Mode, Role, SessionKind

# A record in parts, each by its name; every value can be written as JSON.
Parts = dict[str, dict[str, Any]]

NEVER_RECORDED = "nothing was recorded: the product has no place for a recording or a transcript"


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemFact:
    """An agenda item; `led_by` is an organisation, and none of its parts says what was discussed."""

    kind: AgendaItemKind
    title: str
    minutes: int
    pre_reading: str = ""
    led_by: str | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SendingFact:
    """An agenda as it was sent; `items` is None where only a digest of it was kept."""

    sent_at: datetime
    starts_at: datetime
    minutes: int
    themes: tuple[str, ...] = ()
    items: tuple[ItemFact, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadingFact:
    """The statement that was read, by somebody in this role."""

    statement: StatementFacts
    reader_role: Role
    read_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class NotesFact:
    """When the raw notes end, and how many were destroyed; `destroyed` is None until then (AC-25)."""

    destroy_on: date | None = None
    destroyed: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplianceFacts:
    """A session as its record sees it. Times are aware; `sendings` in their order."""

    id: str
    label: str
    kind: SessionKind
    mode: Mode
    cohort: str
    starts_at: datetime
    minutes: int
    opened_at: datetime | None
    closed_at: datetime | None
    sendings: tuple[SendingFact, ...]
    reading: ReadingFact | None
    items: tuple[ItemFact, ...]
    redirects: int
    notes: NotesFact
    synthetic: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PresenceFact:
    """One organisation at one session: in which capacity it was represented, or None; `known` once the list is."""

    organisation: str
    capacity: Capacity | None
    known: bool


def parts_of(facts: ComplianceFacts) -> Parts:
    """The record of a session in its six parts."""
    return {
        "session": {
            "id": facts.id,
            "label": facts.label,
            "kind": facts.kind.value,
            "mode": facts.mode.value,
            "cohort": facts.cohort,
            "starts_at": written(facts.starts_at),
            "minutes": facts.minutes,
            "opened_at": written(facts.opened_at),
            "closed_at": written(facts.closed_at),
            "made_up_for_a_demonstration": facts.synthetic,
        },
        "agenda": {
            "sendings": [_sending(sending, facts) for sending in facts.sendings],
            "held_as_last_sent": _held_as_sent(facts),
        },
        "statement": _statement(facts),
        "items": {"items": [_item_as_held(place, item) for place, item in enumerate(facts.items, start=1)]},
        "conduct": {"steers_back_into_scope": facts.redirects, "recording": NEVER_RECORDED},
        "notes": {
            "raw_notes_destroyed_on": facts.notes.destroy_on.isoformat() if facts.notes.destroy_on else None,
            "raw_notes_destroyed": facts.notes.destroyed,
        },
    }


def presence_of(fact: PresenceFact, items: Sequence[ItemFact]) -> dict[str, Any]:
    """What one organisation's own part says: how it was represented, and which items it led."""
    said = fact.capacity.value if fact.capacity else "not present"
    return {
        "organisation": fact.organisation,
        "presence": said if fact.known else "not recorded",
        "led_items": [place for place, item in enumerate(items, start=1) if item.led_by == fact.organisation],
    }


def text_of_statement(statement: StatementFacts) -> str:
    """A version of the statement as a text file: what is read out, and what it puts in and out of scope."""
    lists = (("In scope", statement.in_scope), ("Out of scope", statement.out_of_scope))
    topics = "\n".join(f"\n{title}\n" + "\n".join(f"- {topic}" for topic in listed) for title, listed in lists)
    return f"Anti-trust statement, version {statement.version}\n\n{statement.text.strip()}\n{topics}\n"


def written(at: datetime | None) -> str | None:
    """A moment in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def _sending(sending: SendingFact, facts: ComplianceFacts) -> dict[str, Any]:
    return {
        "sent_at": written(sending.sent_at),
        "before_the_start": sending.sent_at < facts.starts_at,
        "announced_for": written(sending.starts_at),
        "minutes": sending.minutes,
        "themes": list(sending.themes),
        "items": None if sending.items is None else [_item_as_sent(item) for item in sending.items],
    }


def _item_as_sent(item: ItemFact) -> dict[str, Any]:
    return {"kind": item.kind.value, "title": item.title, "minutes": item.minutes, "to_read": item.pre_reading}


def _item_as_held(place: int, item: ItemFact) -> dict[str, Any]:
    times = {"opened_at": written(item.opened_at), "closed_at": written(item.closed_at)}
    return {"place": place, **_item_as_sent(item), **times}


def _held_as_sent(facts: ComplianceFacts) -> str:
    """Whether the items of the session are those of the agenda that was sent last."""
    if not facts.sendings:
        return "no agenda was sent"
    sent = facts.sendings[-1].items
    if sent is None:
        return "what was sent was not kept"
    same = [_item_as_sent(item) for item in sent] == [_item_as_sent(item) for item in facts.items]
    return "yes" if same else "no, it was changed afterwards"


def _statement(facts: ComplianceFacts) -> dict[str, Any]:
    reading = facts.reading
    if reading is None:
        return {"read": False}
    begun = [item.opened_at for item in facts.items if item.opened_at and item.kind is not AgendaItemKind.STATEMENT]
    return {
        "read": True,
        "version": reading.statement.version,
        "text_sha256": digest_of_text(text_of_statement(reading.statement)),
        "approved_by_counsel": reading.statement.approved_by_counsel,
        "read_by_role": reading.reader_role.value,
        "read_at": written(reading.read_at),
        "before_any_discussion": all(reading.read_at <= moment for moment in begun),
    }
