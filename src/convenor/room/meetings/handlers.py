"""What follows from meetings outside their transaction: one mail to one person, and the end of raw notes.

No mail says who else was written to or who else comes: there is one recipient, and no organisation is named.
"""

from django.utils.translation import gettext_lazy as _

from convenor.kernel import letters
from convenor.kernel.letters import Letter, Words, page, when
from convenor.people.models import Person
from convenor.people.queries import zone_of
from convenor.room.meetings.actions.forgetting import forget_in_the_log, forget_on_disk
from convenor.room.meetings.actions.stage import address_of
from convenor.room.meetings.briefs import token_of
from convenor.room.meetings.letters import (
    AGENDA,
    AGENDA_AGAIN,
    CANCELLED,
    DELEGATE,
    EXPERT,
    GUEST,
    MOVED,
    agenda_of,
    three_rules,
    told_of,
)
from convenor.room.meetings.models import AgendaSending, Delegation, ExpertRequest, Session
from convenor.room.meetings.queries import asked_of, invited_to
from convenor.room.meetings.taking_part import has_round
from convenor.rules.vocabulary import Capacity, SessionState

_TO_COME = (SessionState.PLANNED, SessionState.OPEN)
_RULES_FIRST = _(
    "The agenda and the link to join stand on the session's page once you have accepted the ground rules there."
)


def mail_agenda(*, session: str, person: str, sending: str) -> None:
    """Send the agenda to one person, unless a newer one is on its way or the person is not invited any more."""
    kept = AgendaSending.objects.select_related("session").get(pk=sending)
    later = kept.session.sendings.filter(sent_at__gt=kept.sent_at)
    if later.exists() or kept.session.state not in _TO_COME:
        return
    first = kept.session.sendings.filter(sent_at__lte=kept.sent_at).count() == 1
    _send(AGENDA if first else AGENDA_AGAIN, session, person)


def mail_moved(*, session: str, person: str) -> None:
    """Tell one person the new time of a session."""
    _send(MOVED, session, person)


def mail_cancelled(*, session: str, person: str) -> None:
    """Tell one person that a session was called off."""
    _send(CANCELLED, session, person)


def mail_delegate(*, session: str, person: str) -> None:
    """Tell one person what it means to stand in at a session, unless that was taken back meanwhile."""
    named = Delegation.objects.filter(session__pk=session, person__pk=person).first()
    if named is not None:
        guest = named.capacity == Capacity.GUEST
        _send(GUEST if guest else DELEGATE, session, person, brief=page("meetings:brief", token_of(named)))


def mail_expert(*, request: str) -> None:
    """Write to one expert, once, and forget what was written; the address, too, where nothing more can follow."""
    asked = ExpertRequest.objects.select_for_update().filter(pk=request).exclude(text="").first()
    if asked is None:
        return
    letters.post(EXPERT, Words(asked.subject, asked.text), to=asked.address)
    if asked.about:
        asked.subject = asked.text = ""
        asked.save(update_fields=["subject", "text"])
    else:
        asked.delete()
    forget_on_disk()


def forget_the_hour(*, session: str) -> None:  # noqa: ARG001 - the same for every session
    """A session is over: what was destroyed with it leaves the database's files and log."""
    forget_in_the_log()


def _send(letter: Letter, session_id: str, person_id: str, **more: str) -> None:
    session = Session.objects.select_related("year__cohort").prefetch_related("items", "themes").get(pk=session_id)
    person: Person | None = invited_to(session).filter(pk=person_id).select_related("account").first()
    if person is None:
        return
    named = Delegation.objects.filter(session=session, person=person).select_related("session").first()
    # Whoever stands in reads the agenda and the link once the ground rules are accepted (R-ROL-04).
    rules_first = named is not None and asked_of(named) is not None
    zone = zone_of(person)
    values = {
        **told_of(session, zone, join=not rules_first),
        "hour": when(session.starts_at, zone, "j F Y, H:i T" if letter is MOVED else "l j F Y, H:i T"),
        "reason": session.cancelled_because,
        "purpose": session.purpose,
        "rules_first": str(_RULES_FIRST) if rules_first else "",
        "agenda": "" if rules_first else agenda_of(session),
        "rules": three_rules(),
        "update_address": "" if rules_first else _update_address(session, named),
        "address": page("meetings:session", session.pk),
        **more,
    }
    letters.send(letter, to=address_of(person), whom=str(person.pk), values=values)


def _update_address(session: Session, named: Delegation | None) -> str:
    """Where this person sends the brief update; empty where none is heard, and for a guest, who comes along."""
    if not has_round(session) or (named is not None and named.capacity == Capacity.GUEST):
        return ""
    return page("meetings:update", session.pk)
