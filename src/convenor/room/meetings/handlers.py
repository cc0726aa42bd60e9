"""What follows from meetings outside their transaction: one mail to one person, and the end of raw notes.

No mail says who else was written to or who else comes: there is one recipient, and no organisation is named.
"""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import override

from convenor.kernel.installation import installation
from convenor.people.models import Person
from convenor.people.queries import zone_of
from convenor.room.meetings.actions.forgetting import forget_in_the_log, forget_on_disk
from convenor.room.meetings.actions.stage import address_of
from convenor.room.meetings.briefs import token_of
from convenor.room.meetings.models import AgendaSending, Delegation, ExpertRequest, Session
from convenor.room.meetings.queries import asked_of, invited_to, label_of
from convenor.room.meetings.taking_part import has_round
from convenor.rules.vocabulary import Capacity, SessionState

_TO_COME = (SessionState.PLANNED, SessionState.OPEN)


def mail_agenda(*, session: str, person: str, sending: str) -> None:
    """Send the agenda to one person, unless a newer one is on its way or the person is not invited any more."""
    kept = AgendaSending.objects.select_related("session").get(pk=sending)
    later = kept.session.sendings.filter(sent_at__gt=kept.sent_at)
    if later.exists() or kept.session.state not in _TO_COME:
        return
    version = kept.session.sendings.filter(sent_at__lte=kept.sent_at).count()
    _mail(session, person, "meetings/mail/agenda", version=version)


def mail_moved(*, session: str, person: str) -> None:
    """Tell one person the new time of a session."""
    _mail(session, person, "meetings/mail/moved")


def mail_cancelled(*, session: str, person: str) -> None:
    """Tell one person that a session was called off."""
    _mail(session, person, "meetings/mail/cancelled")


def mail_delegate(*, session: str, person: str) -> None:
    """Tell one person what it means to stand in at a session, unless that was taken back meanwhile."""
    named = Delegation.objects.filter(session__pk=session, person__pk=person).first()
    if named is not None:
        brief = f"{settings.CONVENOR_SITE}{reverse('meetings:brief', args=[token_of(named)])}"
        _mail(session, person, "meetings/mail/delegate", delegation=named, brief=brief)


def mail_expert(*, request: str) -> None:
    """Write to one expert, once, and forget what was written; the address, too, where nothing more can follow."""
    asked = ExpertRequest.objects.select_for_update().filter(pk=request).exclude(text="").first()
    if asked is None:
        return
    here = installation()
    subject = " ".join(asked.subject.split())
    EmailMessage(subject=subject, body=asked.text, to=[asked.address], reply_to=[here.contact]).send()
    if asked.about:
        asked.subject = asked.text = ""
        asked.save(update_fields=["subject", "text"])
    else:
        asked.delete()
    forget_on_disk()


def forget_the_hour(*, session: str) -> None:  # noqa: ARG001 - the same for every session
    """A session is over: what was destroyed with it leaves the database's files and log."""
    forget_in_the_log()


def _mail(session_id: str, person_id: str, template: str, **context: Any) -> None:
    session = Session.objects.select_related("year__cohort").prefetch_related("items", "themes").get(pk=session_id)
    person: Person | None = invited_to(session).filter(pk=person_id).select_related("account").first()
    if person is None:
        return
    here = installation()
    named = Delegation.objects.filter(session=session, person=person).select_related("session").first()
    words = {
        "session": session,
        "label": label_of(session),
        "installation": here,
        "address": f"{settings.CONVENOR_SITE}{reverse('meetings:session', args=[session.pk])}",
        "update_address": _update_address(session, named),
        # Whoever stands in reads the agenda and the link once the ground rules are accepted (R-ROL-04).
        "rules_first": named is not None and asked_of(named) is not None,
        **context,
    }
    with override(zone_of(person)):
        subject = " ".join(render_to_string(f"{template}_subject.txt", words).split())
        body = render_to_string(f"{template}.txt", words)
    EmailMessage(subject=subject, body=body, to=[address_of(person)], reply_to=[here.contact]).send()


def _update_address(session: Session, named: Delegation | None) -> str:
    """Where this person sends the brief update; empty where none is heard, and for a guest, who comes along."""
    if not has_round(session) or (named is not None and named.capacity == Capacity.GUEST):
        return ""
    return f"{settings.CONVENOR_SITE}{reverse('meetings:update', args=[session.pk])}"
