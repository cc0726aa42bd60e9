"""Brief updates: sent ahead or typed in the session; at the end what was said stays, and whom it was from is gone.

The trail says nothing of a card: an entry with an account and a session would be the author that is forgotten.
"""

import hashlib
import json
import uuid
from collections.abc import Collection
from datetime import date

from django.db import transaction

from convenor.kernel.actor import THE_SYSTEM, Actor
from convenor.kernel.gate import require, settle
from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.room.meetings.actions.stage import NOT_A_MEMBER, NOT_NAMED, RULES_FIRST, locked, tell, year_of
from convenor.room.meetings.models import BriefUpdate, Remark, Session
from convenor.room.meetings.queries import comes_as, members_at, rules_to_accept
from convenor.rules.retention import Record, kept_for
from convenor.rules.updates import AS_A_REMARK, Part, UpdateFacts, may_keep
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import AgendaItemKind, Capacity, SessionState

CARDS_KEPT_FOR = kept_for(Record.CARDS)
UNTIL_THE_END = (SessionState.PLANNED, SessionState.OPEN)
# Who speaks for an organisation in the round: whoever sits for it or stands in; a guest comes along.
SPEAKING = frozenset({Capacity.NOMINEE, Capacity.DELEGATE})
_CHANGED_SINCE = (
    "Somebody else of your organisation changed this update since you opened the page. What you typed is still here; "
    "if you keep it now, it takes the place of theirs."
)


def keep_update(
    actor: Actor, session: Session, organisation: str, facts: UpdateFacts, *, seen: str | None = None
) -> BriefUpdate:
    """Keep a member's update, or what it says now; there is one for each member and session (R-MTG-10, A-39).

    `seen` names what somebody began from, so that one person of an organisation does not overwrite another unseen.
    """
    require(actor, "update.send", organisation=organisation, cohort=year_of(session).cohort_id)
    with transaction.atomic():
        row = locked(session, *UNTIL_THE_END)
        settle(_speaks_for(actor, row, organisation))
        settle(may_keep(facts))
        settle(
            yes()
            if seen in (None, seen_of(row.updates.filter(organisation=organisation).first()))
            else no(_CHANGED_SINCE)
        )
        texts = facts.texts()
        said = {str(part): texts.get(part, "") for part in Part}
        update, _ = BriefUpdate.objects.update_or_create(
            session=row, organisation_id=organisation, defaults={**said, "scope_reason": facts.scope_reason.strip()}
        )
        forget_on_disk()
        tell(row)
    return update


def take_back_update(actor: Actor, update: BriefUpdate) -> None:
    """Take an update back before the session closes; nothing of it stays."""
    session = update.session
    require(actor, "update.send", organisation=update.organisation_id, cohort=year_of(session).cohort_id)
    with transaction.atomic():
        row = locked(session, *UNTIL_THE_END)
        settle(_speaks_for(actor, row, update.organisation_id))
        gone, _ = BriefUpdate.objects.filter(pk=update.pk).delete()
        settle(yes() if gone else no("Somebody of your organisation took this back before you."))
        forget_on_disk()
        tell(row)


def _speaks_for(actor: Actor, session: Session, organisation: str) -> Verdict:
    if organisation not in members_at(session):
        return no(NOT_A_MEMBER)
    if actor.in_secretariat:
        return yes()
    if rules_to_accept(actor, session):
        return no(RULES_FIRST)
    if comes_as(actor, session).get(organisation) in SPEAKING:
        return yes()
    return no(NOT_NAMED)


def seen_of(update: BriefUpdate | None) -> str:
    """Names what a card says now; empty where there is none."""
    if update is None:
        return ""
    said = [getattr(update, part) for part in Part]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def mark_spoken(actor: Actor, update: BriefUpdate, *, spoken: bool = True) -> None:
    """Say that a member has had its turn, or that it has not had it yet."""
    require(actor, "session.run")
    with transaction.atomic():
        row = locked(update.session, SessionState.OPEN)
        marked = BriefUpdate.objects.filter(pk=update.pk).exclude(spoken=spoken).update(spoken=spoken)
        settle(yes() if marked else no("This update is marked so already, or was taken back. Look at the list again."))
        tell(row)


def forget_late_updates(today: date, actor: Actor = THE_SYSTEM) -> int:
    """Destroy the cards of sessions that nobody ever closed; say how many. Safe to call again."""
    require(actor, "session.run")
    late = BriefUpdate.objects.filter(session__starts_at__date__lt=today - CARDS_KEPT_FOR)
    with transaction.atomic():
        gone, _ = late.delete()
        forget_on_disk()
    return gone


def key_of(update: BriefUpdate, part: Part) -> str:
    """What names one text of one card while the session runs."""
    return f"{update.pk}:{part}"


def seal_updates(session: Session, kept: Collection[str] | None) -> None:
    """Make sealed notes of what the cards say and destroy the cards; part of closing a session.

    `kept` are the keys of the texts that stay; None keeps all. The notes lie in the order of their random ids, so that
    not even their place in the file says which of them stood on one card; nor does the one reason that a card gives for
    its scope, which goes with it.
    """
    item = session.items.filter(kind=AgendaItemKind.UPDATES).first()
    notes = [
        Remark(
            id=uuid.uuid4(),
            session=session,
            item=item,
            kind=AS_A_REMARK[part],
            text=text,
        )
        for update in session.updates.all()
        for part in Part
        if (text := getattr(update, part)) and (kept is None or key_of(update, part) in kept)
    ]
    Remark.objects.bulk_create(sorted(notes, key=lambda note: note.pk))
    forget_updates(session)


def forget_updates(session: Session) -> None:
    """Destroy a session's cards, and with them whom each was from."""
    session.updates.all().delete()
    forget_on_disk()
