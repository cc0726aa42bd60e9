"""Which compliance packs somebody may take away, and what is in each: the own organisation's, and nobody else's."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined
from convenor.people.models import Organisation
from convenor.people.queries import names_of
from convenor.room.cohorts.models import Membership, ProgrammeYear
from convenor.room.cohorts.queries import naming_day, of_own_seats
from convenor.room.meetings.models import SealedRecord, Statement
from convenor.room.meetings.queries import statement_facts
from convenor.room.meetings.record import is_as_sealed, trail_line
from convenor.rules.compliance import PackedSession, Packet, pack_of, proof_for, text_of_statement
from convenor.rules.verdict import no
from convenor.rules.vocabulary import Role
from convenor.rules.wording import on_day, said

_THE_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """An organisation's year, of which there is a pack."""

    year: ProgrammeYear
    organisation: str
    name: str


def memberships_visible_to(actor: Actor) -> QuerySet[Membership]:
    """The memberships, also former ones, whose packs somebody may take: all, or those of the own organisation."""
    if actor.in_secretariat:
        return Membership.objects.all()
    as_counsel = Q(organisation__in=actor.organisations(Role.COUNSEL))
    return Membership.objects.filter(as_counsel | of_own_seats(actor, "organisation", "cohort"))


def offers_to(actor: Actor) -> list[Offer]:
    """The years whose packs somebody may take, the latest first; a constant number of statements a year."""
    own: dict[ProgrammeYear, set[str]] = {}
    for membership in memberships_visible_to(actor).select_related("cohort").prefetch_related("cohort__years"):
        for year in membership.cohort.years.all():
            if membership.since <= year.ends and (membership.until is None or membership.until > year.starts):
                own.setdefault(year, set()).add(membership.organisation_id)
    return [
        Offer(year=year, organisation=slug, name=name)
        for year in sorted(own, key=lambda each: (each.starts, each.cohort_id), reverse=True)
        for slug, name in sorted(names_of(own[year], naming_day(year)).items(), key=lambda pair: pair[1].casefold())
    ]


def organisation_in(actor: Actor, year: ProgrammeYear, slug: str) -> QuerySet[Organisation]:
    """The organisation of a pack, if it was a member in the year and the pack is this person's to take."""
    sat = Q(until=None) | Q(until__gt=year.starts) & Q(until__gt=F("since"))
    rows = memberships_visible_to(actor).filter(sat, cohort=year.cohort_id, organisation=slug, since__lte=year.ends)
    return Organisation.objects.filter(pk__in=rows.values("organisation"))


def records_for(year: ProgrammeYear, organisation: Organisation, only: UUID | None = None) -> list[SealedRecord]:
    """The latest sealed record of each of the year's sessions that this organisation has a part in, by their time.

    `only` is the one session that is asked for.
    """
    sealed = SealedRecord.objects.filter(session__year=year).select_related("session__year__cohort")
    if only is not None:
        sealed = sealed.filter(session=only)
    newest = {record.session_id: record for record in sealed.order_by("session__starts_at", "session_id", "version")}
    return [record for record in newest.values() if organisation.pk in record.presences]


def altered(records: Iterable[SealedRecord]) -> list[SealedRecord]:
    """The records that are not as they were sealed."""
    return [record for record in records if not is_as_sealed(record)]


def pack_for(year: ProgrammeYear, organisation: Organisation, only: UUID | None = None) -> Packet:
    """What an organisation's pack of a year, or of one session of it, holds.

    Raises Declined where a record is not as it was sealed.
    """
    records = records_for(year, organisation, only)
    wrong = altered(records)
    if wrong:
        raise Declined(
            no(
                said(
                    "The record of {day} is not as it was sealed, so no pack is made. Write to the secretariat.",
                    day=wrong[0].session.starts_at.date(),
                )
            )
        )
    day = naming_day(year)
    title = f"{names_of([organisation.pk], day)[organisation.pk]}: {year.cohort.name}, {year.year}"
    if only is not None:
        title += ", only " + ", ".join(f"the session of {on_day(one.session.starts_at.date())}" for one in records)
    return pack_of(
        organisation=organisation.pk,
        title=title,
        sessions=[_packed(record, organisation) for record in records],
        statements=_statements(records),
        verifier=verifier(),
    )


def verifier() -> str:
    """The script that checks a pack offline, as it is in each of them."""
    return files("convenor.room.meetings.offline").joinpath("verify.py").read_text(encoding="utf-8")


def zipped(packet: Packet) -> bytes:
    """The pack as one ZIP: the same bytes each time, and not compressed, so that a changed byte is where it was."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in packet.files.items():
            entry = zipfile.ZipInfo(name, _THE_FIRST_DAY_OF_ZIP)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return written.getvalue()


def _packed(record: SealedRecord, organisation: Organisation) -> PackedSession:
    line = trail_line(record)
    assert line is not None, "a record that is as it was sealed has its line in the trail"
    leaf, way = proof_for(organisation.pk, record.presences, record.secret)
    return PackedSession(
        day=on_day(record.session.starts_at.date()),
        parts=record.parts,
        presence=leaf,
        way=way,
        version=record.version,
        digest=record.digest,
        trail=line,
    )


def _statements(records: Iterable[SealedRecord]) -> dict[str, str]:
    read: Iterable[dict[str, Any]] = (record.parts["statement"] for record in records)
    versions = {statement["version"] for statement in read if statement["read"]}
    rows = Statement.objects.filter(pk__in=versions).order_by("pk")
    return {row.version: text_of_statement(statement_facts(row)) for row in rows}
