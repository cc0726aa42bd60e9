"""Experts who were asked to brief an urgent session: asked, told of a change, and forgotten (R-CH-12, A-37).

Their addresses are kept until the session begins, because somebody who was asked has to hear that it moves or does
not take place. What ties them to it is a seal that only the installation's key can make, so no relation leads from a
session to an expert; a copy of the database from these days still tells who was asked about that time. What they were
written is emptied as soon as it has left, and once the session begins or is off, nothing of it is left.
"""

import hashlib
import hmac
from datetime import UTC, date

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import override

from convenor.kernel import clock
from convenor.kernel.actor import THE_SYSTEM, Actor
from convenor.kernel.gate import require
from convenor.kernel.letters import Letter, Words, compose, when
from convenor.kernel.outbox import emit
from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.room.meetings.letters import EXPERT_MOVED, EXPERT_OFF
from convenor.room.meetings.models import ExpertRequest, Session
from convenor.rules.retention import Record, kept_for

REQUESTS_KEPT_FOR = kept_for(Record.EXPERT_REQUESTS)


def ask_expert(session: Session, address: str, *, subject: str, letter: str) -> None:
    """Ask one expert, by a mail of its own; part of calling an urgent session."""
    asked = ExpertRequest.objects.create(
        address=address, subject=subject, text=letter, asked_on=clock.today(), about=_seal_of(session)
    )
    emit("expert_asked", request=str(asked.pk))


def tell_experts_it_is_off(session: Session) -> None:
    """Tell each expert who was asked, once, that the session does not take place; part of cancelling it.

    A request that has not left does not leave any more. With the mail everything that is known of them is destroyed.
    """
    subject, letter = _letter(EXPERT_OFF, session)
    for asked in _asked_for(session):
        if asked.text:
            asked.delete()
            continue
        asked.subject, asked.text, asked.about, asked.asked_on = subject, letter, "", clock.today()
        asked.save()
        emit("expert_told", request=str(asked.pk))
    forget_on_disk()


def tell_experts_it_moved(session: Session) -> None:
    """Tell each expert who was asked the new time; part of moving the session."""
    subject, letter = _letter(EXPERT_MOVED, session)
    for asked in _asked_for(session):
        has_left = not asked.text
        asked.subject, asked.asked_on = asked.subject or subject, clock.today()
        # With a request that has not left the new time goes along, so that nobody gets two mails at once.
        asked.text = letter if has_left else f"{asked.text}\n{letter}"
        asked.save()
        if has_left:
            emit("expert_told", request=str(asked.pk))


def are_experts_asked(session: Session) -> bool:
    """Whether anybody was asked to brief this session, who would have to hear of a change."""
    return ExpertRequest.objects.filter(about=_seal_of(session)).exists()


def forget_experts(session: Session) -> None:
    """Forget who was asked; part of opening the session."""
    _asked_for(session).delete()
    forget_on_disk()


def forget_requests(today: date, actor: Actor = THE_SYSTEM) -> int:
    """Destroy what is left of old requests, to sessions that were never opened; say how many. Safe to call again."""
    require(actor, "session.change")
    with transaction.atomic():
        gone, _ = ExpertRequest.objects.filter(asked_on__lt=today - REQUESTS_KEPT_FOR).delete()
        forget_on_disk()
    return gone


def _asked_for(session: Session) -> QuerySet[ExpertRequest]:
    return ExpertRequest.objects.select_for_update().filter(about=_seal_of(session))


def _seal_of(session: Session) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), b"convenor asked for " + session.pk.bytes, hashlib.sha256).hexdigest()


def _letter(letter: Letter, session: Session) -> Words:
    day, hour = when(session.starts_at, UTC, "j F Y"), when(session.starts_at, UTC, "l j F Y, H:i")
    with override(settings.LANGUAGE_CODE):
        return compose(letter, {"day": day, "hour": hour})
