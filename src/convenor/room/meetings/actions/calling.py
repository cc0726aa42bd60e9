"""Calling a session, changing, moving and cancelling it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from convenor.kernel import audit
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.kernel.outbox import emit
from convenor.people.models import Person
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.meetings.actions.agenda import lay_out
from convenor.room.meetings.actions.experts import tell_experts_it_is_off, tell_experts_it_moved
from convenor.room.meetings.actions.stage import locked, locked_before, tell
from convenor.room.meetings.actions.updates import forget_updates
from convenor.room.meetings.models import Session, Theme
from convenor.room.meetings.queries import agenda_digest, invited_to
from convenor.rules.first_agenda import SHORTEST, Template, suits
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import Mode, SessionKind, SessionState
from convenor.rules.wording import said

LONGEST = 480
_CHANGED_SINCE = (
    "The session was changed since you opened this page, perhaps by a colleague. Open it in another window and "
    "compare. If you keep yours now, it takes the place of theirs."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """What a session is called with; `starts_at` is aware, `minutes` whole, `themes` in their order.

    `template` is what the agenda starts from; None is the usual one of the kind.
    """

    kind: SessionKind
    starts_at: datetime
    minutes: int = 60
    mode: Mode = Mode.VIRTUAL
    themes: tuple[str, ...] = ()
    place: str = ""
    join_url: str = ""
    counts_toward_standing: bool = True
    template: Template | None = None


def call_session(actor: Actor, year: ProgrammeYear, call: Call) -> Session:
    """Call a session of a cohort's year, with an agenda to start from (R-MTG-01, R-MTG-05)."""
    require(actor, "session.change", cohort=year.cohort_id)
    settle(_sound(call, year))
    with transaction.atomic():
        settle(_is_another(call, year))
        session = Session.objects.create(year=year, **_columns(call))
        _keep_themes(session, call.themes)
        lay_out(session, call.template)
        audit.record(actor, "session.called", kind="session", subject=session.pk)
    return session


def _is_another(call: Call, year: ProgrammeYear) -> Verdict:
    """Pressed twice, a session is not called twice; only working groups may meet at the same time."""
    same = year.sessions.filter(kind=call.kind, starts_at=call.starts_at).exclude(state=SessionState.CANCELLED)
    if call.kind is SessionKind.WORKING_GROUP or not same.exists():
        return yes()
    return no("Such a session begins at that very time already; it stands in the year's list. Choose another time.")


def change_session(actor: Actor, session: Session, call: Call, *, seen: str | None = None) -> None:
    """Change or move a session that has not begun; whoever has its agenda is told of a new time.

    `seen` is the digest of what somebody began from: a session that a colleague moved is not moved back unseen.
    """
    require(actor, "session.change", cohort=session.year.cohort_id if session.year else None)
    with transaction.atomic():
        row = locked(session, SessionState.PLANNED)
        settle(yes() if seen in (None, agenda_digest(row)) else no(_CHANGED_SINCE))
        settle(_sound(call, row.year))
        moved = row.starts_at != call.starts_at
        Session.objects.filter(pk=row.pk).update(**_columns(call), time_known=True)
        _keep_themes(row, call.themes)
        for person in _who_has_the_agenda(row) if moved else ():
            emit("session_moved", session=str(row.pk), person=str(person.pk))
        _say_that_it_changed(row)
        if moved:
            tell_experts_it_moved(Session.objects.get(pk=row.pk))
        audit.record(actor, "session.moved" if moved else "session.changed", kind="session", subject=row.pk)


def cancel_session(actor: Actor, session: Session, because: str) -> None:
    """Call a session off; it stays in the calendar, and whoever has its agenda or was asked to brief it is told."""
    require(actor, "session.change", cohort=session.year.cohort_id if session.year else None)
    settle(yes() if because.strip() else no("Say in a few words why the session is cancelled; the members read it."))
    with transaction.atomic():
        row = locked_before(session, SessionState.CANCELLED)
        row.state, row.cancelled_because = SessionState.CANCELLED, because.strip()
        row.save(update_fields=["state", "cancelled_because"])
        forget_updates(row)
        row.questions_ahead.all().delete()
        for person in _who_has_the_agenda(row):
            emit("session_cancelled", session=str(row.pk), person=str(person.pk))
        _say_that_it_changed(row)
        tell_experts_it_is_off(row)
        audit.record(actor, "session.cancelled", kind="session", subject=row.pk)
        tell(row)


def _say_that_it_changed(row: Session) -> None:
    """Of a cohort's session, to which people are invited by name; who registered for an open one is not known here."""
    if row.year is None:
        emit("webinar_changed", session=str(row.pk))
    else:
        emit("session_changed", session=str(row.pk))


def _sound(call: Call, year: ProgrammeYear | None) -> Verdict:
    if not SHORTEST <= call.minutes <= LONGEST:
        return no(
            said(
                "A session takes {least} to {most} minutes; {minutes} is outside that.",
                least=SHORTEST,
                most=LONGEST,
                minutes=call.minutes,
            )
        )
    if call.template is not None and not (fits := suits(call.template, call.kind)).allowed:
        return fits
    day = call.starts_at.date()
    if year is not None and not year.starts <= day <= year.ends:
        return no(
            said(
                "{day} lies outside the programme year, which runs from {starts} to {ends}. Choose a day in it, or "
                "call the session in another year.",
                day=day,
                starts=year.starts,
                ends=year.ends,
            )
        )
    return yes()


def _columns(call: Call) -> dict[str, object]:
    return {
        "kind": call.kind,
        "starts_at": call.starts_at,
        "minutes": call.minutes,
        "mode": call.mode,
        "place": call.place,
        "join_url": call.join_url,
        "counts_toward_standing": call.counts_toward_standing,
    }


def _keep_themes(session: Session, themes: tuple[str, ...]) -> None:
    session.themes.all().delete()
    Theme.objects.bulk_create(
        Theme(session=session, position=place, title=title) for place, title in enumerate(themes, start=1)
    )


def _who_has_the_agenda(session: Session) -> QuerySet[Person]:
    """Nobody is told of a change to a session that they never heard of."""
    return invited_to(session) if session.sendings.exists() else Person.objects.none()
