"""Reads of the desk: which drafts somebody may see, what the check needs to know, and what waits for whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from convenor.desk.models import Announcement, Approval, Draft, Keeping, Objection, ParticipantList, Waiver
from convenor.desk.wording import wording_of
from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.people.models import Account, Appointment, OrganisationAttribute
from convenor.people.queries import in_force, names_of, secretariat_accounts
from convenor.public.library import queries as library
from convenor.public.library.reading import first_line
from convenor.room.cohorts.models import Cohort, Membership, SeatHolding
from convenor.room.cohorts.queries import day_with_members, members_of, of_own_seats, roster, roster_of_all
from convenor.room.exchange.notes import Note
from convenor.room.meetings.models import Attendance, Session
from convenor.room.meetings.queries import visible_to as sessions_visible_to
from convenor.room.series.announced import PublicSeries, PublicWebinar
from convenor.room.series.models import Series
from convenor.rules.caveats import RosterMember, cohort_caveats, series_caveats
from convenor.rules.release import DraftFacts, Step, next_step
from convenor.rules.vocabulary import SECRETARIAT, DraftKind, DraftState, PageSection, Role, WaiverState

AT_THE_DESK = (DraftState.DRAFT, DraftState.SECOND_PAIR, DraftState.OBJECTIONS)


def visible_to(actor: Actor) -> QuerySet[Draft]:
    """The drafts that somebody may look at: all for the secretariat, for nominees those open to their objections."""
    if actor.in_secretariat:
        return Draft.objects.all()
    return Draft.objects.filter(state=DraftState.OBJECTIONS, cohort__in=actor.cohorts(Role.NOMINEE))


def objections_visible_to(actor: Actor) -> QuerySet[Objection]:
    """The objections that somebody may read: all for the secretariat, for nominees their own organisation's."""
    if actor.in_secretariat:
        return Objection.objects.all()
    return Objection.objects.filter(of_own_seats(actor, "organisation", "draft__cohort"))


def waivers_visible_to(actor: Actor) -> QuerySet[Waiver]:
    """What somebody was asked to agree to for the own organisation; where a person is named, that person alone.

    That is whoever sits for it in the cohort of the draft, or anywhere, where it does not sit there any more. Whoever
    works for the secretariat asks, and so never answers.
    """
    if actor.in_secretariat:
        return Waiver.objects.none()
    sits_there = Membership.objects.filter(
        in_force(clock.today()), cohort=OuterRef("draft__cohort"), organisation=OuterRef("organisation")
    )
    here = of_own_seats(actor, "organisation", "draft__cohort")
    elsewhere = ~Exists(sits_there) & Q(organisation__in=actor.organisations(Role.NOMINEE))
    meant = Q(person=None) | Q(person__account=actor.account or None)
    return Waiver.objects.filter(here | elsewhere, meant)


def questions_waiting(actor: Actor) -> int:
    """How many questions wait for an answer of somebody's organisation."""
    own = actor.organisations(Role.NOMINEE)
    # Each page asks this, and nearly always nothing waits: that is found out without the long question.
    if not own or not Waiver.objects.filter(state=WaiverState.WAITING, organisation__in=own).exists():
        return 0
    waiting = waivers_visible_to(actor).filter(state=WaiverState.WAITING, draft__state__in=AT_THE_DESK)
    return waiting.count()


def with_facts(drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    """Drafts with what the rules ask of them: objections and questions without an answer, approvals."""
    return drafts.select_related("cohort", "series", "session", "corrects", "translates").annotate(
        unanswered=Count("objections", filter=Q(objections__answered_at=None), distinct=True),
        asked=Count("waivers", filter=Q(waivers__state=WaiverState.WAITING), distinct=True),
        approved=Exists(Approval.objects.filter(draft=OuterRef("pk"))),
    )


def facts_of(draft: Draft, *, alone: bool) -> DraftFacts:
    """A draft from `with_facts`, as the rules look at it."""
    return DraftFacts(
        state=DraftState(draft.state),
        since=draft.changed_at.date(),
        until=draft.objections_until,
        unanswered=draft.unanswered,  # type: ignore[attr-defined]
        approved=draft.approved,  # type: ignore[attr-defined]
        alone=alone,
        asked=draft.asked,  # type: ignore[attr-defined]
    )


def at_the_desk() -> list[tuple[Draft, Step]]:
    """Every draft that has not arrived, with its next step, in the order of the way out."""
    alone, today = officers() == 1, clock.today()
    drafts = with_facts(Draft.objects.filter(state__in=AT_THE_DESK)).order_by("changed_at")
    steps = ((draft, next_step(facts_of(draft, alone=alone), today)) for draft in drafts)
    return [(draft, step) for draft, step in steps if step is not None]


def officers() -> int:
    """How many people of the secretariat could look at a draft."""
    return secretariat_accounts().count()


# What the check needs to know


def roster_of(draft: Draft) -> dict[str, Any]:
    """Everybody whom a draft may point to, in the shape of a roster file: its cohort, or all cohorts where it has none.

    Whoever joined since the session is in it, too: readers look at the list of today. Who takes part in a series is
    secret, so for a draft about one the roster is.
    """
    days = sorted({_day_of(draft), clock.today()})
    rosters = [_roster_on(draft, day) for day in days]
    then, now = rosters[0], rosters[-1]
    return {**now, "experts": [*now["experts"], *(one for one in then["experts"] if one not in now["experts"])]}


def _roster_on(draft: Draft, day: date) -> dict[str, Any]:
    if draft.cohort is not None:
        return roster(draft.cohort, day=day)
    return roster_of_all(day=day, secret=draft.series_id is not None)


def _day_of(draft: Draft) -> date:
    return draft.session.starts_at.date() if draft.session else clock.today()


def present_at(draft: Draft) -> list[str]:
    """The organisations among which a description has to fit enough: those that were in the room.

    Where nobody said who was, those that sat in the cohort on the day; none where the draft is about no one cohort.
    """
    present = Attendance.objects.filter(session=draft.session, session__isnull=False).order_by("organisation")
    came = list(present.values_list("organisation", flat=True).distinct())
    if came or draft.cohort is None:
        return came
    sitting = members_of(draft.cohort, day_with_members(draft.cohort, _day_of(draft)))
    return list(sitting.order_by("organisation").values_list("organisation", flat=True))


def released_texts(draft: Draft) -> Sequence[str]:
    """The texts already released about the same room; together with them a harmless phrase may point to somebody.

    The same text, as it was or in another language, is none of them.
    """
    root = draft.translates_id or draft.corrects_id or draft.pk
    others = Draft.objects.exclude(released_at=None).filter(cohort=draft.cohort, series=draft.series)
    others = others.exclude(Q(pk=root) | Q(corrects=root) | Q(translates=root)).order_by("released_at")
    return [wording_of(other).whole for other in others]


def caveats_of(draft: Draft, day: date) -> list[str]:
    """What the output will say about itself, from the facts of a day (R-PUB-09, R-PUB-10, AC-20).

    A page of the site tells of the project and not of what was learned, so it says nothing of the kind.
    """
    if draft.kind == DraftKind.PAGE:
        return []
    if draft.series_id is not None:
        return [caveat.text for caveat in series_caveats()]
    if draft.cohort is not None:
        sitting = members_of(draft.cohort, day_with_members(draft.cohort, day))
    else:
        sitting = Membership.objects.filter(in_force(day))
    slugs = set(sitting.values_list("organisation_id", flat=True))
    rows = OrganisationAttribute.objects.filter(organisation__in=slugs, key__in=["region", "size"]).order_by("-pk")
    known = {(slug, key): value for slug, key, value in rows.values_list("organisation_id", "key", "value")}
    members = [RosterMember(region=known.get((slug, "region")), size=known.get((slug, "size"))) for slug in slugs]
    return [caveat.text for caveat in cohort_caveats(members)]


def days_held(session: Session) -> list[date]:
    """The days of all sessions of the same room, among which a provenance hides one."""
    if session.year is None:
        return [session.starts_at.date()]
    days = Session.objects.filter(year__cohort=session.year.cohort_id).values_list("starts_at", flat=True)
    return [day.date() for day in days]


def sessions_with_notes(actor: Actor) -> QuerySet[Session]:
    """The last sessions whose sealed notes somebody could begin a draft from."""
    sessions = sessions_visible_to(actor).annotate(notes=Count("remarks")).filter(notes__gt=0)
    return sessions.order_by("-starts_at")[:10]


# Who has to know


def nominees_of(cohort: Cohort, organisations: Iterable[str] | None = None) -> QuerySet[Account]:
    """The accounts that hold a seat in a cohort today; of all members, or of these."""
    today = clock.today()
    sitting = Membership.objects.filter(in_force(today), cohort=cohort)
    if organisations is not None:
        sitting = sitting.filter(organisation__in=organisations)
    held = SeatHolding.objects.filter(in_force(today), seat__membership__in=sitting)
    return Account.objects.filter(is_active=True, person__holdings__in=held).distinct()


def answerers(draft: Draft, organisations: Iterable[str]) -> dict[str, list[SeatHolding]]:
    """Who could answer for each of these organisations, as `waivers_visible_to` says it from the other side."""
    today = clock.today()
    sitting = Membership.objects.filter(in_force(today), organisation__in=list(organisations))
    here = sitting.filter(cohort=draft.cohort_id)
    meant = sitting.filter(Q(pk__in=here) | ~Q(organisation__in=here.values("organisation")))
    held = SeatHolding.objects.filter(in_force(today), seat__membership__in=meant, person__account__is_active=True)
    outside = held.exclude(person__account__in=secretariat_accounts())
    found: dict[str, list[SeatHolding]] = defaultdict(list)
    for holding in outside.select_related("person__account", "seat__membership"):
        found[holding.seat.membership.organisation_id].append(holding)
    return dict(found)


def second_readers(draft: Draft) -> QuerySet[Account]:
    """The accounts of the secretariat that wrote nothing of a draft."""
    return secretariat_accounts().exclude(writings__draft=draft)


def roles_of(keepings: Iterable[Keeping]) -> dict[int, Role]:
    """In which role of the secretariat each decision to keep words was made; what is unknown is left out."""
    rows = list(keepings)
    held = Appointment.objects.filter(person__account__in=[row.account_id for row in rows], role__in=SECRETARIAT)
    found: dict[int, Role] = {}
    for account, role, since, until in held.values_list("person__account", "role", "since", "until"):
        for row in rows:
            day = row.kept_at.date()
            if row.account_id == account and since <= day and (until is None or day < until):
                found[row.pk] = Role(role)
    return found


def own_names(actor: Actor, cohort: str) -> list[tuple[str, str]]:
    """The organisations for which somebody sits in a cohort, with their names today."""
    own = sorted({grant.organisation for grant in actor.grants if grant.cohort == cohort and grant.organisation})
    return list(names_of(own, clock.today()).items())


def latest_released(draft: Draft) -> Draft:
    """The draft whose text the public page shows: the last released correction, or the draft itself."""
    return draft.corrections.filter(state=DraftState.RELEASED).order_by("-released_at").first() or draft


def public_address(draft: Draft) -> str | None:
    """The slug under which a released draft's copy stands in the library; a translation's is that of its output."""
    key = draft.corrects.output if draft.corrects else draft.output
    if key and draft.translates_id:
        found = library.translation_with(key)
        return found.output.slug if found else None
    return library.address_of(key) if key else None


@dataclass(frozen=True, kw_only=True, slots=True)
class SitePage:
    """A page of the site: the draft that began it, the text that readers see or will, and the change underway."""

    draft: Draft
    shown: Draft
    underway: Draft | None


def site_pages() -> list[tuple[PageSection, list[SitePage]]]:
    """The pages of the site by section, published or on their way there, in the order in which readers see them."""
    rows = Draft.objects.filter(kind=DraftKind.PAGE, corrects=None, translates=None).exclude(state=DraftState.WITHDRAWN)
    changes = Draft.objects.exclude(state=DraftState.WITHDRAWN).order_by("released_at")
    placed: dict[str, list[SitePage]] = defaultdict(list)
    for row in rows.prefetch_related(Prefetch("corrections", queryset=changes)):
        page = _site_page(row, list(row.corrections.all()))
        placed[page.shown.section].append(page)
    for pages in placed.values():
        pages.sort(key=lambda page: (page.shown.rank, page.shown.title))
    return [(section, placed[section]) for section in PageSection if placed[section]]


def _site_page(draft: Draft, changes: list[Draft]) -> SitePage:
    released = [change for change in changes if change.state == DraftState.RELEASED]
    underway = next((change for change in changes if change.state in AT_THE_DESK), None)
    return SitePage(draft=draft, shown=released[-1] if released else draft, underway=underway)


def series_waiting() -> list[Series]:
    """The series that somebody asked to announce, and that wait for a second person."""
    return [row.series for row in Announcement.objects.exclude(asked="").select_related("series").order_by("asked_at")]


def lists_waiting() -> list[Cohort]:
    """The cohorts whose list of participants somebody asked to publish, and that wait for a second person."""
    waiting = ParticipantList.objects.exclude(asked_at=None).filter(asked_name=F("cohort__name"))
    return [row.cohort for row in waiting.select_related("cohort").order_by("asked_at")]


def announced_series(slug: str) -> PublicSeries | None:
    """What is public of a series, for floors that may not ask the library."""
    found = library.announced_at(slug)
    if found is None:
        return None
    names = PublicWebinar.__slots__
    rows = [PublicWebinar(**{name: getattr(row, name) for name in names}) for row in found.webinars.all()]
    return PublicSeries(
        slug=slug,
        name=found.name,
        year=found.year,
        changed_at=found.updated_at,
        topics=tuple(found.topics),
        webinars=tuple(rows),
    )


def summary_notes(series: Series) -> dict[UUID, UUID]:
    """The keys of the released notes about open sessions of a series, by session; of two the later one.

    A cohort's session has no series, so no note about one is ever among them (A-19).
    """
    drafts = Draft.objects.filter(kind=DraftKind.SUMMARY_NOTE, state=DraftState.RELEASED, series=series, cohort=None)
    drafts = drafts.filter(translates=None)
    open_ones = drafts.filter(session__webinar__series=series, session__year=None, output__isnull=False)
    found = open_ones.order_by("released_at").values_list("session", "output")
    return {session: output for session, output in found if output is not None}


def notes_of(cohorts: Collection[str]) -> list[Note]:
    """What is public of these cohorts' released notes, newest first, for floors that may not ask the library."""
    drafts = Draft.objects.filter(cohort__in=cohorts, state=DraftState.RELEASED, output__isnull=False)
    rows = library.released_with(key for key in drafts.values_list("output", flat=True) if key)
    return [
        Note(slug=row.slug, title=row.title, begins=first_line(row.body), published_on=row.published_on) for row in rows
    ]
