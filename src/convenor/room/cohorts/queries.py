"""Reads of cohorts, members, seats, years and decisions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.people.former_names import names_known
from convenor.people.models import Account, Organisation, OrganisationAttribute, OrganisationName
from convenor.people.queries import attributes_of, in_force, in_order, names_of
from convenor.room.cohorts.models import (
    Cohort,
    Contact,
    Decision,
    ExpertOrganisation,
    Membership,
    OrganisationCounsel,
    ProgrammeYear,
    SeatHolding,
    Waiting,
)
from convenor.rules import cohort as rules
from convenor.rules.policy import Grant
from convenor.rules.vocabulary import ContactKind, Role

_ROSTER_TEXTS = frozenset({"country", "city", "size"})
_ROSTER_LISTS = frozenset({"region", "sector", "stack", "user_regions"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Waits:
    """Somebody on the waiting list: the row, the name today, and the place with its reason."""

    waiting: Waiting
    name: str
    place: rules.WaitingPlace


def grants_of(account: Account) -> Iterable[Grant]:
    """A nominee's and a focal point's grants, each bound to organisation and cohort; counsel's to the organisation."""
    today = clock.today()
    # Asked at each request, so joined and not nested: each statement takes half the time to write.
    mine = Q(person__account=account) & in_force(today)
    held = SeatHolding.objects.filter(mine & in_force(today, "seat__membership__"))
    focal = Contact.objects.filter(mine & in_force(today, "membership__"), kind=ContactKind.FOCAL_POINT)
    counsel = OrganisationCounsel.objects.filter(mine)
    seats = held.values_list("seat__membership__organisation_id", "seat__membership__cohort_id")
    places = focal.values_list("membership__organisation_id", "membership__cohort_id")
    return [
        *(Grant(role=Role.NOMINEE, organisation=org, cohort=cohort) for org, cohort in seats),
        *(Grant(role=Role.FOCAL_POINT, organisation=org, cohort=cohort) for org, cohort in places),
        *(Grant(role=Role.COUNSEL, organisation=org) for org in counsel.values_list("organisation_id", flat=True)),
    ]


def visible_to(actor: Actor) -> QuerySet[Cohort]:
    """The cohorts that somebody may look at: all for the secretariat, for nominees those they sit in."""
    if actor.in_secretariat:
        return Cohort.objects.all()
    return Cohort.objects.filter(slug__in=actor.cohorts(Role.NOMINEE))


def of_own_seats(actor: Actor, organisation: str, cohort: str, roles: tuple[Role, ...] = (Role.NOMINEE,)) -> Q:
    """The condition that a row is of an organisation in the very cohort where somebody sits for it.

    The two words say how the row leads to its organisation and to its cohort; `roles` who counts besides nominees.
    """
    seats = (
        Q(**{cohort: where, f"{organisation}__in": actor.organisations(*roles, cohort=where)})
        for where in actor.cohorts(*roles)
    )
    return reduce(or_, seats, Q(pk__in=()))


def counsel_of(actor: Actor, organisation: Organisation) -> QuerySet[OrganisationCounsel]:
    """Who looks after an organisation today, for the secretariat and the organisation's nominees."""
    rows = OrganisationCounsel.objects.filter(in_force(clock.today()), organisation=organisation)
    if not actor.in_secretariat:
        rows = rows.filter(organisation__in=actor.organisations(Role.NOMINEE))
    return rows.select_related("person")


def with_counts(cohorts: QuerySet[Cohort], day: date) -> QuerySet[Cohort]:
    """Cohorts with their years and how many sit (`taken`) and wait (`waits`), in two statements."""
    sitting = Q(memberships__until=None) | Q(memberships__until__gt=day)
    return cohorts.annotate(
        taken=Count("memberships", filter=sitting & Q(memberships__isnull=False), distinct=True),
        waits=Count("waiting", filter=Q(waiting__isnull=False, waiting__left_on=None), distinct=True),
    ).prefetch_related("years")


def years_visible_to(actor: Actor) -> QuerySet[ProgrammeYear]:
    """The programme years of the cohorts that somebody may look at."""
    return ProgrammeYear.objects.filter(cohort__in=visible_to(actor)).select_related("cohort")


def year_on(cohort: Cohort, day: date) -> ProgrammeYear | None:
    """The programme year that runs on a day; where none does, the latest one, or None where there is none at all."""
    years = cohort.years.order_by("-starts")
    return years.filter(starts__lte=day, ends__gte=day).first() or years.first()


# Members and seats


def members_of(cohort: Cohort, day: date) -> QuerySet[Membership]:
    """The memberships that hold on a day."""
    return cohort.memberships.filter(in_force(day))


def day_with_members(cohort: Cohort, day: date) -> date:
    """This day; where a cohort has run its course by then, the last one on which anybody still sat in it."""
    if members_of(cohort, day).exists():
        return day
    last = cohort.memberships.filter(since__lte=day).aggregate(last=Max("until"))["last"]
    return last - timedelta(days=1) if last else day


def member_names(cohort: Cohort, day: date) -> list[tuple[str, str]]:
    """Slug and name of every member on a day, in alphabetical order."""
    return in_order(members_of(cohort, day).values_list("organisation_id", flat=True), day)


def seats_taken(cohort: Cohort, day: date) -> int:
    """How many places of the cap are taken on a day; whoever joins later has a place already."""
    return cohort.memberships.filter(Q(until=None) | Q(until__gt=day)).count()


def seat_count(cohort: Cohort, day: date) -> rules.SeatCount | None:
    """How full a cohort is, in numbers and in a sentence; None for a cohort without a cap (A-02)."""
    if cohort.cap is None:
        return None
    band = (cohort.band_low, cohort.band_high) if cohort.band_low and cohort.band_high else None
    return rules.seat_count(cap=cohort.cap, taken=seats_taken(cohort, day), band=band)


def with_seats(memberships: QuerySet[Membership], day: date) -> QuerySet[Membership]:
    """Memberships with their two seats and, as `seat.held`, who holds each on a day."""
    holdings = SeatHolding.objects.filter(in_force(day)).select_related("person")
    return memberships.prefetch_related("seats", Prefetch("seats__holdings", queryset=holdings, to_attr="held"))


def vacancies(cohort: Cohort, day: date) -> tuple[rules.SeatReminder, ...]:
    """The members with a vacant seat, by name; nobody is reminded once the cohort's years are over (A-14)."""
    latest = cohort.years.order_by("-ends").first()
    if latest is not None and latest.ends < day:
        return ()
    held = SeatHolding.objects.filter(seat__membership__in=members_of(cohort, day))
    rows = held.values_list("seat__membership__organisation_id", "since", "until")
    seats = [rules.NomineeSeatFact(organisation=slug, since=since, until=until) for slug, since, until in rows]
    return rules.seat_reminders([slug for slug, _name in member_names(cohort, day)], seats, day)


def waiting_list(cohort: Cohort) -> list[Waits]:
    """Who waits, in the order that `rules.cohort` gives, each with the reason for its place (AC-08)."""
    rows = {row.organisation_id: row for row in cohort.waiting.filter(left_on=None)}
    names = names_of(rows, clock.today())
    places = rules.waiting_order(
        rules.WaitingFact(organisation=slug, name=names[slug], asked_on=row.since) for slug, row in rows.items()
    )
    return [Waits(waiting=rows[place.organisation], name=names[place.organisation], place=place) for place in places]


def cohorts_by_organisation(day: date) -> dict[str, list[Cohort]]:
    """In which cohorts each organisation sits on a day, by slug."""
    found: dict[str, list[Cohort]] = defaultdict(list)
    for membership in Membership.objects.filter(in_force(day)).select_related("cohort").order_by("cohort"):
        found[membership.organisation_id].append(membership.cohort)
    return found


# What is missing (AC-20)


def gaps(cohort: Cohort, day: date) -> rules.Gaps:
    """Where the cohort has nobody yet, with the sources of what is believed."""
    return rules.gaps(
        member_attributes(cohort, day),
        rules.Targets(regions=tuple(cohort.target_regions), sectors=tuple(cohort.target_sectors)),
    )


def member_attributes(cohort: Cohort, day: date) -> Sequence[rules.MemberAttributes]:
    """Region and main sector of every member on a day, each with its source; what nobody entered is None."""
    slugs = [slug for slug, _name in member_names(cohort, day)]
    known = attributes_of(slugs)
    return [
        rules.MemberAttributes(
            organisation=slug,
            region=_sourced(known, slug, "region"),
            primary_sector=_sourced(known, slug, "sector"),
        )
        for slug in slugs
    ]


def _sourced(known: dict[str, list[OrganisationAttribute]], slug: str, key: str) -> rules.Sourced | None:
    first = next((attribute for attribute in known.get(slug, ()) if attribute.key == key), None)
    return rules.Sourced(value=first.value, source=first.source) if first else None


# The year


def decisions_of(year: ProgrammeYear, *topics: Decision.Topic) -> QuerySet[Decision]:
    """What the group decided, latest first; of all topics, or of these."""
    found = year.decisions.all()
    return found.filter(topic__in=topics) if topics else found


def naming_day(year: ProgrammeYear) -> date:
    """The day whose names a year is told in: today while it runs, its last day once it is over (A-06)."""
    return min(clock.today(), year.ends)


def calendar_decision(year: ProgrammeYear) -> Decision | None:
    """The decision by which the calendar was agreed, the latest where it was amended."""
    return decisions_of(year, Decision.Topic.CALENDAR).first()


def special_meetings_decision(year: ProgrammeYear) -> Decision | None:
    """How many special meetings the group agreed on, or None where it has not decided (A-11)."""
    return decisions_of(year, Decision.Topic.SPECIAL_MEETINGS).first()


def could_join(cohort: Cohort, day: date) -> QuerySet[Organisation]:
    """The organisations that neither sit in the cohort nor come to it, and do not wait either."""
    sitting = cohort.memberships.filter(Q(until=None) | Q(until__gt=day)).values("organisation")
    waiting = cohort.waiting.filter(left_on=None).values("organisation")
    return Organisation.objects.exclude(pk__in=sitting).exclude(pk__in=waiting)


# The roster, for the attribution check


def roster(cohort: Cohort, *, day: date) -> dict[str, Any]:
    """Everybody whom a note of a session on this day may point to, in the shape of a roster file.

    Names of all times are in it, earlier ones as aliases, and every member, everybody who held a seat and every expert
    organisation up to this day: a note must not point to somebody who has left either.
    """
    sat = cohort.memberships.filter(since__lte=day).order_by("organisation", "since")
    memberships: dict[str, list[Membership]] = defaultdict(list)
    for membership in sat:
        memberships[membership.organisation_id].append(membership)
    slugs = list(memberships)
    names, known, people = _names_by_kind(slugs), attributes_of(slugs), _people_of(sat, day)
    today = names_of(slugs, day)
    return {
        "visibility": "public" if cohort.members_public else "secret",
        "members": [
            {
                "id": slug,
                "name": today[slug],
                "aliases": [text for text in names[slug, "name"] + names[slug, "alias"] if text != today[slug]],
                "products": names[slug, "product"],
                "domains": names[slug, "domain"],
                "handles": names[slug, "handle"],
                "people": people[slug],
                "attributes": _as_in_a_roster(known.get(slug, [])),
                "events": [_joining(membership) for membership in mine],
            }
            for slug, mine in memberships.items()
        ],
        "experts": _experts_of(cohort, day),
    }


def roster_of_all(*, day: date, secret: bool = False) -> dict[str, Any]:
    """Everybody whom a text about no one cohort may point to; secret where any list is, or where it has to be."""
    rosters = [roster(cohort, day=day) for cohort in Cohort.objects.all()]
    members: dict[str, dict[str, Any]] = {}
    for member in (member for one in rosters for member in one["members"]):
        # Who sits in two cohorts has people and a beginning in each.
        before = members.get(member["id"], {"people": [], "events": []})
        members[member["id"]] = {**member, **{of: _once(before[of] + member[of]) for of in ("people", "events")}}
    return {
        "visibility": "secret" if secret or any(one["visibility"] == "secret" for one in rosters) else "public",
        "members": list(members.values()),
        "experts": [expert for one in rosters for expert in one["experts"]],
    }


def _once(rows: list[Any]) -> list[Any]:
    return [row for at, row in enumerate(rows) if row not in rows[:at]]


def _names_by_kind(slugs: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in OrganisationName.objects.filter(organisation__in=list(slugs)).order_by("text"):
        found[name.organisation_id, name.kind].append(name.text)
    return found


def _people_of(memberships: Iterable[Membership], day: date) -> dict[str, list[dict[str, str]]]:
    rows = list(memberships)
    held = SeatHolding.objects.filter(seat__membership__in=rows, since__lte=day).order_by("person__name")
    nominees = list(held.values_list("seat__membership__organisation", "person").distinct())
    contacts = Contact.objects.filter(membership__in=rows, since__lte=day).order_by("name", "person__name")
    others = list(contacts.values_list("membership__organisation", "person", "name", "kind"))
    seated = [(slug, person, Role.NOMINEE.value) for slug, person in nominees]
    # Whoever is not let in has no person, so no name is known for that; what was written of them counts.
    let_in = [(slug, person, kind) for slug, person, _name, kind in others]
    known = names_known(person for _slug, person, _kind in [*seated, *let_in])
    named = [(slug, name, kind) for slug, person, kind in [*seated, *let_in] for name in known[person]]
    written = [(slug, name, kind) for slug, _person, name, kind in others if name]
    people: dict[str, list[dict[str, str]]] = defaultdict(list)
    for slug, name, kind in [*named, *written]:
        if all(one["name"] != name for one in people[slug]):
            people[slug].append({"name": name, "role": kind})
    return people


def _as_in_a_roster(attributes: Iterable[OrganisationAttribute]) -> dict[str, str | list[str]]:
    """The attributes that a roster knows; those of which there is one as a text, the others as a list."""
    found: dict[str, str | list[str]] = {}
    for attribute in attributes:
        if attribute.key in _ROSTER_TEXTS:
            found[attribute.key] = attribute.value
        elif attribute.key in _ROSTER_LISTS:
            values = found.setdefault(attribute.key, [])
            assert isinstance(values, list)
            values.append(attribute.value)
    return found


def _joining(membership: Membership) -> dict[str, str]:
    year = str(membership.since.year)
    return {"date": year, "text": f"joined the community in {year}"}


def _experts_of(cohort: Cohort, day: date) -> list[dict[str, str]]:
    """Expert organisations of all years that had begun; who spoke for them is not kept, so they stand for their people.

    Their earlier names and aliases point to them as well.
    """
    rows = ExpertOrganisation.objects.filter(year__cohort=cohort, year__starts__lte=day)
    slugs = set(rows.values_list("organisation", flat=True))
    names = _names_by_kind(slugs)
    return [
        {"name": text, "organisation": name}
        for slug, name in in_order(slugs, day)
        for text in dict.fromkeys([name, *names[slug, "name"], *names[slug, "alias"]])
    ]
