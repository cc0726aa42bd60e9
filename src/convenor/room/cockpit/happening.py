"""What is happening in a session now, as everybody in it may see it: no counts, no names, nobody's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from convenor.kernel import clock
from convenor.room.breakouts.models import Round
from convenor.room.meetings.models import AgendaItem, Session, Statement
from convenor.room.meetings.queries import label_of, statement_in_force
from convenor.room.polls.asking import open_polls, revealed_polls
from convenor.room.polls.models import Poll
from convenor.rules.vocabulary import RoundState, SessionState


class Stage(StrEnum):
    """How far a session is for those who take part in it."""

    TO_COME = "to_come"
    STATEMENT = "statement"
    UNDER_WAY = "under_way"
    OVER = "over"


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """A session at this moment; `shown` are the results that it may see, the last asked first."""

    session: Session
    stage: Stage
    statement: Statement | None
    item: AgendaItem | None
    asked: Poll | None
    shown: Sequence[Poll]
    breaks_out: Round | None

    @property
    def label(self) -> str:
        """What the session is called; it says neither the cohort nor who is in it."""
        return label_of(self.session).full


def happening_in(session: Session) -> Happening:
    """What is happening in a session now."""
    stage = stage_of(session)
    goes_on = stage == Stage.UNDER_WAY
    reading = getattr(session, "reading", None)
    return Happening(
        session=session,
        stage=stage,
        statement=reading.statement if reading else statement_in_force(clock.today()),
        item=session.items.filter(opened_at__isnull=False, closed_at=None).last() if goes_on else None,
        asked=open_polls(session).first() if goes_on else None,
        shown=list(revealed_polls(session).order_by("-position")) if goes_on else (),
        breaks_out=_breaks_out(session) if goes_on else None,
    )


def happening_with(key: str) -> Happening:
    """The same by a session's id, for those who listen. Raises Session.DoesNotExist."""
    return happening_in(Session.objects.select_related("year__cohort", "reading__statement").get(pk=UUID(key)))


def stage_of(session: Session) -> Stage:
    """How far a session is."""
    if session.state == SessionState.PLANNED:
        return Stage.TO_COME
    if session.state != SessionState.OPEN:
        return Stage.OVER
    return Stage.UNDER_WAY if hasattr(session, "reading") else Stage.STATEMENT


def _breaks_out(session: Session) -> Round | None:
    return Round.objects.filter(session=session, state=RoundState.RUNNING).prefetch_related("breakouts").first()
