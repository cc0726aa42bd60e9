"""Sealing the compliance record of a session, and the pack that an organisation's counsel takes away (AC-11).

A record is sealed when its session closes, and again, as a new version, whenever what it says is corrected or its notes
are destroyed. The digest goes into the trail, which thereby vouches for it; the version before stays.
"""

import secrets
from datetime import date
from uuid import UUID

from django.db import transaction

from convenor.kernel import audit, clock
from convenor.kernel.actor import THE_SYSTEM, Actor
from convenor.kernel.gate import require
from convenor.people.models import Organisation
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.meetings.models import SealedRecord, Session
from convenor.room.meetings.packs import pack_for, zipped
from convenor.room.meetings.record import compliance_facts, latest, presences
from convenor.rules.compliance import parts_of, seal_of
from convenor.rules.vocabulary import SessionState


def seal_record(actor: Actor, session: Session) -> SealedRecord | None:
    """Seal what the record of a closed session says now, inside the transaction that changed it; None if nothing did.

    Called by the actions that close a session, correct its attendance or destroy its notes, each behind its own gate.
    """
    row = Session.objects.select_related("year__cohort", "reading__statement").get(pk=session.pk)
    if row.state != SessionState.CLOSED or row.from_source:
        return None
    facts, before = compliance_facts(row), latest(row)
    parts, own = parts_of(facts), presences(row, facts)
    if before is not None and (before.parts, before.presences) == (parts, own):
        return None
    secret = secrets.token_hex(32)
    digest = seal_of(parts, own, secret)
    entry = audit.record(actor, "record.sealed", kind="record", subject=digest)
    return SealedRecord.objects.create(
        session=row,
        version=before.version + 1 if before else 1,
        parts=parts,
        presences=own,
        secret=secret,
        digest=digest,
        sealed_at=clock.now(),
        trail_entry=entry.sequence,
    )


def seal_what_is_not(today: date, actor: Actor = THE_SYSTEM) -> int:
    """Seal the sessions that were closed before there were records, or whose notes' day has come; say how many."""
    require(actor, "session.run")
    with transaction.atomic():
        closed = Session.objects.filter(state=SessionState.CLOSED, from_source=False)
        due = closed.filter(burn_on__lte=today)
        records = SealedRecord.objects.filter(session__in=due)
        told = {one.session_id for one in records if one.parts["notes"]["raw_notes_destroyed"] is not None}
        found = sorted(
            {*closed.filter(records=None), *due.exclude(pk__in=told)},
            key=lambda session: (session.starts_at, str(session.pk)),
        )
        sealed = [seal_record(actor, session) for session in found]
    return len([record for record in sealed if record])


def make_pack(actor: Actor, year: ProgrammeYear, organisation: Organisation, only: UUID | None = None) -> bytes:
    """The ZIP of an organisation's own records of a year, or of one session of it.

    The trail keeps its head, so that it can be confirmed.
    """
    require(actor, "pack.read", organisation=organisation.pk, cohort=year.cohort_id)
    with transaction.atomic():
        packet = pack_for(year, organisation, only)
        audit.record(actor, "pack.made", kind="pack", subject=packet.head)
    return zipped(packet)
