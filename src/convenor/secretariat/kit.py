"""What somebody who leaves takes along: what is their own, where their organisation stands, and what is public.

Who of an organisation wrote a card or an objection is not stored, so none stands here: it may be a colleague's who
stays. Of a note that is not public not even the title does.
"""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.desk.models import Draft, Waiver
from convenor.desk.queries import public_address
from convenor.kernel.words import WORDS
from convenor.people.models import Organisation, Person
from convenor.people.queries import in_force, names_of
from convenor.room.cohorts.models import Membership, ProgrammeYear
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import label_of
from convenor.room.standing.sheet import sheets
from convenor.rules.vocabulary import DraftState, SessionState
from convenor.rules.wording import on_day

_OPEN = (SessionState.PLANNED, SessionState.OPEN)


def own_material(person: Person, organisation: Organisation, left_on: date) -> str:
    """The whole kit as a text."""
    name = names_of([organisation.pk], left_on)[organisation.pk]
    sits = Membership.objects.filter(in_force(left_on), organisation=organisation)
    cohorts = list(sits.values_list("cohort_id", flat=True))
    parts = (
        (_("Where %(name)s stands") % {"name": name}, _standing(organisation, cohorts, left_on)),
        (_("Sessions to come"), _calendar(cohorts, left_on)),
        (_("What you answered about words that point to %(name)s") % {"name": name}, _waivers(person, organisation)),
        (_("Notes that anybody can read"), _public(cohorts)),
    )
    head = _("Your own material, as of %(day)s") % {"day": on_day(left_on)}
    return "\n\n".join([head, *(_section(title, list(lines)) for title, lines in parts)]) + "\n"


def _section(title: str, lines: list[str]) -> str:
    return "\n".join([title, "-" * len(title), *(lines or [_("Nothing.")])])


def _standing(organisation: Organisation, cohorts: list[str], day: date) -> Iterable[str]:
    years = ProgrammeYear.objects.filter(cohort__in=cohorts, starts__lte=day, ends__gte=day).select_related("cohort")
    for year in years:
        for sheet in sheets(year, day):
            if sheet.slug == organisation.pk:
                yield f"{year.cohort.name} {year.year}: {sheet.verdict}"
                yield from (f"- {line.heading}: {line.status}" for line in sheet.lines)


def _calendar(cohorts: list[str], day: date) -> Iterable[str]:
    rows = Session.objects.filter(year__cohort__in=cohorts, starts_at__date__gte=day, state__in=_OPEN)
    for row in rows.select_related("year__cohort"):
        yield f"- {on_day(row.starts_at.date())}: {label_of(row).short}"


def _waivers(person: Person, organisation: Organisation) -> Iterable[str]:
    mine = Waiver.objects.filter(organisation=organisation, answered_by=person.account) if person.account else ()
    for row in mine:
        yield f"- “{row.text}”: {WORDS['WaiverState'][row.state]}"


def _public(cohorts: list[str]) -> Iterable[str]:
    for draft in Draft.objects.filter(cohort__in=cohorts, state=DraftState.RELEASED, corrects=None, translates=None):
        slug = public_address(draft)
        if slug is not None:
            yield f"- {draft.title}: {settings.CONVENOR_SITE}{reverse('portal:output', args=[slug])}"
