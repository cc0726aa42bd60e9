"""Names that are not kept any more but that no text may give away: sealed, opened by the check alone, then destroyed.

A digest would not do: the check also finds names that are misspelt, spaced out or in other letters.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from convenor.kernel.sealed import seal, unseal
from convenor.people.models import FormerName, Person
from convenor.rules.retention import Record, kept_for

PURPOSE = "former name"


def seal_name(person: Person, today: date) -> None:
    """Keep the present name of somebody for as long as a raw note can exist that was taken under it."""
    FormerName.objects.create(
        person=person,
        sealed=seal(PURPOSE, person.name),
        forgotten_on=today + kept_for(Record.FORMER_NAMES),
    )


def names_known(people: Iterable[UUID]) -> dict[UUID, list[str]]:
    """All names of each person that a text may not give away: the present one, unless erased, and sealed ones."""
    wanted = set(people)
    found: dict[UUID, list[str]] = defaultdict(list)
    for key, name in Person.objects.filter(pk__in=wanted, erased_on=None).values_list("pk", "name"):
        found[key].append(name)
    for former in FormerName.objects.filter(person__in=wanted).order_by("pk"):
        # Sealed with another key it is as if it were destroyed.
        if known := unseal(PURPOSE, former.sealed):
            found[former.person_id].append(known)
    return found


def forget_names(today: date) -> None:
    """Destroy sealed names whose day has come; safe to call again."""
    FormerName.objects.filter(forgotten_on__lte=today).delete()
