"""Who somebody in a report may be: what the rules propose, and everything that a person may choose."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from convenor.people.models import Appointment, OrganisationName
from convenor.people.queries import in_force
from convenor.room.cohorts.models import SeatHolding
from convenor.room.cohorts.queries import member_names
from convenor.room.meetings.models import Delegation, ReportedAttendee, Session
from convenor.rules.matching import Known, propose
from convenor.rules.vocabulary import SECRETARIAT, Capacity, NameKind
from convenor.rules.wording import said

NOT_OURS, EXPERT = "not_ours", "expert"


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What may be decided about an attendee; without a capacity nothing is kept of the person."""

    key: str
    label: str
    organisation: str | None = None
    capacity: Capacity | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposed:
    """A choice that is proposed for an attendee, and why."""

    choice: Choice
    sure: bool
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """Everybody whom the session knows, and every choice there is, in groups for a page to show."""

    members: dict[str, str]
    known: tuple[Known, ...]
    people: dict[str, Choice]
    groups: tuple[tuple[str, tuple[Choice, ...]], ...]
    domains: dict[str, str]

    @property
    def choices(self) -> dict[str, Choice]:
        """Every choice by its key."""
        return self.people | {choice.key: choice for _group, choices in self.groups for choice in choices}

    def credited(self, organisation: str, capacity: str) -> str:
        """Which organisation somebody credits, and as what, in words."""
        forms = {
            Capacity.NOMINEE: _("Nominee of %s"),
            Capacity.DELEGATE: _("Delegate of %s"),
            Capacity.GUEST: _("Guest of %s"),
        }
        return forms[Capacity(capacity)] % self.members.get(organisation, organisation)

    def proposed(self, attendee: ReportedAttendee) -> tuple[Proposed, ...]:
        """Who this attendee may be, best first; by the address's domain where nobody is like them."""
        found = propose(attendee.name, attendee.email, self.known)
        if found:
            return tuple(Proposed(choice=self.people[one.key], sure=one.sure, reason=one.reason) for one in found)
        slug = self.domains.get(attendee.email.rpartition("@")[2].casefold())
        if slug is None:
            return ()
        keys = (f"{Capacity.DELEGATE}:{slug}", f"{Capacity.GUEST}:{slug}")
        return tuple(Proposed(choice=self.choices[key], sure=False, reason=said("an address there")) for key in keys)


def room_of(session: Session) -> Room:
    """The room of a session, in a constant number of statements."""
    day = session.starts_at.date()
    members = dict(member_names(session.year.cohort, day)) if session.year else {}
    cohort = session.year.cohort_id if session.year else None
    seated = SeatHolding.objects.filter(
        in_force(day), seat__membership__organisation__in=members, seat__membership__cohort=cohort
    ).select_related("person__account", "seat__membership")
    named = Delegation.objects.filter(session=session, organisation__in=members).select_related("person__account")
    office = Appointment.objects.filter(in_force(day), role__in=SECRETARIAT)
    known, people = [], {}
    for person, organisation, capacity in [
        *((row.person, row.seat.membership.organisation_id, Capacity.NOMINEE) for row in seated),
        *((row.person, row.organisation_id, Capacity(row.capacity)) for row in named if row.person),
        *((row.person, None, None) for row in office.select_related("person__account")),
    ]:
        key = f"{person.pk}:{organisation or 'office'}"
        address = person.email or (person.account.email if person.account else "")
        known.append(Known(key=key, name=person.name, email=address))
        people[key] = Choice(
            key=key,
            label=_spoken(person.name, members.get(organisation or ""), capacity),
            organisation=organisation,
            capacity=capacity,
        )
    return Room(
        members=members, known=tuple(known), people=people, groups=_groups(members, people), domains=_domains(members)
    )


def _spoken(name: str, organisation: str | None, capacity: Capacity | None) -> str:
    if organisation is None:
        return _("%(name)s (secretariat: not counted)") % {"name": name}
    forms = {
        Capacity.NOMINEE: _("%(name)s (nominee of %(organisation)s)"),
        Capacity.DELEGATE: _("%(name)s (delegate of %(organisation)s)"),
        Capacity.GUEST: _("%(name)s (guest of %(organisation)s)"),
    }
    return forms[capacity or Capacity.GUEST] % {"name": name, "organisation": organisation}


def _groups(members: dict[str, str], people: dict[str, Choice]) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    known = sorted(people.values(), key=lambda choice: choice.label.casefold())
    nobody = (
        Choice(key=NOT_OURS, label=_("Not one of ours: keep nothing")),
        Choice(key=EXPERT, label=_("An expert: kept for the year by organisation, not here")),
    )
    return (
        (_("Not of a member"), nobody),
        (_("Known people"), tuple(known)),
        (_("A delegate nobody named before"), _each(members, Capacity.DELEGATE, _("Delegate of %s"))),
        (_("A guest"), _each(members, Capacity.GUEST, _("Guest of %s"))),
    )


def _each(members: dict[str, str], capacity: Capacity, words: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(key=f"{capacity}:{slug}", label=words % name, organisation=slug, capacity=capacity)
        for slug, name in members.items()
    )


def _domains(members: dict[str, str]) -> dict[str, str]:
    """Whose internet domain is whose; one that two members share tells nothing."""
    rows = OrganisationName.objects.filter(kind=NameKind.DOMAIN, organisation__in=members)
    found: dict[str, set[str]] = {}
    for slug, domain in rows.values_list("organisation_id", "text"):
        found.setdefault(domain.casefold(), set()).add(slug)
    return {domain: next(iter(slugs)) for domain, slugs in found.items() if len(slugs) == 1}
