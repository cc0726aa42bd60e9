"""Gathers what is due from the room, the desk and the outbox, and says where each line leads."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from convenor.desk.models import Draft
from convenor.kernel.actor import Actor
from convenor.kernel.language import english, told
from convenor.kernel.models import Delivery
from convenor.people.models import Appointment
from convenor.people.queries import in_force, in_order
from convenor.people.second_step import STEPS
from convenor.room.cohorts.calendar import Calendar, calendar_facts, calendar_of
from convenor.room.cohorts.models import Decision, Membership, ProgrammeYear
from convenor.room.cohorts.seating import vacancies_by_organisation
from convenor.room.exchange.queries import open_postings, to_decide, without_a_nominee
from convenor.room.groups.models import GroupSession, WorkingGroup
from convenor.room.invitations.queries import mailbox_unread
from convenor.room.meetings.models import Session
from convenor.room.series.models import Webinar
from convenor.room.series.offers import lacking_speakers
from convenor.rules import monday as rules
from convenor.rules.cohort import NOMINEE_SEATS
from convenor.rules.programme_year import WorkingGroupSpan, canonical_labels, group_quarters, quarter_of
from convenor.rules.vocabulary import (
    SECRETARIAT,
    CalendarState,
    DraftKind,
    DraftState,
    GroupState,
    SessionKind,
    SessionState,
)
from convenor.rules.wording import said
from convenor.secretariat import spoken

# A session that lies further back than this has nothing to be done any more, unless its notes still wait.
LOOK_BACK = timedelta(days=120)
LOOK_AHEAD = timedelta(days=90)
ON_ITS_WAY = (DraftState.DRAFT, DraftState.SECOND_PAIR, DraftState.OBJECTIONS)
_PAGES = {
    rules.Subject.DELIVERY: "secretariat:outbox",
    rules.Subject.OBJECTION: "desk:draft",
    rules.Subject.RELEASE: "desk:draft",
    rules.Subject.SECOND_PAIR: "desk:draft",
    rules.Subject.DRAFT: "desk:draft",
    rules.Subject.AGENDA: "meetings:agenda",
    rules.Subject.ATTENDANCE: "meetings:attendance",
    rules.Subject.NOTES: "meetings:remarks",
    rules.Subject.BURN: "meetings:remarks",
    rules.Subject.SUMMARY_NOTE: "desk:begin",
    rules.Subject.QUARTER: "groups:group",
    rules.Subject.SEAT: "cohorts:organisation",
    rules.Subject.CALENDAR: "cohorts:year",
    rules.Subject.YEAR_END: "cohorts:year",
    rules.Subject.DECISION: "cohorts:decisions",
    rules.Subject.POSTING: "exchange:to_decide",
    rules.Subject.SPEAKER: "series:series",
}
QUARTER_ENDS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A due line as the page shows it, in the words of the pattern."""

    title: str
    why: str
    when: str
    url: str
    kind: str


def monday(today: date) -> tuple[rules.Monday, list[Line]]:
    """What is due today, and each line with the page where it can be done."""
    found = rules.monday(monday_facts(today))
    return found, [_shown(line, today) for line in found.lines]


def running_years(today: date) -> list[ProgrammeYear]:
    """The programme years that this day belongs to."""
    years = ProgrammeYear.objects.filter(starts__lte=today, ends__gte=today)
    return list(years.select_related("cohort"))


def monday_facts(today: date) -> rules.MondayFacts:
    """Everything that Monday looks at."""
    years = running_years(today)
    unread = mailbox_unread()
    return rules.MondayFacts(
        today=today,
        sessions=tuple(_session_duties(today)),
        drafts=tuple(_draft_duties()),
        groups=tuple(_group_duties(years, today)),
        seats=tuple(_seat_duties(years, today)),
        years=tuple(_year_duties(years)),
        deliveries=tuple(_delivery_duties()),
        postings=_posting_duty(),
        speakers=tuple(_speaker_duties()),
        mailbox_unread_since=unread.failing_since.date() if unread and unread.failing_since else None,
    )


def _session_duties(today: date) -> Iterable[rules.SessionDuty]:
    near = Q(starts_at__date__gte=today - LOOK_BACK, starts_at__date__lte=today + LOOK_AHEAD)
    kept = Q(drafts__kind=DraftKind.SUMMARY_NOTE, drafts__state=DraftState.RELEASED)
    rows = Session.objects.filter(near | Q(remarks__isnull=False)).annotate(
        sendings_count=Count("sendings", distinct=True),
        remarks_count=Count("remarks", distinct=True),
        drafts_count=Count("drafts", distinct=True),
        summaries_count=Count("drafts", filter=kept, distinct=True),
    )
    found = list(rows.select_related("reading", "webinar__series", "year__cohort").distinct())
    labels = _labels(found)
    for row in found:
        webinar = getattr(row, "webinar", None)
        days = webinar.series.note_due_days if webinar else None
        yield rules.SessionDuty(
            id=str(row.pk),
            label=labels[str(row.pk)],
            kind=SessionKind(row.kind),
            state=SessionState(row.state),
            on=row.starts_at.date(),
            agenda_sent=row.sendings_count > 0,
            # Of a webinar in the sources nothing is owed but its note; whether the statement was read they do not say.
            statement_recorded=hasattr(row, "reading") or row.from_source,
            attendance_recorded=row.attendance_recorded_at is not None,
            remarks=row.remarks_count,
            learning_kept=row.drafts_count > 0 or row.remarks_count == 0,
            burn_on=row.burn_on,
            summary_due=row.starts_at.date() + timedelta(days=days) if days is not None else None,
            summary_released=row.summaries_count > 0,
            from_source=row.from_source and webinar is None,
        )


def _labels(sessions: Iterable[Session]) -> dict[str, str]:
    """What each session is called: a webinar by its number, any other by its quarter."""
    labels: dict[str, str] = {}
    for year in {row.year for row in sessions if row.year}:
        labels |= {key: label.short for key, label in canonical_labels(calendar_facts(year)).items()}
    for row in sessions:
        webinar = getattr(row, "webinar", None)
        if webinar:
            labels[str(row.pk)] = _label_of(webinar)
    return labels


def _label_of(webinar: Webinar) -> str:
    return said("{series}, session {number}", series=webinar.series.name, number=webinar.number)


def _draft_duties() -> Iterable[rules.DraftDuty]:
    waiting = Count("objections", filter=Q(objections__answered_at=None))
    for row in Draft.objects.filter(state__in=ON_ITS_WAY).annotate(waiting=waiting):
        yield rules.DraftDuty(
            id=str(row.pk),
            title=row.title,
            state=DraftState(row.state),
            since=row.changed_at.date(),
            objections_open=row.waiting,
            objections_until=row.objections_until,
        )


def _group_duties(years: list[ProgrammeYear], today: date) -> Iterable[rules.GroupDuty]:
    groups = list(WorkingGroup.objects.filter(year__in=years, state=GroupState.ACTIVE).select_related("year"))
    met: dict[str, list[date]] = {str(group.pk): [] for group in groups}
    sessions = GroupSession.objects.filter(group__in=groups).exclude(session__state=SessionState.CANCELLED)
    for group_id, starts_at in sessions.values_list("group_id", "session__starts_at"):
        met[str(group_id)].append(starts_at.date())
    quarter = quarter_of(today)
    month, day = QUARTER_ENDS[quarter]
    for group in groups:
        days = met[str(group.pk)]
        span = WorkingGroupSpan(
            id=str(group.pk),
            topic=group.topic,
            met_on=tuple(days),
            active_since=group.active_since,
            closed_on=group.closed_on,
        )
        (quarters,) = group_quarters([span], group.year.year, today)
        yield rules.GroupDuty(
            id=str(group.pk),
            topic=group.topic,
            missing_quarters=tuple(number for number in quarters.missing if number < quarter),
            meets_this_quarter=any(quarter_of(on) == quarter and on.year == today.year for on in days),
            quarter_ends=date(today.year, month, day),
        )


def _seat_duties(years: list[ProgrammeYear], today: date) -> Iterable[rules.SeatDuty]:
    members = Membership.objects.filter(in_force(today), cohort__in={year.cohort_id for year in years})
    found = vacancies_by_organisation(members, today)
    for organisation, name in in_order(found, today):
        vacant = found[organisation]
        yield rules.SeatDuty(
            organisation=organisation,
            name=name,
            filled=max(NOMINEE_SEATS - len(vacant), 0),
            asked=sum(one.asked for one in vacant),
            vacant_since=min((one.since for one in vacant if not one.asked), default=None),
        )


def _year_duties(years: list[ProgrammeYear]) -> Iterable[rules.YearDuty]:
    decided = set(
        Decision.objects.filter(year__in=years, topic=Decision.Topic.SPECIAL_MEETINGS).values_list("year", flat=True)
    )
    for year in years:
        members = Membership.objects.filter(cohort=year.cohort_id, until=None)
        missing = members.exclude(updates__year=year).count() if year.update_due else 0
        gathering = year.sessions.filter(kind=SessionKind.GATHERING).exclude(state=SessionState.CANCELLED).first()
        yield rules.YearDuty(
            id=f"{year.cohort_id}/{year.year}",
            label=str(year.year),
            starts=year.starts,
            ends=year.ends,
            calendar=CalendarState(year.calendar),
            judged=bool(year.requirement_set),
            special_meetings_decided=year.pk in decided,
            update_due=year.update_due,
            updates_missing=missing,
            gathering=gathering.starts_at.date() if gathering else None,
        )


def _delivery_duties() -> Iterable[rules.DeliveryDuty]:
    for state in Delivery.NEEDS_A_PERSON:
        stopped = Delivery.objects.filter(state=state).order_by("changed_at")
        first = stopped.select_related("event").first()
        if first:
            yield rules.DeliveryDuty(
                id="outbox",
                what=_kind_of(first),
                count=stopped.count(),
                since=first.changed_at.date(),
                came_back=state == Delivery.State.CAME_BACK,
            )


def _kind_of(delivery: Delivery) -> str:
    with english():
        return said(spoken.event(delivery.event.name))


def _posting_duty() -> rules.PostingDuty:
    return rules.PostingDuty(in_doubt=to_decide(), without_a_nominee=without_a_nominee(open_postings()).count())


def _speaker_duties() -> Iterable[rules.SpeakerDuty]:
    for row in lacking_speakers():
        yield rules.SpeakerDuty(
            id=row.webinar.series_id,
            label=_label_of(row.webinar),
            on=row.webinar.session.starts_at.date(),
            waiting=row.waiting,
            lost=row.lost,
        )


def _shown(line: rules.DueLine, today: date) -> Line:
    late = line.due is not None and line.due < today
    return Line(
        title=told(line.what),
        why=told(line.why),
        when=told(line.when) if line.due else "",
        url=_address(line),
        kind="wait" if late else "",
    )


def _address(line: rules.DueLine) -> str:
    """The page where a line can be done; a year's key is its cohort and its number."""
    name = _PAGES.get(line.subject, "meetings:session")
    if name in {"secretariat:outbox", "exchange:to_decide"}:
        return reverse(name)
    address = reverse(name, args=[] if name == "desk:begin" else line.id.split("/"))
    return f"{address}?session={line.id}" if name == "desk:begin" else address


def strips(today: date) -> list[Calendar]:
    """The running years as twelve small months."""
    return [calendar_of(year, today) for year in running_years(today)]


# The secretariat's own people


@dataclass(frozen=True, kw_only=True, slots=True)
class ColleagueLine:
    """Somebody who works here: the address to sign in with, and how many second steps there are."""

    row: Appointment
    email: str
    steps: int
    oneself: bool


def appointments() -> QuerySet[Appointment]:
    """Who works or worked here, by name."""
    rows = Appointment.objects.filter(role__in=SECRETARIAT).select_related("person__account")
    return rows.order_by("person__name", "since")


def in_office(today: date) -> QuerySet[Appointment]:
    """Who works here today."""
    return appointments().filter(in_force(today))


def former_colleagues(today: date) -> QuerySet[Appointment]:
    """Who does not any more, the latest first."""
    return appointments().filter(until__lte=today).order_by("-until")


def colleagues(actor: Actor, today: date) -> list[ColleagueLine]:
    """Who works here today, in two statements."""
    rows = list(in_office(today))
    steps = Counter(Authenticator.objects.filter(type__in=STEPS).values_list("user_id", flat=True))
    return [
        ColleagueLine(
            row=row,
            email=row.person.account.email if row.person.account else row.person.email,
            steps=steps[row.person.account_id],
            oneself=str(row.person.account_id) == actor.account,
        )
        for row in rows
    ]
