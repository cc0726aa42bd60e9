"""What organisations agreed to, as pages show it: how each consent stands, with its words and what came before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from convenor.kernel import clock
from convenor.people.consents import given_by
from convenor.people.models import NamingConsent
from convenor.people.queries import in_order, own_names_of
from convenor.room.cohorts.held_back import names_of_others
from convenor.room.cohorts.models import Advisor, Cohort, ExpertOrganisation, ProgrammeYear
from convenor.room.cohorts.queries import members_of
from convenor.rules.consents import WORDS, Asked, Given, Purpose, Standing, standing
from convenor.rules.wording import alphabetical


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One thing that an organisation is asked, and how it stands; `before` are earlier consents, newest first."""

    purpose: Purpose
    what: str
    year: int | None
    asked: Asked
    standing: Standing
    before: tuple[Given, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Participants:
    """The names of who sits and agreed to be named among the participants, and how many sit and are not named.

    Of these `held_back` agreed, but under a name that would also name somebody who did not.
    """

    names: tuple[str, ...]
    unnamed: int
    held_back: int = 0

    @property
    def silent(self) -> int:
        """How many sit and did not agree."""
        return self.unnamed - self.held_back


@dataclass(frozen=True, kw_only=True, slots=True)
class OfOne:
    """An organisation and its lines."""

    slug: str
    name: str
    lines: tuple[Line, ...]


def consents_of(slugs: Iterable[str]) -> list[OfOne]:
    """What these organisations are asked and agreed to, each year in which they are on a list by itself."""
    wanted, today = list(slugs), clock.today()
    given = given_by(wanted)
    asked: dict[str, list[tuple[Purpose, ProgrammeYear | None]]] = {slug: [(Purpose.MEMBER, None)] for slug in wanted}
    for model, purpose in ((ExpertOrganisation, Purpose.EXPERT), (Advisor, Purpose.ADVISOR)):
        rows = model._default_manager.filter(organisation__in=wanted).select_related("year").order_by("-year__year")
        for row in rows:
            asked[row.organisation_id].append((purpose, row.year))
    return [
        OfOne(
            slug=slug,
            name=name,
            lines=tuple(_line(purpose, year, given.get(slug, [])) for purpose, year in asked[slug]),
        )
        for slug, name in in_order(wanted, today)
    ]


def _line(purpose: Purpose, year: ProgrammeYear | None, given: list[Given]) -> Line:
    number = year.year if year else None
    over = year is not None and year.ends < clock.today()
    found = standing(given, purpose, year=number, year_is_over=over)
    before = (one for one in given if one.purpose is purpose and one != found.last and one.year in {None, number})
    return Line(
        purpose=purpose,
        what=str(NamingConsent.Purpose(purpose.value).label),
        year=number,
        asked=WORDS[purpose],
        standing=found,
        before=tuple(before),
    )


def not_to_be_named(slugs: Iterable[str], purpose: Purpose, year: ProgrammeYear) -> frozenset[str]:
    """Which of these organisations agreed once and do not any more: withdrawn, or to words that have changed."""
    over = year.ends < clock.today()
    standings = (
        (slug, standing(given, purpose, year=year.year, year_is_over=over)) for slug, given in given_by(slugs).items()
    )
    return frozenset(slug for slug, found in standings if found.last is not None and not found.holds)


def may_be_named(slugs: Iterable[str], purpose: Purpose, year: ProgrammeYear) -> frozenset[str]:
    """Which of these organisations may be named for this in a year, as their consents stand today."""
    over = year.ends < clock.today()
    return frozenset(
        slug
        for slug, given in given_by(slugs).items()
        if standing(given, purpose, year=year.year, year_is_over=over).holds
    )


def participants_of(cohort: Cohort, day: date) -> Participants:
    """Who of a cohort may be named among its participants on a day: each as it is called then, in alphabetical order.

    A list of today is of no year that is over, so words that have changed since are asked again; a consent that was
    given for one year counts in that year alone. A name that would also name somebody who did not agree is left out.
    """
    sitting = set(members_of(cohort, day).values_list("organisation_id", flat=True))
    years = {None, *cohort.years.filter(starts__lte=day, ends__gte=day).values_list("year", flat=True)}
    agreed = [
        slug
        for slug, given in given_by(sitting).items()
        if standing((one for one in given if one.year in years), Purpose.MEMBER).holds
    ]
    called = own_names_of(agreed, day)
    kept = names_of_others(called, day)
    named = {slug: name for slug, name in called.items() if name not in kept}
    return Participants(
        names=tuple(sorted(set(named.values()), key=lambda name: (alphabetical(name), name))),
        unnamed=len(sitting) - len(named),
        held_back=len(called) - len(named),
    )


def experts_named(year: ProgrammeYear) -> frozenset[str]:
    """Which of a year's expert organisations may be named: listed as such, and no consent of theirs has ended."""
    listed = frozenset(year.experts.filter(may_be_named=True).values_list("organisation_id", flat=True))
    return listed - not_to_be_named(listed, Purpose.EXPERT, year)
