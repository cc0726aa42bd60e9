"""Reads of sessions: who may see which, what they are called, who is invited, and the facts that rules ask for."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from django.db.models import DateTimeField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.people.models import Account, Person
from convenor.people.queries import in_force as held_on
from convenor.room.cohorts.calendar import calendar_facts
from convenor.room.cohorts.models import Membership, ProgrammeYear, SeatHolding
from convenor.room.cohorts.queries import members_of, of_own_seats
from convenor.room.cohorts.seating import WHO_FILLS
from convenor.room.meetings.models import Attendance, Delegation, Remark, Session, Statement
from convenor.rules.agenda import AgendaFacts, AgendaItemFact
from convenor.rules.ground_rules import VERSION, still_holds
from convenor.rules.policy import Grant
from convenor.rules.programme_year import Anomaly, CalendarSession, Label, anomalies, canonical_labels
from convenor.rules.scope import StatementFacts, in_force
from convenor.rules.standing import PresenceFact, SessionFact
from convenor.rules.ties import STAND_IN_ENDS_AFTER
from convenor.rules.vocabulary import AgendaItemKind, Capacity, Origin, Role, SessionKind, SessionState
from convenor.rules.wording import said

# What somebody of a member can be there as, each crediting the member; the first is what the programme asks for.
CREDITING = (Capacity.NOMINEE, Capacity.DELEGATE, Capacity.GUEST)


def grants_of(account: Account) -> Iterable[Grant]:
    """A delegate's or guest's grants: none of them outlives its session by more than a day."""
    named = Delegation.objects.filter(_not_long_over(), person__account=account)
    # At most requests nobody stands in, and then the longer question is not asked.
    held = named.filter(of_a_member()) if named.exists() else named.none()
    return [
        Grant(role=Role(capacity), organisation=organisation)
        for capacity, organisation in held.values_list("capacity", "organisation_id")
    ]


def rights_last() -> Q:
    """Stand-ins who still hold rights: of a member, and until the day after the session."""
    return _not_long_over() & of_a_member()


def _not_long_over() -> Q:
    return Q(session__starts_at__gt=clock.now() - STAND_IN_ENDS_AFTER)


def of_a_member() -> Q:
    """Stand-ins whose organisation is a member today and on the session's day; outside a cohort nobody asks."""
    on = TruncDate(ExpressionWrapper(OuterRef("session__starts_at"), DateTimeField()), tzinfo=UTC)
    sits = Membership.objects.filter(
        Q(until=None) | Q(until__gt=clock.today()) & Q(until__gt=on),
        since__lte=on,
        cohort=OuterRef("session__year__cohort"),
        organisation=OuterRef("organisation"),
    )
    return Q(session__year=None) | Q(Exists(sits))


def visible_to(actor: Actor) -> QuerySet[Session]:
    """The sessions that this actor may see: all, those of a nominee's cohorts, those somebody is named for."""
    if actor.in_secretariat:
        return Session.objects.all()
    if not actor.signed_in:
        return Session.objects.none()
    named_for = Delegation.objects.filter(rights_last(), person__account__pk=actor.account)
    if actor.within:
        named_for = named_for.filter(session__pk=actor.within)
    return Session.objects.filter(
        Q(year__cohort__in=actor.cohorts(Role.NOMINEE)) | Q(pk__in=named_for.values("session"))
    )


def sealed_remarks(actor: Actor) -> QuerySet[Remark]:
    """The sealed notes: the secretariat's alone (R-MTG-17)."""
    return Remark.objects.all() if actor.in_secretariat else Remark.objects.none()


def agenda_facts(session: Session) -> AgendaFacts:
    """A session's agenda as the rules look at it."""
    items = tuple(
        AgendaItemFact(
            id=str(item.pk),
            kind=AgendaItemKind(item.kind),
            title=item.title,
            minutes=item.minutes,
            scope_reason=item.scope_reason,
        )
        for item in session.items.all()
    )
    return AgendaFacts(kind=SessionKind(session.kind), length=session.minutes, items=items)


def statement_in_force(day: date) -> Statement | None:
    """The latest version that counsel has approved; as long as there is none, the latest that waits for approval."""
    rows = {row.version: row for row in Statement.objects.all()}
    facts = [statement_facts(row) for row in rows.values()]
    chosen = in_force([fact for fact in facts if fact.approved_by_counsel], day) or in_force(facts, day)
    return rows[chosen.version] if chosen else None


def statement_to_read(session: Session) -> Statement | None:
    """The version that was read in a session; before that, the one that would be read today."""
    reading = getattr(session, "reading", None)
    return reading.statement if reading else statement_in_force(clock.today())


def statement_facts(row: Statement) -> StatementFacts:
    """A version of the statement as the rules look at it."""
    return StatementFacts(
        version=row.version,
        text=row.text,
        in_scope=tuple(row.in_scope),
        out_of_scope=tuple(row.out_of_scope),
        in_force_from=row.in_force_from,
        approved_by_counsel=row.approved_by_counsel,
    )


def label_of(session: Session) -> Label:
    """What a session is called by its date and kind (A-03, R-MTG-23); in an open series, by its number there."""
    key = str(session.pk)
    webinar = getattr(session, "webinar", None)
    if webinar is not None:
        parts = {"series": webinar.series.name, "number": webinar.number}
        return Label(
            short=said("{series}, session {number}", **parts),
            full=said("{series}, session {number}, {year}", **parts, year=webinar.series.year),
        )
    if session.year is None:
        alone = CalendarSession(id=key, kind=SessionKind(session.kind), on=session.starts_at.date())
        return canonical_labels([alone])[key]
    return canonical_labels(calendar_facts(session.year))[key]


def anomaly_of(session: Session) -> Anomaly | None:
    """How a printed label contradicts its session's date, if it does (A-03)."""
    if session.year is None or not session.label_printed:
        return None
    found = anomalies(calendar_facts(session.year))
    return next((anomaly for anomaly in found if anomaly.session == str(session.pk)), None)


def members_at(session: Session) -> frozenset[str]:
    """The organisations that were members on the session's day; none for a session outside a cohort."""
    if session.year is None:
        return frozenset()
    members = members_of(session.year.cohort, session.starts_at.date())
    return frozenset(members.values_list("organisation_id", flat=True))


def nominees_at(session: Session, day: date) -> QuerySet[Person]:
    """The people who hold a seat in the session's cohort on a day."""
    if session.year is None:
        return Person.objects.none()
    memberships = Membership.objects.filter(held_on(day), cohort=session.year.cohort_id)
    holdings = SeatHolding.objects.filter(held_on(day), seat__membership__in=memberships)
    return Person.objects.filter(holdings__in=holdings).distinct()


def invited_to(session: Session) -> QuerySet[Person]:
    """Who hears of a session today: the cohort's nominees, and whoever stands in for somebody."""
    nominees = nominees_at(session, clock.today()).values("pk")
    named = Delegation.objects.filter(of_a_member(), session=session).values("person")
    invited = Person.objects.filter(Q(pk__in=nominees) | Q(pk__in=named))
    # An account that was switched off hears nothing any more (AC-19).
    return invited.exclude(email="").exclude(account__is_active=False)


def agenda_digest(session: Session) -> str:
    """A digest of everything that an agenda says, so that a change after it was sent shows."""
    return hashlib.sha256(json.dumps(agenda_said(session), ensure_ascii=False).encode()).hexdigest()


def agenda_said(session: Session) -> dict[str, Any]:
    """Everything that an agenda says, in the shape in which it is kept once it is sent."""
    items = session.items.values_list(
        "position", "kind", "title", "minutes", "lead_id", "pre_reading", "under_the_rule"
    )
    return {
        "kind": session.kind,
        "starts_at": session.starts_at.astimezone(UTC).isoformat(),
        "minutes": session.minutes,
        "where": [session.mode, session.place, session.join_url],
        "themes": list(session.themes.values_list("title", flat=True)),
        "items": [list(item) for item in items],
        **({"purpose": session.purpose} if session.purpose else {}),
    }


def stand_ins_of(actor: Actor, session: Session) -> QuerySet[Delegation]:
    """Who was named for a session: all for the secretariat, the own organisation's for those who fill its seats.

    Nobody once it is closed: beside an attendance as delegate it would say who came (AC-03).
    """
    rows = Delegation.objects.filter(session=session).exclude(session__state=SessionState.CLOSED)
    rows = rows.select_related("person", "organisation")
    if not actor.in_secretariat:
        rows = rows.filter(of_own_seats(actor, "organisation", "session__year__cohort", WHO_FILLS))
    return rows.order_by("organisation", "pk")


def comes_as(actor: Actor, session: Session) -> dict[str, Capacity]:
    """For which members somebody comes to a session, and as what; nobody else learns it."""
    if session.year is None:
        return {}
    sits = actor.organisations(Role.NOMINEE, cohort=session.year.cohort_id)
    named = Delegation.objects.filter(session=session, person__account__pk=actor.account) if actor.account else ()
    found = {row.organisation_id: Capacity(row.capacity) for row in named} | dict.fromkeys(sits, Capacity.NOMINEE)
    members = members_at(session)
    return {slug: capacity for slug, capacity in sorted(found.items()) if slug in members}


@dataclass(frozen=True, kw_only=True, slots=True)
class RulesAsked:
    """What somebody who stands in has still to accept before a session is shown."""

    delegation: Delegation
    statement: Statement | None

    @property
    def statement_version(self) -> str:
        return self.statement.version if self.statement else ""

    @property
    def seen(self) -> str:
        """Names what was shown, so that nobody accepts what was changed meanwhile."""
        return f"{VERSION}/{self.statement_version}"


def rules_to_accept(actor: Actor, session: Session) -> RulesAsked | None:
    """What somebody has still to accept; None for members, the secretariat, and whoever has accepted (R-ROL-04)."""
    if not actor.signed_in or actor.in_secretariat:
        return None
    named = Delegation.objects.filter(session=session, person__account__pk=actor.account).first()
    return asked_of(named) if named else None


def asked_of(named: Delegation) -> RulesAsked | None:
    """What this stand-in has still to accept, if anything."""
    asked = RulesAsked(delegation=named, statement=statement_to_read(named.session))
    kept = still_holds(
        rules=named.rules_version, statement=named.statement_version, statement_now=asked.statement_version
    )
    return None if kept else asked


def session_facts(year: ProgrammeYear) -> tuple[SessionFact, ...]:
    """The year's sessions as standing looks at them."""
    rows = year.sessions.values_list(
        "pk", "kind", "starts_at", "state", "attendance_recorded_at", "counts_toward_standing"
    )
    return tuple(
        SessionFact(
            id=str(key),
            kind=SessionKind(kind),
            on=starts_at.date(),
            held=state == SessionState.CLOSED,
            attendance_recorded=recorded_at is not None,
            cancelled=state == SessionState.CANCELLED,
            counts_toward_standing=counts,
        )
        for key, kind, starts_at, state, recorded_at, counts in rows
    )


def presence_facts(year: ProgrammeYear) -> tuple[PresenceFact, ...]:
    """Which organisations were represented in the year's sessions, in which capacity; never by whom."""
    rows = Attendance.objects.filter(session__year=year).order_by("session_id", "organisation_id", "capacity")
    return tuple(
        PresenceFact(session=str(session), organisation=slug, capacity=Capacity(capacity), origin=Origin(origin))
        for session, slug, capacity, origin in rows.values_list("session_id", "organisation_id", "capacity", "origin")
    )


def represented_at(session: Session) -> dict[str, Capacity]:
    """By whom each organisation was represented, as far as recorded; of several the first in this order."""
    found: dict[str, Capacity] = {}
    for organisation, capacity in session.attendances.values_list("organisation_id", "capacity"):
        was = found.get(organisation)
        if was is None or CREDITING.index(Capacity(capacity)) < CREDITING.index(was):
            found[organisation] = Capacity(capacity)
    return found
