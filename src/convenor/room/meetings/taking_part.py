"""What somebody does for the own organisation at a session: sends its update, says that it is there."""

from dataclasses import dataclass

from convenor.kernel.actor import Actor
from convenor.people.queries import names_of
from convenor.room.meetings.actions.stage import can_have_attendance, in_one_of
from convenor.room.meetings.actions.updates import SPEAKING, UNTIL_THE_END
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import comes_as, members_at, represented_at
from convenor.rules.vocabulary import AgendaItemKind, SessionState


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnPart:
    """One organisation for which somebody comes; `name` is empty where it goes without saying."""

    organisation: str
    name: str
    may_update: bool
    update_sent: bool
    may_check_in: bool
    is_there: bool

    @property
    def has_any(self) -> bool:
        """Whether there is anything to do or to know."""
        return self.may_update or self.may_check_in or self.is_there


def own_parts(actor: Actor, session: Session) -> list[OwnPart]:
    """What somebody may do for each organisation for which they come; nothing for the secretariat."""
    own = comes_as(actor, session)
    if not own:
        return []
    names = names_of(own, session.starts_at.date()) if len(own) > 1 else {}
    sent = set(session.updates.filter(organisation__in=own).values_list("organisation_id", flat=True))
    there = represented_at(session)
    begun = session.state != SessionState.CLOSED and can_have_attendance(session).allowed
    hears_updates = has_round(session) and in_one_of(session, *UNTIL_THE_END).allowed
    return [
        OwnPart(
            organisation=slug,
            name=names.get(slug, ""),
            may_update=capacity in SPEAKING and (hears_updates or slug in sent),
            update_sent=slug in sent,
            may_check_in=begun and slug not in there,
            is_there=begun and slug in there,
        )
        for slug, capacity in own.items()
    ]


def speaks_for(actor: Actor, session: Session) -> list[str]:
    """The organisations whose update somebody may write: all members' for the secretariat, else the own."""
    if actor.in_secretariat:
        return sorted(members_at(session))
    return [slug for slug, capacity in comes_as(actor, session).items() if capacity in SPEAKING]


def has_round(session: Session) -> bool:
    """Whether updates are heard: they are an item of the agenda, of a session in a cohort."""
    return session.year is not None and any(item.kind == AgendaItemKind.UPDATES for item in session.items.all())
