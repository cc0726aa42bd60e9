"""Breaking a session into small groups, and back."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from convenor.kernel import audit, clock
from convenor.kernel.actor import THE_SYSTEM, Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.kernel.live.changes import changed
from convenor.room.breakouts.models import Breakout, Place, Round
from convenor.room.breakouts.queries import breakouts_visible_to
from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.room.meetings.actions.remarks import seal
from convenor.room.meetings.actions.stage import locked, tell, year_of
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import members_at
from convenor.rules import breakouts as rules
from convenor.rules.agenda import may_open_discussion
from convenor.rules.scope import belongs
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import AgendaItemKind, RemarkKind, RoundState, SessionState
from convenor.rules.wording import said, together

MOST_OF_ONE = 6
LONGEST = 120


@transaction.atomic
def plan_breakouts(
    actor: Actor,
    session: Session,
    present: Mapping[str, int],
    themes: Sequence[str],
    minutes: int,
    *,
    scope_reason: str = "",
) -> Round:
    """Spread who is here over breakouts, one a theme; planned again, the groups are mixed anew.

    `present` says how many people of each member are here, `scope_reason` why themes that may be out of scope belong
    here (A-38). Raises Declined where two would be left alone.
    """
    require(actor, "session.run")
    row = locked(session, SessionState.PLANNED, SessionState.OPEN)
    settle(_can_be_planned(row, present, minutes))
    settle(belongs(themes, scope_reason))
    before = row.rounds.exclude(state=RoundState.OVER).first()
    settle(no("The breakouts have begun. End them first.") if before and _runs(before) else yes())
    mixed = before.mixed + 1 if before else 1
    places = [rules.Place(organisation=slug) for slug, many in present.items() for _ in range(many)]
    made = rules.assign(places, len(themes), seed=mixed)
    settle(made.verdict)
    if before:
        before.delete()
    planned = Round.objects.create(session=row, minutes=minutes, mixed=mixed, scope_reason=scope_reason.strip())
    for number, (theme, organisations) in enumerate(zip(themes, made.breakouts, strict=True), start=1):
        breakout = planned.breakouts.create(number=number, theme=theme.strip())
        Place.objects.bulk_create(Place(breakout=breakout, organisation_id=slug) for slug in organisations)
    _tell_the_officers(row)
    return planned


def _can_be_planned(session: Session, present: Mapping[str, int], minutes: int) -> Verdict:
    year_of(session)
    strangers = sorted(slug for slug, many in present.items() if many and slug not in members_at(session))
    if strangers:
        return no(said("“{member}” is not a member on the day of the session.", member=strangers[0]))
    if any(not 0 <= many <= MOST_OF_ONE for many in present.values()):
        return no(said("Of each member there are 0 to {most} people.", most=MOST_OF_ONE))
    if not 1 <= minutes <= session.minutes:
        return no(said("Breakouts take 1 to {most} minutes in the session.", most=session.minutes))
    return yes()


@transaction.atomic
def move_place(actor: Actor, place: Place, to: Breakout) -> None:
    """Put somebody of an organisation into another breakout of the same round, before it begins."""
    require(actor, "session.run")
    _held(place.breakout.round, RoundState.PLANNED)
    settle(yes() if to.round_id == place.breakout.round_id else no("That breakout belongs to another round."))
    place.breakout = to
    place.save(update_fields=["breakout"])
    _tell_the_officers(to.round.session)


@transaction.atomic
def begin_round(actor: Actor, planned: Round) -> None:
    """Send people into their breakouts, once the statement was read and nobody would be alone."""
    require(actor, "session.run")
    session = locked(planned.session, SessionState.OPEN)
    row = _held(planned, RoundState.PLANNED)
    settle(may_open_discussion(statement_read=hasattr(session, "reading")))
    wrong = rules.look_over([_organisations(breakout) for breakout in row.breakouts.all()])
    settle(no(together(wrong)) if wrong else yes())
    row.state, row.began_at = RoundState.RUNNING, clock.now()
    row.save(update_fields=["state", "began_at"])
    audit.record(actor, "breakouts.begun", kind="session", subject=session.pk)
    tell(session)


@transaction.atomic
def end_round(actor: Actor, running: Round) -> None:
    """Call everybody back; who sat with whom is forgotten at once."""
    require(actor, "session.run")
    row = _held(running, RoundState.RUNNING)
    _end(row)
    audit.record(actor, "breakouts.ended", kind="session", subject=row.session_id)
    tell(row.session)


@transaction.atomic
def drop_round(actor: Actor, planned: Round) -> None:
    """Throw a plan away."""
    require(actor, "session.run")
    row = _held(planned, RoundState.PLANNED)
    session = row.session
    row.delete()
    _tell_the_officers(session)


@transaction.atomic
def send_note(actor: Actor, breakout: Breakout, kind: RemarkKind, text: str) -> None:
    """Seal a rapporteur's note of a breakout that runs; nobody but the secretariat reads it, and no author is kept."""
    require(actor, "breakout.note")
    settle(yes() if breakouts_visible_to(actor).filter(pk=breakout.pk).exists() else no(_NOT_YOURS))
    session = locked(breakout.round.session, SessionState.OPEN)
    _held(breakout.round, RoundState.RUNNING)
    item = session.items.filter(kind=AgendaItemKind.BREAK_OUT, opened_at__isnull=False, closed_at=None).first()
    seal(session, item, kind, text)
    _tell_the_officers(session)


def forget_places(_today: date, actor: Actor = THE_SYSTEM) -> int:
    """End what still runs in sessions that are over, and forget who sat with whom; say how many rounds."""
    require(actor, "session.run")
    left = Round.objects.exclude(state=RoundState.OVER).exclude(
        session__state__in=(SessionState.PLANNED, SessionState.OPEN)
    )
    with transaction.atomic():
        rows = list(left.select_for_update())
        for row in rows:
            _end(row)
    return len(rows)


def end_breakouts_of(session: UUID, actor: Actor = THE_SYSTEM) -> None:
    """End what still runs in a session that is over, and forget who sat with whom; safe to call again."""
    require(actor, "session.run")
    with transaction.atomic():
        for row in Round.objects.filter(session=session).exclude(state=RoundState.OVER).select_for_update():
            _end(row)


def _tell_the_officers(session: Session) -> None:
    """Members hear of a plan when it begins; of a note never, for its moment would say from which breakout it is."""
    changed(f"cockpit:{session.pk}")


_NOT_YOURS = "Nobody of your organisation sits in this breakout, so its note is for somebody else to send."
_WHY_NOT = {
    RoundState.PLANNED: said("The breakouts have not begun."),
    RoundState.RUNNING: said("The breakouts have begun, so this can no longer be changed. End them first."),
    RoundState.OVER: said("The breakouts are over."),
}


def _end(row: Round) -> None:
    """End a round; from here on nobody knows who sat with whom."""
    Place.objects.filter(breakout__round=row).delete()
    forget_on_disk()
    row.state, row.ended_at = RoundState.OVER, clock.now()
    row.save(update_fields=["state", "ended_at"])


def _held(row: Round, state: RoundState) -> Round:
    """The round as it is now, held. Raises Declined in any other state, or where it is gone."""
    found = Round.objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise Declined(no("These breakouts were planned anew in the meantime. Look at them again."))
    settle(yes() if found.state == state else no(_WHY_NOT[RoundState(found.state)]))
    return found


def _runs(row: Round) -> bool:
    return row.state == RoundState.RUNNING


def _organisations(breakout: Breakout) -> list[str]:
    return list(breakout.places.values_list("organisation_id", flat=True))
