"""The trail: a chain of hashes over who did what to which thing, when; never what it said.

Each entry's digest covers the entry and the digest before it, so an altered, added or missing entry breaks the chain
at a place that `verify` names (R-AT-08, AC-11).
"""

import hashlib
import json
import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.kernel.models import AuditEntry
from convenor.rules.wording import said

GENESIS = "0" * 64
_LOCK = 7_314_091
# What an entry raises when a column was made to hold what it cannot, as SQLite lets somebody with the file do.
UNREADABLE = (AttributeError, TypeError, ValueError, DatabaseError)
log = logging.getLogger("convenor.gate")


@dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """Where the chain breaks and how that shows; `unreadable` is the first entry that cannot be read at all."""

    sequence: int
    reason: str
    unreadable: int | None = None


def record(actor: Actor, verb: str, *, kind: str, subject: object) -> AuditEntry:
    """Add an entry to the trail, inside the caller's transaction if there is one."""
    with transaction.atomic():
        _wait_for_turn()
        last = AuditEntry.objects.order_by("-sequence").first()
        entry = AuditEntry(
            sequence=last.sequence + 1 if last else 1,
            at=clock.now(),
            account=actor.account,
            role=actor.role.value,
            verb=verb,
            subject_kind=kind,
            subject=str(subject),
            previous=last.digest if last else GENESIS,
        )
        entry.digest = digest_of(entry)
        entry.save(force_insert=True)
    return entry


def refusal(actor: Actor, capability: str) -> None:
    """Log that somebody signed in was refused: the role and the capability, nothing else."""
    log.info("refused: %s may not %s", actor.role.value, capability)


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """The end of the chain at some moment; kept outside, it shows later that the end was cut off."""

    sequence: int
    digest: str


def head() -> Head:
    """The chain's present end."""
    last = AuditEntry.objects.order_by("-sequence").first()
    return Head(sequence=last.sequence, digest=last.digest) if last else Head(sequence=0, digest=GENESIS)


def verify(*, head: Head | None = None) -> Broken | None:
    """Walk the whole chain and return the first break, or None where it holds.

    With a `head` kept elsewhere the chain must also still contain it.
    """
    entries = AuditEntry.objects.order_by("sequence")
    try:
        return _first_break(entries, head)
    except UNREADABLE:
        number = _first_unreadable()
        found = _first_break(entries.filter(sequence__lt=number), None)
        return Broken(
            sequence=found.sequence if found else number,
            reason=found.reason if found else said("it was altered after it was written, and cannot be read any more"),
            unreadable=number,
        )


def _first_break(entries: QuerySet[AuditEntry], head: Head | None) -> Broken | None:
    previous, expected = GENESIS, 1
    for entry in entries.iterator():
        if entry.sequence != expected:
            return Broken(sequence=expected, reason=said("entry {number} is missing", number=expected))
        if entry.previous != previous:
            return Broken(sequence=entry.sequence, reason=said("it does not follow the entry before it"))
        if entry.digest != digest_of(entry):
            return Broken(sequence=entry.sequence, reason=said("it was altered after it was written"))
        if head and entry.sequence == head.sequence and entry.digest != head.digest:
            return Broken(sequence=entry.sequence, reason=said("it differs from the head that was kept elsewhere"))
        previous, expected = entry.digest, expected + 1
    if head and head.sequence >= expected:
        return Broken(
            sequence=expected,
            reason=said("the trail ends before entry {number}, which was kept elsewhere", number=head.sequence),
        )
    return None


def _first_unreadable() -> int:
    """The first entry that cannot be read, found by reading one at a time: SQLite gives up on many at once."""
    for number in AuditEntry.objects.order_by("sequence").values_list("sequence", flat=True):
        try:
            digest_of(AuditEntry.objects.get(sequence=number))
        except UNREADABLE:
            return number
    raise LookupError("Every entry can be read.")


def digest_of(entry: AuditEntry) -> str:
    """SHA-256 of the entry's fields in a fixed order and spelling."""
    fields = [
        entry.sequence,
        written(entry.at),
        entry.account,
        entry.role,
        entry.verb,
        entry.subject_kind,
        entry.subject,
        entry.previous,
    ]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()


def written(at: datetime) -> str:
    """A moment as an entry's digest is taken of it."""
    return at.isoformat(timespec="microseconds")


def _wait_for_turn() -> None:
    """Let one writer at a time extend the chain; SQLite's immediate transactions already do."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
