"""Reads of polls: which there are, who may answer with which slip, and how many have."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from convenor.kernel.actor import NOBODY, Actor, actor_of
from convenor.kernel.gate import Refused
from convenor.kernel.live.changes import changed
from convenor.people.models import Account
from convenor.room.cohorts.models import Cohort
from convenor.room.meetings.actions.stage import PAGES_OF_THE_HOUR
from convenor.room.meetings.models import Delegation, Session
from convenor.room.meetings.queries import rules_to_accept
from convenor.room.meetings.queries import visible_to as sessions_visible_to
from convenor.room.polls import holding
from convenor.room.polls.holding import UNREADABLE, NotHeldError
from convenor.room.polls.models import Poll
from convenor.room.polls.queries import USUAL_K
from convenor.room.polls.slips import SlipBook, slip_book
from convenor.room.series.models import Webinar
from convenor.room.statistics.queries import ledger_of
from convenor.room.statistics.reach import Room
from convenor.rules.ballots import how_many
from convenor.rules.opinion.safety import DEFAULT_ORGANISATIONS
from convenor.rules.verdict import no
from convenor.rules.vocabulary import PollState, Role, SessionState

NOT_INVITED = (
    "You are not invited to the session, or not any more, or have not accepted its ground rules yet. If that is a "
    "mistake, write to the secretariat."
)


def polls_visible_to(actor: Actor) -> QuerySet[Poll]:
    """The polls that somebody may look after: the secretariat's alone; what a room sees of one is on its floor."""
    return Poll.objects.select_related("session") if actor.in_secretariat else Poll.objects.none()


def open_polls(session: Session) -> QuerySet[Poll]:
    """What a session is being asked now."""
    return session.polls.filter(state=PollState.OPEN)


def revealed_polls(session: Session) -> QuerySet[Poll]:
    """What a session may see the result of."""
    return session.polls.filter(revealed=True)


def sessions_to_ask(actor: Actor, poll: Poll) -> QuerySet[Session]:
    """The sessions of the same room, or of any where it has none, in which a poll could be asked once more."""
    room = room_of_session(poll.session)
    coming = sessions_visible_to(actor).filter(state__in=(SessionState.PLANNED, SessionState.OPEN))
    if isinstance(room, Cohort):
        coming = coming.filter(year__cohort=room)
    elif room is not None:
        coming = coming.filter(webinar__series=room)
    return coming.exclude(pk=poll.session_id).select_related("year__cohort").order_by("starts_at")


def asked_besides(poll: Poll) -> list[Poll]:
    """The same question in other sessions of an open series whose room read a result in words, the earliest first.

    A self-check before a series and after it is one question asked twice (R-PLP-16): nobody is followed from one to the
    other. In a cohort nearly the same people come each time, so two results side by side would say who came between.
    """
    room = room_of_session(poll.session)
    if room is None or isinstance(room, Cohort):
        return []
    sessions = Session.objects.filter(webinar__series=room).exclude(pk=poll.session_id)
    found = Poll.objects.filter(session__in=sessions, revealed=True, kind=poll.kind, wording=poll.wording)
    alike = found.select_related("session__year__cohort", "prompt").order_by("session__starts_at")
    return [one for one in alike if one.question == poll.question and one.said]


def room_of_session(session: Session) -> Room | None:
    """The cohort or the series that a session belongs to."""
    if session.year is not None:
        return session.year.cohort
    webinar = Webinar.objects.select_related("series").filter(session=session).first()
    return webinar.series if webinar else None


def thresholds_of(session: Session) -> tuple[int, int]:
    """How many people and how many organisations have to answer: as in the room's ledger, or the usual (A-22)."""
    room = room_of_session(session)
    ledger = ledger_of(room) if room else None
    return (ledger.k, ledger.k_organisations) if ledger else (USUAL_K, DEFAULT_ORGANISATIONS)


def folder() -> Path:
    """Where the ballots of open polls are held."""
    return Path(settings.CONVENOR_BALLOTS)


def book_of(session: Session) -> SlipBook:
    """The slip book of a session; `for_phone` gives a new slip, `read` says whether one is ours."""
    return slip_book(settings.SECRET_KEY, session.pk)


def slip_of(actor: Actor, session: Session) -> str:
    """The slip of somebody signed in: the same however often, and nothing is stored.

    Raises Refused for an account that was switched off, and for whoever is not invited, or not any more: that is asked
    now and not when the page was begun, for a slip that is handed out cannot be taken back (docs/adr/0011).
    """
    now = _as_of_now(actor)
    if not sessions_visible_to(now).filter(pk=session.pk).exists() or rules_to_accept(now, session):
        raise Refused(no(NOT_INVITED))
    return book_of(session).for_account(actor.account, _speaks_for(now, session))


def _as_of_now(actor: Actor) -> Actor:
    """The same person with what is granted at this moment; nobody, where the account is gone or switched off."""
    account = Account.objects.filter(pk=actor.account).first() if actor.account else None
    return actor_of(account) if account else NOBODY


def _speaks_for(actor: Actor, session: Session) -> str | None:
    """The organisation that somebody is in the session for: named for this one, or with a seat in its cohort."""
    named = Delegation.objects.filter(session=session, person__account__pk=actor.account).first()
    if named:
        return str(named.organisation_id)
    cohort = session.year.cohort_id if session.year else None
    return min(actor.organisations(Role.NOMINEE, cohort=cohort), default=None) if cohort else None


def has_answered(poll: Poll, slip: str) -> bool:
    """Whether a slip was used for an open poll; ask it only for whoever holds the slip."""
    read = book_of(poll.session).read(slip)
    try:
        with holding.opened(folder(), poll.pk) as place:
            return read is not None and place.has_answered(read)
    except (NotHeldError, *UNREADABLE):
        # Whoever answers a second time is told that it was counted.
        return False


def answers_so_far(poll: Poll) -> str:
    """How many have answered, as a room may read it: under k only that they are fewer (A-22).

    Empty where too few answered a poll that is over: how many is not kept, and many of one organisation are too few.
    """
    least = poll.k or USUAL_K
    if poll.state == PollState.CLOSED:
        return how_many(poll.answered, least) if poll.answered is not None else ""
    try:
        with holding.opened(folder(), poll.pk) as place:
            return how_many(place.count(), least)
    except (NotHeldError, *UNREADABLE):
        return how_many(0, least)


def tell_the_session(session: UUID) -> None:
    """Whoever has the session's pages open sees what is different; call it in the transaction that changes it."""
    for page in PAGES_OF_THE_HOUR:
        changed(f"{page}:{session}")
    for poll in Poll.objects.filter(session=session).values_list("pk", flat=True):
        changed(f"poll:{poll}")


def tell_of_the_count(session: UUID) -> None:
    """The officer and the shared screen see that more have answered; on a thread of its own, after the commit."""
    try:
        changed(f"cockpit:{session}")
        changed(f"screen:{session}")
        for poll in Poll.objects.filter(session=session, state=PollState.OPEN).values_list("pk", flat=True):
            changed(f"poll:{poll}")
    finally:
        connection.close()
