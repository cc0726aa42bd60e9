"""What registrants ask for: counted once a night, so that no two looks on one day tell of somebody who came between."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from convenor.room.series.announced import announced_at
from convenor.room.series.models import Registration, Series
from convenor.room.series.registered import registrants
from convenor.rules.demand import Wish, asked_for
from convenor.rules.registration import organisations_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One topic of a series, and how many people at least ask for it; None where too few do."""

    topic: str
    announced: bool
    people: int | None


def asked_in(series: Series, announced: Collection[str]) -> list[Asked]:
    """What was asked for as of last night, in the order of the topics; `announced` are those that can be chosen."""
    return [Asked(topic=topic, announced=topic in announced, people=series.asked.get(topic)) for topic in series.topics]


def count_wishes(_today: date) -> None:
    """Count anew what registrants of each series ask for; nothing is kept of who does. Safe to call again."""
    for series in Series.objects.exclude(topics=[], asked={}):
        public = announced_at(series.pk)
        topics = public.topics if public is not None else ()
        Series.objects.filter(pk=series.pk).update(asked=asked_for(topics, _wishes_of(series)))


def _wishes_of(series: Series) -> list[Wish]:
    """What each confirmed registrant chose; none at all where the installation's key was changed since.

    Then nobody can tell who belongs to one organisation.
    """
    found = list(Registration.objects.filter(series=series, confirmed=True))
    people = registrants(found)
    if len(people) < len(found):
        return []
    organisations = organisations_of(people)
    return [Wish(organisation=organisations[str(row.pk)], topics=tuple(row.wishes)) for row in found]
