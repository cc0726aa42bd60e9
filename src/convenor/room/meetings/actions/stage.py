"""How far a session is, asked by every action that depends on it."""

from convenor.kernel import clock
from convenor.kernel.gate import Declined, settle
from convenor.kernel.live.changes import changed
from convenor.people.models import Person
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.meetings.models import Session
from convenor.rules.lifecycle import may_follow
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import SessionState
from convenor.rules.wording import said

NOT_A_MEMBER = "This organisation is not a member on the day of the session."
NOT_NAMED = said(
    "You are not named for this organisation at the session. Ask its nominees or the secretariat to name you, then "
    "try again."
)
RULES_FIRST = said("Accept the ground rules first; they stand on the session's page.")
# The officer's, everybody's, and the shared screen.
PAGES_OF_THE_HOUR = ("cockpit", "floor", "screen")
_WHY_NOT = {
    SessionState.PLANNED: "The session is not open yet. Open it first.",
    SessionState.OPEN: "The session is open already, so this can no longer be changed.",
    SessionState.CLOSED: "The session is closed; what happened in it stands.",
    SessionState.CANCELLED: "The session was cancelled. Call a new one instead.",
}


def locked(session: Session, *states: SessionState) -> Session:
    """The session as it is now, held until the transaction ends. Raises Declined in any other state than these."""
    row = Session.objects.select_for_update(of=("self",)).select_related("year").get(pk=session.pk)
    settle(in_one_of(row, *states))
    return row


def locked_before(session: Session, then: SessionState) -> Session:
    """The session as it is now, held, if this state may follow. Raises Declined with the reason if it may not."""
    row = Session.objects.select_for_update(of=("self",)).select_related("year").get(pk=session.pk)
    settle(may_follow(SessionState(row.state), then))
    return row


def locked_for_attendance(session: Session) -> Session:
    """The session as it is now, held. Raises Declined where it can have no attendance.

    Somebody may have forgotten to open or close it: whether it was held does not depend on a button.
    """
    row = Session.objects.select_for_update(of=("self",)).select_related("year").get(pk=session.pk)
    settle(can_have_attendance(row))
    return row


def can_have_attendance(session: Session) -> Verdict:
    """Whether it can be recorded who was represented: in a cohort's session, once it can have had anybody in it.

    Who takes part in an open session is kept nowhere (R-CH-06).
    """
    if session.year is None:
        return no("This session is open to anybody, and who takes part in it is kept nowhere.")
    if session.state == SessionState.PLANNED and session.starts_at > clock.now():
        return no("The session has not begun yet, so nobody can have come.")
    return in_one_of(session, SessionState.PLANNED, SessionState.OPEN, SessionState.CLOSED)


def in_one_of(session: Session, *states: SessionState) -> Verdict:
    """Whether the session is in one of these states."""
    return yes() if session.state in states else no(_WHY_NOT[SessionState(session.state)])


def tell(session: Session) -> None:
    """Whoever has a page of the session's hour open sees the change as soon as it is kept."""
    for page in PAGES_OF_THE_HOUR:
        changed(f"{page}:{session.pk}")


def year_of(session: Session) -> ProgrammeYear:
    """The programme year of a session. Raises Declined for one outside any cohort."""
    if session.year is None:
        raise Declined(no("This session belongs to no cohort, so nobody stands for a member in it."))
    return session.year


def address_of(person: Person) -> str:
    """Where mail reaches somebody: the address kept for the person, or that of the account."""
    return person.email or (person.account.email if person.account else "")
