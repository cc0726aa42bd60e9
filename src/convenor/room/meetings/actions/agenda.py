"""Writing an agenda and sending it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.kernel.outbox import emit
from convenor.room.meetings.actions.stage import locked
from convenor.room.meetings.models import AgendaItem, AgendaSending, Session
from convenor.room.meetings.queries import agenda_digest, agenda_facts, agenda_said, invited_to, members_at
from convenor.rules.agenda import AgendaFacts, AgendaFault, AgendaItemFact, look_over, may_send
from convenor.rules.first_agenda import Template, first_agenda, suits
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import AgendaItemKind, SessionKind, SessionState
from convenor.rules.wording import said, together

# What an agenda may not even be kept with; what else is missing is said, and keeps it from being sent.
_NOT_KEPT = frozenset({AgendaFault.TOO_LONG, AgendaFault.NO_TIME, AgendaFault.OUT_OF_SCOPE})
_KEPT_SINCE = (
    "The agenda was changed since you opened this page, perhaps by a colleague. Open it in another window and compare. "
    "If you keep yours now, it takes the place of theirs."
)


_SENT_ALREADY = "This agenda was sent, so people know it. Change its items by hand and send it again as a new version."


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemDraft:
    """One item as somebody wants it.

    `id` says which item it was before, `lead` is an organisation's slug, `scope_reason` says why a title that may be
    out of scope belongs here (A-38).
    """

    kind: AgendaItemKind
    title: str
    minutes: int
    id: UUID | None = None
    lead: str | None = None
    pre_reading: str = ""
    under_the_rule: bool = True
    scope_reason: str = ""


def set_agenda(actor: Actor, session: Session, items: Sequence[ItemDraft], *, seen: str | None = None) -> None:
    """Keep an agenda that fits the session's time; items that are not in it any more go (R-MTG-05).

    `seen` is the digest of the agenda that somebody began from: what a colleague kept since is not overwritten unseen.
    """
    require(actor, "session.change")
    with transaction.atomic():
        row = locked(session, SessionState.PLANNED)
        if seen is not None and seen != agenda_digest(row):
            raise Declined(no(_KEPT_SINCE))
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
    item.scope_reason = draft.scope_reason.strip()
    item.save()


def _fits(session: Session, items: Sequence[ItemDraft]) -> Verdict:
    facts = tuple(
        AgendaItemFact(
            id=str(place), kind=item.kind, title=item.title, minutes=item.minutes, scope_reason=item.scope_reason
        )
        for place, item in enumerate(items)
    )
    findings = look_over(AgendaFacts(kind=SessionKind(session.kind), length=session.minutes, items=facts))
    faults = [finding.sentence for finding in findings if finding.fault in _NOT_KEPT]
    return no(together(faults)) if faults else yes()


def _led_by_members(session: Session, items: Sequence[ItemDraft]) -> Verdict:
    members = members_at(session)
    strangers = [item.title for item in items if item.lead and item.lead not in members]
    if not strangers:
        return yes()
    return no(
        said("“{item}” is led by an organisation that is not a member on that day. Choose a member.", item=strangers[0])
    )


def start_from(actor: Actor, session: Session, template: Template, *, seen: str | None = None) -> None:
    """Lay the agenda out anew from a template; one that was sent is changed by hand (R-MTG-05).

    `seen` is as in `set_agenda`.
    """
    require(actor, "session.change")
    with transaction.atomic():
        row = locked(session, SessionState.PLANNED)
        if seen is not None and seen != agenda_digest(row):
            raise Declined(no(_KEPT_SINCE))
        settle(no(_SENT_ALREADY) if row.sendings.exists() else yes())
        settle(suits(template, SessionKind(row.kind)))
        row.items.all().delete()
        lay_out(row, template)
        audit.record(actor, "agenda.set", kind="session", subject=row.pk)


def lay_out(session: Session, template: Template | None = None) -> None:
    """Write the first agenda of a session that has none, by its kind or by a template."""
    themes = list(session.themes.values_list("title", flat=True))
    items = first_agenda(SessionKind(session.kind), session.minutes, themes, template)
    AgendaItem.objects.bulk_create(
        AgendaItem(session=session, position=place, kind=item.kind, title=item.title, minutes=item.minutes)
        for place, item in enumerate(items, start=1)
    )


def send_agenda(actor: Actor, session: Session) -> AgendaSending:
    """Send the agenda to everybody invited, each alone; only before the start (R-MTG-09).

    A session that is open to anybody invites nobody whom we know, so its agenda is fixed as it stands: from then on it
    is what the session is opened and held with, and no mail leaves.
    """
    require(actor, "session.change")
    with transaction.atomic():
        row = locked(session, SessionState.PLANNED)
        now = clock.now()
        settle(may_send(agenda_facts(row), starts_at=row.starts_at, now=now))
        invited = list(invited_to(row))
        if row.year is not None:
            settle(yes() if invited else no("Nobody is invited yet: no member has a nominee with an address."))
        digest = agenda_digest(row)
        settle(_says_something_new(row, digest, len(invited)))
        sending = AgendaSending.objects.create(
            session=row, sent_at=now, recipients=len(invited), digest=digest, said=agenda_said(row)
        )
        for person in invited:
            emit("agenda_sent", session=str(row.pk), person=str(person.pk), sending=str(sending.pk))
        audit.record(actor, "agenda.sent" if row.year else "agenda.fixed", kind="session", subject=row.pk)
    return sending


def _says_something_new(session: Session, digest: str, invited: int) -> Verdict:
    """Pressed twice, the same mail does not leave twice; a changed agenda or more people invited is a reason to."""
    last = session.sendings.order_by("sent_at").last()
    if last is None or last.digest != digest or last.recipients != invited:
        return yes()
    time = f"{last.sent_at:%H:%M}"
    if session.year is None:
        return no(said("This very agenda was fixed on {day} at {time} (UTC).", day=last.sent_at.date(), time=time))
    return no(
        said(
            "This very agenda left on {day} at {time} (UTC); nothing has changed since. Whoever missed the mail finds "
            "it on the session's page.",
            day=last.sent_at.date(),
            time=time,
        )
    )
