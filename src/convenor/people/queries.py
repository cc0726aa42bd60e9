"""What is known of people and organisations."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from convenor.kernel import clock
from convenor.people.models import Account, Appointment, Organisation, OrganisationName
from convenor.rules.policy import Grant
from convenor.rules.vocabulary import NameKind, Role


def in_force(day: date) -> Q:
    """The condition that a row with `since` and `until` holds on this day; `until` is the first day without."""
    return (Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gt=day))


def grants_of(account: Account) -> Iterable[Grant]:
    """The roles that an account holds through its person's appointments."""
    roles = Appointment.objects.filter(in_force(clock.today()), person__account=account)
    return [Grant(role=Role(role)) for role in roles.values_list("role", flat=True)]


def secretariat_accounts() -> QuerySet[Account]:
    """The accounts of the secretariat that are in office today."""
    held = Appointment.objects.filter(in_force(clock.today()), role__in=[Role.OFFICER, Role.CHIEF])
    return Account.objects.filter(is_active=True, person__appointments__in=held).distinct()


def display_names(organisations: Iterable[Organisation], day: date) -> dict[str, str]:
    """The name of each organisation that was in use on this day, by slug (A-06)."""
    slugs = [organisation.slug for organisation in organisations]
    names = OrganisationName.objects.filter(in_force(day), organisation__in=slugs, kind=NameKind.NAME)
    found = dict(names.values_list("organisation_id", "text"))
    return {slug: found.get(slug, slug) for slug in slugs}
