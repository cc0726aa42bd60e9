"""What a page says about a member's standing: sentences first, then the reasons, then the next step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel.actor import Actor
from convenor.kernel.language import told
from convenor.kernel.templatetags.patterns import status_kind
from convenor.people.queries import names_of
from convenor.room.cohorts.models import Membership, ProgrammeYear
from convenor.room.cohorts.queries import naming_day
from convenor.room.cohorts.seating import SeatLine, own_vacancies
from convenor.room.standing.queries import standing_of, visible_to
from convenor.rules.standing import MemberStanding, RequirementFinding, RequirementId
from convenor.rules.vocabulary import RequirementStatus, StandingVerdict
from convenor.rules.wording import together

_TAGS = {
    StandingVerdict.GOOD_STANDING: "good",
    StandingVerdict.NEEDS_CONVERSATION: "wait",
    StandingVerdict.NOT_SET: "plain",
}
_ORDER = [StandingVerdict.NEEDS_CONVERSATION, StandingVerdict.GOOD_STANDING, StandingVerdict.NOT_SET]


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One requirement as a page shows it."""

    heading: str
    finding: RequirementFinding
    status: str
    tag: str
    next_step: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One member's standing as a page shows it."""

    slug: str
    name: str
    standing: MemberStanding
    verdict: str
    tag: str
    why: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnYear:
    """A nominee's organisation in one cohort and year."""

    year: ProgrammeYear
    sheet: Sheet
    vacant: tuple[SeatLine, ...] = ()

    @property
    def due(self) -> list[dict[str, str]]:
        """What to do next, in one glance: a line for each requirement that is not met yet, and where that is done."""
        where = (self.year.cohort_id, self.year.year)
        groups, sessions = reverse("groups:index", args=where), reverse("cohorts:year", args=where)
        return [
            {
                "title": line.next_step,
                "url": groups if line.finding.id is RequirementId.WORKING_GROUP else sessions,
                "when": line.heading,
                "kind": "wait" if line.finding.status is RequirementStatus.NOT_MET else "",
            }
            for line in self.sheet.lines
            if line.next_step and line.finding.status is not RequirementStatus.NOT_SET
        ]


def sheets(year: ProgrammeYear, as_of: date) -> list[Sheet]:
    """All members' sheets; whoever needs a conversation comes first, otherwise by name, never by merit."""
    found = standing_of(year, as_of)
    names = _names(found, year)
    rows = [_sheet(standing, names[standing.id]) for standing in found]
    return sorted(rows, key=lambda row: (_ORDER.index(row.standing.standing), row.name.casefold()))


def one(year: ProgrammeYear, organisation: str, as_of: date) -> Sheet:
    """One member's sheet. Raises Http404 where the organisation is no member of the year."""
    for row in sheets(year, as_of):
        if row.slug == organisation:
            return row
    raise Http404


def own(actor: Actor, as_of: date) -> list[OwnYear]:
    """The sheets of the organisations for which somebody is a nominee, in the years that run today."""
    memberships = Membership.objects.filter(visible_to(actor), organisation__in=actor.organisations())
    by_cohort: dict[str, list[str]] = {}
    for cohort, organisation in memberships.values_list("cohort_id", "organisation_id"):
        by_cohort.setdefault(cohort, []).append(organisation)
    years = ProgrammeYear.objects.filter(cohort__in=by_cohort, starts__lte=as_of, ends__gte=as_of)
    vacant = own_vacancies(actor, as_of)
    return [
        OwnYear(year=year, sheet=row, vacant=tuple(vacant.get((year.cohort_id, row.slug), ())))
        for year in years.select_related("cohort")
        for row in sheets(year, as_of)
        if row.slug in by_cohort[year.cohort_id]
    ]


def _names(found: Iterable[MemberStanding], year: ProgrammeYear) -> dict[str, str]:
    return names_of((standing.id for standing in found), naming_day(year))


def _sheet(standing: MemberStanding, name: str) -> Sheet:
    unmet = [item.because for item in standing.requirements if item.status is RequirementStatus.NOT_MET]
    return Sheet(
        slug=standing.id,
        name=name,
        standing=standing,
        verdict=_verdicts()[standing.standing],
        tag=_TAGS[standing.standing],
        why=told(together(unmet) or standing.because),
        lines=tuple(_line(finding) for finding in standing.requirements),
    )


def _line(finding: RequirementFinding) -> Line:
    return Line(
        heading=_headings()[finding.id],
        finding=finding,
        status=_statuses()[finding.status],
        tag=status_kind(finding.status),
        next_step="" if finding.status is RequirementStatus.MET else _next_steps()[finding.id],
    )


def _verdicts() -> dict[StandingVerdict, str]:
    return {
        StandingVerdict.GOOD_STANDING: _("In good standing"),
        StandingVerdict.NEEDS_CONVERSATION: _("Needs a conversation"),
        StandingVerdict.NOT_SET: _("Not judged"),
    }


def _statuses() -> dict[RequirementStatus, str]:
    return {
        RequirementStatus.MET: _("Met"),
        RequirementStatus.NOT_MET: _("Not met"),
        RequirementStatus.NOT_DUE: _("Not due yet"),
        RequirementStatus.NOT_SET: _("Not set"),
    }


def _headings() -> dict[RequirementId, str]:
    return {
        RequirementId.REGULAR_MEETINGS: _("Regular meetings"),
        RequirementId.SPECIAL_MEETINGS: _("Special meetings"),
        RequirementId.WORKING_GROUP: _("A working group"),
        RequirementId.YEAR_END_PRESENTATION: _("Findings at the end of the year"),
    }


def _next_steps() -> dict[RequirementId, str]:
    return {
        RequirementId.REGULAR_MEETINGS: _("If neither nominee can come, name a delegate: that counts."),
        RequirementId.SPECIAL_MEETINGS: _("Put one of the year's special meetings in the diary."),
        RequirementId.WORKING_GROUP: _("Choose a working group; the secretariat adds you on a word."),
        RequirementId.YEAR_END_PRESENTATION: _("Send the written update and plan the presentation."),
    }
