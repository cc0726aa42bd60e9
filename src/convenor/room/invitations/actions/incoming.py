"""A mail comes in: it may move one answer, or say that a letter came back, and nothing else.

A sender's address can be forged, so a mail names nobody to stand in: whom a calendar names is put to the nominee, who
says so from a link of their own. For the same reason a mail is answered only where a calendar asks for its own
invitation again, to the address that is on record, and once a day.
"""

from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction

from convenor.kernel import clock
from convenor.kernel.installation import installation
from convenor.kernel.outbox import came_back, emit
from convenor.room.invitations.models import IncomingMail, Invitation
from convenor.room.invitations.queries import is_invited, seats_of
from convenor.room.meetings.models import Delegation, Session
from convenor.rules.bounces import bounce_of
from convenor.rules.invitations import Effect, Invited, MailedAnswer, Sends, effect_of
from convenor.rules.replies import Method, PartStat, Refused, Reply, Unreadable, envelope_of, read_reply
from convenor.rules.replies.answer import address_in

Outcome = IncomingMail.Outcome
_Became = tuple[Outcome, Session | None]


def take_in(content: bytes) -> Outcome:
    """Take a mail in, once however often it is delivered, and say what became of it. Raises Unreadable for no mail."""
    envelope = envelope_of(content)
    with transaction.atomic():
        mail, new = IncomingMail.objects.get_or_create(digest=envelope.digest, defaults={"received_on": clock.today()})
        if new and not envelope.senders & _our_own():
            mail.outcome, mail.session = _became(content, automatic=envelope.automatic)
            mail.save(update_fields=["outcome", "session"])
    return Outcome(mail.outcome)


def _our_own() -> set[str]:
    """What we send ourselves comes back only in a circle."""
    return {installation().contact.lower(), address_in(settings.DEFAULT_FROM_EMAIL.rpartition("<")[2])}


def _became(content: bytes, *, automatic: bool) -> _Became:
    bounce = bounce_of(content)
    if bounce is not None:
        # Of a letter that the outbox did not send nothing is known, and nothing follows.
        any(came_back(name, for_good=bounce.for_good) for name in bounce.message_ids)
        return Outcome.NOTHING, None
    try:
        reply = read_reply(content)
    except (Refused, Unreadable):
        # Somebody wrote; a machine that says that somebody is away did not.
        return (Outcome.NOTHING if automatic else Outcome.NEEDS_A_PERSON), None
    held = _invitation_for(reply)
    if held is None:
        return Outcome.NEEDS_A_PERSON, None
    if reply.method is Method.REFRESH:
        return _sent_again(held, reply, automatic=automatic), held.session
    # Another time that somebody proposes is a matter for people, who talk.
    return Outcome.NOTHING if reply.method is Method.COUNTER else _answered(held, reply), held.session


def _answered(held: Invitation, reply: Reply) -> Outcome:
    effect = effect_of(
        _as_mailed(reply), Invited(address=held.address, sequence=held.sequence, answered_at=_since(held))
    )
    if effect is Effect.OLDER:
        return Outcome.NOTHING
    stands = held.sent == Sends.REQUEST and is_invited(held.session, held.person)
    return _noted(held, reply) if effect is Effect.MOVES and stands else Outcome.NEEDS_A_PERSON


def _invitation_for(reply: Reply) -> Invitation | None:
    """The invitation that is answered, held; who stands in may answer the one that was passed on to them."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("session__year", "person__account")
    held = rows.filter(uid=reply.uid).first()
    if held is not None and reply.delegated_from == held.address and reply.attendee != held.address:
        # Only of somebody whom this one's organisation named: a UID opens no other member's answer.
        named = Delegation.objects.filter(
            session=held.session, organisation__in=seats_of(held.person, held.session)
        ).values("person")
        return rows.filter(session=held.session, address=reply.attendee, person__in=named).first() or held
    return held


def _since(held: Invitation) -> datetime | None:
    return held.answered_at.replace(microsecond=0) if held.answered_at else None


def _as_mailed(reply: Reply) -> MailedAnswer:
    return MailedAnswer(
        attendee=reply.attendee,
        sender_is_attendee=reply.sender is not None and not reply.sender_differs,
        sequence=reply.sequence,
        said_at=said_at(reply),
        one_of_a_series=reply.recurrence_id is not None,
    )


def said_at(reply: Reply) -> datetime:
    """When an answer was given, as its calendar says; never later than now, so that no later answer is shut out."""
    stamp = (reply.dtstamp or "").rstrip("Z")
    try:
        form = "%Y%m%dT%H%M%S" if "T" in stamp else "%Y%m%d"
        return min(datetime.strptime(stamp, form).replace(tzinfo=UTC), clock.now())
    except ValueError:
        return clock.now()


def _sent_again(held: Invitation, reply: Reply, *, automatic: bool) -> Outcome:
    """A calendar asks for its invitation again: it goes to whom it was sent, whoever asked."""
    own = reply.attendee == held.address and not reply.sender_differs
    if own and not automatic and held.sent and held.asked_again_on != clock.today():
        Invitation.objects.filter(pk=held.pk).update(asked_again_on=clock.today())
        emit("invitation_asked_again", session=str(held.session_id), person=str(held.person_id))
    return Outcome.NOTHING


def _noted(held: Invitation, reply: Reply) -> Outcome:
    if reply.partstat is PartStat.NEEDS_ACTION:
        return Outcome.NOTHING
    held.answer, held.answered_at = reply.partstat, said_at(reply)
    held.proposed = _to_propose(held, reply)
    held.save(update_fields=["answer", "answered_at", "proposed"])
    if held.proposed:
        emit("stand_in_proposed", session=str(held.session_id), person=str(held.person_id))
    elif reply.partstat is PartStat.DELEGATED and not _stands_in(held, reply.delegated_to or ""):
        return Outcome.NEEDS_A_PERSON
    return Outcome.MOVED


def _to_propose(held: Invitation, reply: Reply) -> str:
    """Whom to put to the nominee: one address, from somebody who holds a seat, and not of somebody named already."""
    one = reply.partstat is PartStat.DELEGATED and len(set(reply.delegates)) == 1
    address = reply.delegated_to or ""
    if not one or not seats_of(held.person, held.session) or _stands_in(held, address):
        return ""
    return address


def _stands_in(held: Invitation, address: str) -> bool:
    named = Delegation.objects.filter(session=held.session, organisation__in=seats_of(held.person, held.session))
    return bool(address) and named.filter(person__email__iexact=address).exists()
