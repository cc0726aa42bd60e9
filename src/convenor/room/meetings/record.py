"""Gathers what the compliance record of a session says, and looks whether a sealed one is still as it was sealed."""

from datetime import datetime
from typing import Any

from convenor.kernel import audit, clock
from convenor.kernel.models import AuditEntry
from convenor.people.queries import in_order
from convenor.room.meetings.models import AgendaItem, AgendaSending, SealedRecord, Session
from convenor.room.meetings.queries import agenda_digest, label_of, members_at, represented_at, statement_facts
from convenor.rules.compliance import (
    ComplianceFacts,
    ItemFact,
    NotesFact,
    PresenceFact,
    ReadingFact,
    SendingFact,
    TrailLine,
    presence_of,
    seal_of,
)
from convenor.rules.vocabulary import AgendaItemKind, Mode, Role, SessionKind


def compliance_facts(session: Session) -> ComplianceFacts:
    """A session as its record sees it: no remark, no answer, no person, no place."""
    reading = getattr(session, "reading", None)
    return ComplianceFacts(
        id=str(session.pk),
        label=label_of(session).full,
        kind=SessionKind(session.kind),
        mode=Mode(session.mode),
        cohort=session.year.cohort.name if session.year else "",
        starts_at=session.starts_at,
        minutes=session.minutes,
        opened_at=session.opened_at,
        closed_at=session.closed_at,
        sendings=tuple(_sending_fact(sending, session) for sending in session.sendings.order_by("sent_at", "pk")),
        reading=reading
        and ReadingFact(
            statement=statement_facts(reading.statement),
            reader_role=Role(reading.reader_role),
            read_at=reading.read_at,
        ),
        items=tuple(_item_fact(item) for item in session.items.all()),
        redirects=session.redirects,
        notes=NotesFact(destroy_on=session.burn_on, destroyed=_destroyed(session)),
        synthetic=session.synthetic,
    )


def presences(session: Session, facts: ComplianceFacts) -> dict[str, dict[str, Any]]:
    """Each organisation's own part: every member of the day, and whoever else came or led."""
    represented = represented_at(session)
    led = {item.led_by for item in facts.items if item.led_by}
    known = session.attendance_recorded_at is not None
    return {
        slug: presence_of(PresenceFact(organisation=slug, capacity=represented.get(slug), known=known), facts.items)
        for slug in sorted(members_at(session) | represented.keys() | led)
    }


def latest(session: Session) -> SealedRecord | None:
    """The version of the record that holds now, or None before it was sealed."""
    return session.records.order_by("version").last()


def trail_line(record: SealedRecord) -> TrailLine | None:
    """The trail's entry that vouches for a sealed record; None if it is gone or vouches for something else."""
    entry = AuditEntry.objects.filter(
        pk=record.trail_entry, verb="record.sealed", subject_kind="record", subject=record.digest
    ).first()
    if entry is None or audit.digest_of(entry) != entry.digest:
        return None
    return TrailLine(
        sequence=entry.sequence,
        at=audit.written(entry.at),
        account=entry.account,
        role=entry.role,
        verb=entry.verb,
        kind=entry.subject_kind,
        subject=entry.subject,
        previous=entry.previous,
        digest=entry.digest,
    )


def is_as_sealed(record: SealedRecord) -> bool:
    """Whether a record still leads to the digest that the trail holds."""
    return seal_of(record.parts, record.presences, record.secret) == record.digest and trail_line(record) is not None


def represented_in(record: SealedRecord, session: Session) -> list[dict[str, str]]:
    """Which organisations a record says were represented, and as what, by name; for the secretariat alone."""
    return [
        {"name": name, "presence": record.presences[slug]["presence"]}
        for slug, name in in_order(record.presences, session.starts_at.date())
    ]


def _sending_fact(sending: AgendaSending, session: Session) -> SendingFact:
    if sending.said is not None:
        return SendingFact(
            sent_at=sending.sent_at,
            starts_at=datetime.fromisoformat(sending.said["starts_at"]),
            minutes=sending.said["minutes"],
            themes=tuple(sending.said["themes"]),
            items=tuple(
                ItemFact(kind=AgendaItemKind(kind), title=title, minutes=minutes, led_by=lead, pre_reading=to_read)
                for _place, kind, title, minutes, lead, to_read, _rule in sending.said["items"]
            ),
        )
    # Only the digest of what was said was kept: it proves that the agenda is the same, or that it is not.
    same = sending.digest == agenda_digest(session)
    return SendingFact(
        sent_at=sending.sent_at,
        starts_at=session.starts_at,
        minutes=session.minutes,
        themes=tuple(session.themes.values_list("title", flat=True)) if same else (),
        items=tuple(_item_fact(item) for item in session.items.all()) if same else None,
    )


def _item_fact(item: AgendaItem) -> ItemFact:
    return ItemFact(
        kind=AgendaItemKind(item.kind),
        title=item.title,
        minutes=item.minutes,
        pre_reading=item.pre_reading,
        led_by=item.lead_id,
        opened_at=item.opened_at,
        closed_at=item.closed_at,
    )


def _destroyed(session: Session) -> int | None:
    """How many raw notes were destroyed on their day, as the trail tells it; None before that day (AC-25)."""
    told = AuditEntry.objects.filter(verb="remarks.burnt", subject__startswith=f"{session.pk} notes: ")
    counts = [int(subject.rsplit(" ", 1)[1]) for subject in told.values_list("subject", flat=True)]
    due = session.burn_on is not None and session.burn_on <= clock.today()
    return sum(counts) if counts or (due and not session.remarks.exists()) else None
