"""What follows for calendars: one letter to one person, made of how things stand now and of what was sent last.

Every event leads to the same question, asked with the person's row held: what should this calendar hold, and what does
it hold? So events may arrive late, twice or in another order.
"""

from convenor.kernel import clock, letters
from convenor.kernel.letters import Beside
from convenor.people.models import Person
from convenor.room.cohorts.models import SeatHolding
from convenor.room.invitations.actions.forgetting import forget_session
from convenor.room.invitations.actions.sending import due, invitation_of
from convenor.room.invitations.ics import letter_of, wanted_of
from convenor.room.invitations.letters import proposal_to, stood_in_for, told_with
from convenor.room.invitations.models import Invitation
from convenor.room.invitations.queries import is_invited
from convenor.room.meetings import handlers as meetings
from convenor.room.meetings.actions.stage import address_of
from convenor.room.meetings.models import Session
from convenor.rules.invitations import Next, Sends, Sent, Wanted, next_for
from convenor.rules.replies import PartStat


def reconcile(*, session: str, person: str, words: str = "") -> None:
    """Tell one person's calendar what it does not hold yet; nothing where nobody has been invited to the session."""
    row = Session.objects.select_related("year__cohort").get(pk=session)
    whom = Person.objects.select_related("account").filter(pk=person).first()
    if whom is None or not row.invitations.exists():
        return
    invited = is_invited(row, whom)
    if invited:
        invitation_of(row, whom)
    held = Invitation.objects.select_for_update(of=("self",)).filter(session=row, person=whom).first()
    if held is None or _is_over(row):
        return
    wanted = wanted_of(row) if invited else None
    letter = next_for(wanted, _last(held), words_too=bool(words))
    if letter is not None:
        _send(held, letter, wanted)


def _is_over(session: Session) -> bool:
    """What has begun is in nobody's calendar by mistake any more."""
    return session.starts_at <= clock.now()


def _last(held: Invitation) -> Sent | None:
    if not held.sent:
        return None
    return Sent(sends=Sends(held.sent), sequence=held.sequence, matter=held.matter, words=held.words)


def _send(held: Invitation, letter: Next, wanted: Wanted | None) -> None:
    """Send the letter and keep what was sent; an answer to another time is none to this one."""
    first = not held.sent
    if letter.sends is Sends.REQUEST:
        held.address = address_of(held.person).lower()
    if letter.new:
        held.answer, held.answered_at, held.proposed = PartStat.NEEDS_ACTION, None, ""
    held.sent, held.sequence, held.sent_at = letter.sends, letter.sequence, clock.now()
    held.matter, held.words = (wanted.matter, wanted.words) if wanted else ("", "")
    held.save()
    post(held, first=first)


def post(held: Invitation, *, first: bool = False) -> None:
    """Mail what a calendar was last sent: the words, and the calendar object as their alternative."""
    sends, told = Sends(held.sent), told_with(held, first=first)
    written = letter_of(held, sends, held.sequence).decode()
    calendar = Beside(written, f"text/calendar; method={sends}")
    letters.send(told.letter, to=held.address, values=told.values, beside=[calendar])


def tell_everybody(*, session: str) -> None:
    """A session was changed or called off: look at the calendar of each person who was invited."""
    row = Session.objects.get(pk=session)
    for person in row.invitations.values_list("person_id", flat=True):
        due(row, person)


def invite_seated(*, holding: str) -> None:
    """Somebody was seated: look at their calendar for each session to come to which others were invited."""
    held = SeatHolding.objects.select_related("seat__membership").filter(pk=holding).first()
    if held is None:
        return
    to_come = Session.objects.filter(year__cohort=held.seat.membership.cohort_id, starts_at__gt=clock.now())
    for row in to_come.filter(invitations__isnull=False).distinct():
        due(row, held.person_id)


def mail_moved(*, session: str, person: str) -> None:
    """Tell somebody without an invitation the new time; whoever holds one gets it with the calendar's letter."""
    if not _holds_one(session, person):
        meetings.mail_moved(session=session, person=person)


def mail_cancelled(*, session: str, person: str) -> None:
    """Tell somebody without an invitation that a session was called off."""
    if not _holds_one(session, person):
        meetings.mail_cancelled(session=session, person=person)


def _holds_one(session: str, person: str) -> bool:
    return Invitation.objects.filter(session__pk=session, person__pk=person).exclude(sent="").exists()


def send_again(*, session: str, person: str) -> None:
    """Send one person what the calendar holds already, because the calendar asked for it."""
    rows = Invitation.objects.select_for_update(of=("self",)).exclude(sent="")
    held = rows.filter(session__pk=session, person__pk=person).first()
    if held is not None and not _is_over(held.session):
        if held.sent == Sends.REQUEST:
            # To where the person is reached now: answers from there are the ones that count.
            held.address = address_of(held.person).lower()
            held.save(update_fields=["address"])
        post(held)


def mail_proposal(*, session: str, person: str) -> None:
    """Ask a nominee whether somebody whom their calendar named stands in; the link in this mail names them."""
    held = Invitation.objects.filter(session__pk=session, person__pk=person).exclude(proposed="").first()
    if held is None or not is_invited(held.session, held.person):
        return
    told = proposal_to(held)
    letters.send(told.letter, to=address_of(held.person), values=told.values)


def mail_stood_in_for(*, session: str, person: str) -> None:
    """Tell a nominee that their link named somebody, so that they notice if it was not them."""
    held = Invitation.objects.filter(session__pk=session, person__pk=person, answer=PartStat.DELEGATED).first()
    if held is not None and is_invited(held.session, held.person):
        told = stood_in_for(held)
        letters.send(told.letter, to=address_of(held.person), values=told.values)


def forget_answers(*, session: str) -> None:
    """A session was closed: who answered what is nobody's any more."""
    forget_session(session)
