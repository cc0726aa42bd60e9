"""Reads of breakouts: the round that runs, who sits where, and which group is somebody's own."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from convenor.kernel.actor import Actor
from convenor.people.queries import in_order
from convenor.room.breakouts.models import Breakout, Place, Round
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import visible_to as sessions_visible_to
from convenor.rules.vocabulary import RoundState


@dataclass(frozen=True, kw_only=True, slots=True)
class Seated:
    """An organisation in a breakout by its name, how many of it, and one of its places to move."""

    name: str
    people: int
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A breakout with who sits in it, in the order of names."""

    breakout: Breakout
    seated: Sequence[Seated]
    own: bool

    @property
    def people(self) -> int:
        """How many sit in it."""
        return sum(one.people for one in self.seated)


def rounds_visible_to(actor: Actor) -> QuerySet[Round]:
    """The secretariat sees all; whoever is invited sees one that has begun."""
    rows = Round.objects.select_related("session").filter(session__in=sessions_visible_to(actor))
    return rows if actor.in_secretariat else rows.filter(state=RoundState.RUNNING)


def breakouts_visible_to(actor: Actor) -> QuerySet[Breakout]:
    """The breakouts in which somebody of this actor's organisations sits; all for the secretariat."""
    rows = Breakout.objects.select_related("round__session").filter(round__in=rounds_visible_to(actor))
    if actor.in_secretariat:
        return rows
    return rows.filter(places__organisation__in=actor.organisations()).distinct()


def round_of(actor: Actor, session: Session) -> Round | None:
    """The round that is planned or runs, if this actor may see it."""
    return rounds_visible_to(actor).filter(session=session).exclude(state=RoundState.OVER).first()


def groups_of(actor: Actor, row: Round) -> list[Group]:
    """The breakouts of a round with the names of who sits in them; a member's own ones only."""
    found = breakouts_visible_to(actor).filter(round=row).order_by("number")
    found = found.prefetch_related(Prefetch("places", queryset=Place.objects.order_by("pk")))
    own = actor.organisations()
    return [_group(breakout, own) for breakout in found]


def _group(breakout: Breakout, own: frozenset[str]) -> Group:
    places = list(breakout.places.all())
    people = Counter(place.organisation_id for place in places)
    first = {place.organisation_id: place for place in reversed(places)}
    names = in_order(people, breakout.round.session.starts_at.date())
    seated = [Seated(name=name, people=people[slug], place=first[slug]) for slug, name in names]
    return Group(breakout=breakout, seated=seated, own=not own.isdisjoint(people))
