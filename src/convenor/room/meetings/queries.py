"""Reads of sessions."""

from collections.abc import Iterable
from datetime import timedelta

from convenor.kernel import clock
from convenor.people.models import Account
from convenor.room.meetings.models import Delegation
from convenor.rules.policy import Grant
from convenor.rules.vocabulary import Role

RIGHTS_END_AFTER = timedelta(days=1)


def grants_of(account: Account) -> Iterable[Grant]:
    """A delegate's or guest's grants: none of them outlives its session by more than a day."""
    held = Delegation.objects.filter(
        person__account=account, session__starts_at__gt=clock.now() - RIGHTS_END_AFTER
    )
    return [
        Grant(role=Role(capacity), organisation=organisation)
        for capacity, organisation in held.values_list("capacity", "organisation_id")
    ]
