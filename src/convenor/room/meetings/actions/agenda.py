"""Writing an agenda and sending it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.kernel.outbox import emit
from convenor.room.meetings.actions.stage import locked
from convenor.room.meetings.models import AgendaItem, AgendaSending, Session
from convenor.room.meetings.queries import agenda_digest, agenda_facts, invited_to, members_at
from convenor.rules.agenda import AgendaFacts, AgendaFault, AgendaItemFact, look_over, may_send
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import AgendaItemKind, SessionKind, SessionState

# What an agenda may not even be kept with; what else is missing is said, and keeps it from being sent.
_NOT_KEPT = frozenset({AgendaFault.TOO_LONG, AgendaFault.NO_TIME})


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemDraft:
    """One item as somebody wants it; `id` says which item it was before, `lead` is an organisation's slug."""

    kind: AgendaItemKind
    title: str
    minutes: int
    id: UUID | None = None
    lead: str | None = None
    pre_reading: str = ""
    under_the_rule: bool = True


def set_agenda(actor: Actor, session: Session, items: Sequence[ItemDraft]) -> None:
    """Keep an agenda that fits the session's time; items that are not in it any more go (R-MTG-05)."""
    require(actor, "session.change")
    with transaction.atomic():
        row = locked(session, SessionState.PLANNED)
        settle(_fits(row, items))
        settle(_led_by_members(row, items))
        known = {item.pk: item for item in row.items.all()}
        row.items.exclude(pk__in=[item.id for item in items if item.id]).delete()
        for place, draft in enumerate(items, start=1):
            item = known.get(draft.id) if draft.id else None
            _write(item or AgendaItem(session=row), draft, place)
        audit.record(actor, "agenda.set", kind="session", subject=row.pk)


def _write(item: AgendaItem, draft: ItemDraft, place: int) -> None:
    item.position = place
    item.kind, item.title, item.minutes = draft.kind, draft.title, draft.minutes
    item.lead_id, item.pre_reading, item.under_the_rule = draft.lead, draft.pre_reading, draft.under_the_rule
    item.save()


def _fits(session: Session, items: Sequence[ItemDraft]) -> Verdict:
    facts = tuple(
        AgendaItemFact(id=str(place), kind=item.kind, title=item.title, minutes=item.minutes)
        for place, item in enumerate(items)
    )
    findings = look_over(AgendaFacts(kind=SessionKind(session.kind), length=session.minutes, items=facts))
    faults = [finding.sentence for finding in findings if finding.fault in _NOT_KEPT]
    return no(" ".join(faults)) if faults else yes()


def _led_by_members(session: Session, items: Sequence[ItemDraft]) -> Verdict:
    members = members_at(session)
    strangers = [item.title for item in items if item.lead and item.lead not in members]
    if not strangers:
        return yes()
    return no(f"“{strangers[0]}” is led by an organisation that is not a member on that day. Choose a member.")


def send_agenda(actor: Actor, session: Session) -> AgendaSending:
    """Send the agenda to everybody invited, each alone; only before the start (R-MTG-09)."""
    require(actor, "session.change")
    with transaction.atomic():
        row = locked(session, SessionState.PLANNED)
        now = clock.now()
        settle(may_send(agenda_facts(row), starts_at=row.starts_at, now=now))
        invited = list(invited_to(row))
        settle(yes() if invited else no("Nobody is invited yet: no member has a nominee with an address."))
        sending = AgendaSending.objects.create(
            session=row, sent_at=now, recipients=len(invited), digest=agenda_digest(row)
        )
        for person in invited:
            emit("agenda_sent", session=str(row.pk), person=str(person.pk), sending=str(sending.pk))
        audit.record(actor, "agenda.sent", kind="session", subject=row.pk)
    return sending
