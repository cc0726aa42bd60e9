"""Reads of cohorts, members and seats."""

from collections.abc import Iterable

from convenor.kernel import clock
from convenor.people.models import Account
from convenor.people.queries import in_force
from convenor.room.cohorts.models import SeatHolding
from convenor.rules.policy import Grant
from convenor.rules.vocabulary import Role


def grants_of(account: Account) -> Iterable[Grant]:
    """A nominee's grants: one for each seat held today, bound to its organisation and cohort."""
    held = SeatHolding.objects.filter(in_force(clock.today()), person__account=account)
    rows = held.values_list("seat__membership__organisation_id", "seat__membership__cohort_id")
    return [Grant(role=Role.NOMINEE, organisation=org, cohort=cohort) for org, cohort in rows]
