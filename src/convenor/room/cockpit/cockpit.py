"""The officer's cockpit: how the hour stands, in a bounded number of statements, and the same for all who look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.room.breakouts.models import Round
from convenor.room.cockpit.codes import code_of
from convenor.room.meetings import sheet
from convenor.room.meetings.models import BriefUpdate, Session, Statement
from convenor.room.meetings.next_step import NextStep, next_step
from convenor.room.meetings.queries import CREDITING, statement_in_force
from convenor.room.meetings.sheet import AgendaLine
from convenor.room.polls.asking import answers_so_far
from convenor.room.polls.models import Poll
from convenor.rules.scope import ScopeWarning, look_at
from convenor.rules.timing import TimeFacts, Timing, timing_of
from convenor.rules.updates import AS_A_REMARK, Part, order_of_speaking
from convenor.rules.vocabulary import (
    AgendaItemKind,
    Capacity,
    Origin,
    PollState,
    RemarkKind,
    RoundState,
    SessionState,
)

# What a tap put there, a tap takes away; what a report says stays.
_BY_A_TAP = frozenset({Origin.OFFICER, Origin.CHECKED_IN})


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """An item of the agenda with how much of its time has passed."""

    agenda: AgendaLine
    timing: Timing


@dataclass(frozen=True, kw_only=True, slots=True)
class CardText:
    """One of the four texts of a card."""

    kind: RemarkKind
    text: str
    warnings: tuple[ScopeWarning, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """A member in the round of updates; `card` is what it sent ahead, if anything."""

    name: str
    card: BriefUpdate | None
    said: tuple[CardText, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A member on the day: who represents it, if anybody, whether that was tapped, and who was named to stand in."""

    slug: str
    name: str
    there: Capacity | None
    tapped: bool
    may_be: tuple[Capacity, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A poll with how many have answered, as a room may read it."""

    poll: Poll
    answers: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Cockpit:
    """Everything that stands in the cockpit at a moment."""

    at: datetime
    next: NextStep | None
    statement: Statement | None
    hour: Timing
    lines: tuple[Line, ...]
    turns: tuple[Turn, ...]
    members: tuple[Member, ...]
    polls: tuple[Asked, ...]
    round: Round | None
    round_timing: Timing | None
    code: str
    notes: int

    @property
    def now(self) -> Line | None:
        """What is on."""
        return next((line for line in self.lines if line.agenda.state == "now"), None)

    @property
    def there(self) -> int:
        """How many members are represented."""
        return sum(member.there is not None for member in self.members)

    @property
    def cards(self) -> tuple[Turn, ...]:
        """Who sent a card, in the order of speaking."""
        return tuple(turn for turn in self.turns if turn.card)

    @property
    def without_card(self) -> tuple[Turn, ...]:
        """Who sent none."""
        return tuple(turn for turn in self.turns if not turn.card)

    @property
    def asking(self) -> bool:
        """Whether a poll is being answered; there is one at most."""
        return any(asked.poll.state == PollState.OPEN for asked in self.polls)


def snapshot(key: str) -> str:
    """The cockpit of a session as its listeners are sent it."""
    rows: QuerySet[Session] = Session.objects.select_related("year__cohort", "reading__statement")
    return fragment(rows.prefetch_related("items", "themes", "sendings").get(pk=key))


def fragment(session: Session) -> str:
    """What the page shows at first and what its listeners get, byte for byte the same."""
    here = reverse("cockpit:cockpit", args=[session.pk])
    return render_to_string("cockpit/_cockpit.html", {"session": session, "cockpit": cockpit_of(session), "here": here})


def cockpit_of(session: Session) -> Cockpit:
    """How the hour of a session stands now."""
    at, reading = clock.now(), getattr(session, "reading", None)
    names = sheet.member_names(session)
    running = session.rounds.exclude(state=RoundState.OVER).first()
    return Cockpit(
        at=at,
        next=_next(session, at),
        statement=reading.statement if reading else statement_in_force(clock.today()),
        hour=_timing(session.minutes, session.opened_at, session.closed_at, at),
        lines=tuple(
            Line(agenda=line, timing=_timing(line.item.minutes, line.item.opened_at, line.item.closed_at, at))
            for line in sheet.agenda_lines(session, None)
        ),
        turns=_turns(session, names),
        members=_members(session, names),
        polls=tuple(Asked(poll=poll, answers=answers_so_far(poll)) for poll in session.polls.all()),
        round=running,
        round_timing=_timing(running.minutes, running.began_at, running.ended_at, at) if running else None,
        code=code_of(session) if session.state == SessionState.OPEN else "",
        notes=session.remarks.count(),
    )


def _timing(minutes: int, began: datetime | None, ended: datetime | None, at: datetime) -> Timing:
    return timing_of(TimeFacts(minutes=minutes, began_at=began, ended_at=ended), at)


def _next(session: Session, at: datetime) -> NextStep | None:
    """The one thing to do next; while a session is open its own page leads here."""
    if session.state != SessionState.OPEN:
        return next_step(session, at)
    if not hasattr(session, "reading"):
        return NextStep(
            why=_("Nothing is discussed before the statement. Read it out, then record it."),
            label=_("The statement was read just now"),
            url=reverse("meetings:read_statement", args=[session.pk]),
            post=True,
        )
    waiting = [i for i in session.items.all() if i.opened_at is None and i.kind != AgendaItemKind.STATEMENT]
    if waiting:
        return NextStep(
            why=_("The item before ends when this one begins."),
            label=_("Begin “%(title)s”") % {"title": waiting[0].title},
            url=reverse("meetings:open_item", args=[session.pk, waiting[0].pk]),
            post=True,
        )
    close = reverse("cockpit:close", args=[session.pk])
    return NextStep(why=_("Every item has begun."), label=_("Close the session"), url=close)


def _turns(session: Session, names: Mapping[str, str]) -> tuple[Turn, ...]:
    """The members in the order of speaking, with what they sent ahead."""
    cards = {card.organisation_id: card for card in session.updates.all()}
    before = session.year.sessions.filter(starts_at__lt=session.starts_at).count() if session.year else 0
    order = order_of_speaking(tuple(names), turn=before)
    return tuple(Turn(name=names[slug], card=cards.get(slug), said=_said(cards.get(slug))) for slug in order)


def _said(card: BriefUpdate | None) -> tuple[CardText, ...]:
    texts = ((part, getattr(card, part)) for part in Part) if card else ()
    return tuple(CardText(kind=AS_A_REMARK[part], text=text, warnings=look_at(text)) for part, text in texts if text)


def _members(session: Session, names: Mapping[str, str]) -> tuple[Member, ...]:
    rows = list(session.attendances.values_list("organisation_id", "capacity", "origin"))
    named = set(session.delegations.exclude(person=None).values_list("organisation_id", "capacity"))
    return tuple(_member(slug, name, rows, named) for slug, name in names.items())


def _member(slug: str, name: str, rows: Sequence[tuple[str, str, str]], named: set[tuple[str, str]]) -> Member:
    own = {Capacity(capacity): Origin(origin) for organisation, capacity, origin in rows if organisation == slug}
    return Member(
        slug=slug,
        name=name,
        there=next((capacity for capacity in CREDITING if capacity in own), None),
        tapped=not _BY_A_TAP.isdisjoint(own.values()),
        may_be=tuple(c for c in CREDITING if c is Capacity.NOMINEE or (slug, c.value) in named),
    )
