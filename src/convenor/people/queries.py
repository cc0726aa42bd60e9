"""What is known of people and organisations."""

import zoneinfo
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.people.models import (
    Account,
    Appointment,
    NamingConsent,
    Organisation,
    OrganisationAttribute,
    OrganisationName,
    Person,
)
from convenor.rules.policy import Grant
from convenor.rules.vocabulary import NameKind, Role
from convenor.rules.wording import alphabetical


def in_force(day: date, of: str = "") -> Q:
    """The condition that a row with `since` and `until` holds on this day; `until` is the first day without.

    `of` leads from the row to the one that has them, as "seat__membership__".
    """
    begun = Q(**{f"{of}since": None}) | Q(**{f"{of}since__lte": day})
    return begun & (Q(**{f"{of}until": None}) | Q(**{f"{of}until__gt": day}))


def grants_of(account: Account) -> Iterable[Grant]:
    """The roles that an account holds through its person's appointments."""
    roles = Appointment.objects.filter(in_force(clock.today()), person__account=account)
    return [Grant(role=Role(role)) for role in roles.values_list("role", flat=True)]


def secretariat_accounts() -> QuerySet[Account]:
    """The accounts of the secretariat that are in office today."""
    held = Appointment.objects.filter(in_force(clock.today()), role__in=[Role.OFFICER, Role.CHIEF])
    return Account.objects.filter(is_active=True, person__appointments__in=held).distinct()


def names_of(slugs: Iterable[str], day: date) -> dict[str, str]:
    """The name in use on this day for each slug (A-06); an organisation without one is shown by its slug."""
    wanted = list(slugs)
    found = own_names_of(wanted, day)
    return {slug: found.get(slug, slug) for slug in wanted}


def own_names_of(slugs: Iterable[str], day: date) -> dict[str, str]:
    """The same without those that have no name on this day."""
    names = OrganisationName.objects.filter(in_force(day), organisation__in=list(slugs), kind=NameKind.NAME)
    return dict(names.values_list("organisation_id", "text"))


def in_order(slugs: Iterable[str], day: date) -> list[tuple[str, str]]:
    """Slugs with their names on this day, as people expect a list of names to be sorted."""
    return sorted(names_of(slugs, day).items(), key=lambda pair: alphabetical(pair[1]))


def visible_to(actor: Actor) -> QuerySet[Organisation]:
    """The organisations whose records somebody may read: all for the secretariat, for nominees their own."""
    if actor.in_secretariat:
        return Organisation.objects.all()
    return Organisation.objects.filter(slug__in=actor.organisations(Role.NOMINEE))


def on_record(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Organisations with their names, attributes and naming consents, in a constant number of statements."""
    names = OrganisationName.objects.order_by("kind", "since", "text")
    consents = NamingConsent.objects.order_by("-given_on", "-pk")
    return organisations.select_related("parent").prefetch_related(
        Prefetch("names", queryset=names),
        "attributes",
        Prefetch("naming_consents", queryset=consents),
        "subsidiaries",
    )


def attributes_of(slugs: Iterable[str]) -> dict[str, list[OrganisationAttribute]]:
    """Every attribute of these organisations, by slug, in the order in which they were entered."""
    found: dict[str, list[OrganisationAttribute]] = defaultdict(list)
    for attribute in OrganisationAttribute.objects.filter(organisation__in=list(slugs)).order_by("pk"):
        found[attribute.organisation_id].append(attribute)
    return found


def consent_in_force(organisation: Organisation, purpose: str) -> NamingConsent | None:
    """The consent to be named for this purpose that was not withdrawn, or None."""
    held = organisation.naming_consents.filter(purpose=purpose, withdrawn_on=None)
    return held.order_by("-given_on").first()


def zone_of(person: Person) -> zoneinfo.ZoneInfo:
    """The zone whose time somebody is told; the world's where it is unknown."""
    try:
        return zoneinfo.ZoneInfo(person.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")
