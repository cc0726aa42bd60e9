"""Gathers a year for its review and puts officers' edits over the generated sections."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet

from convenor.kernel import clock
from convenor.kernel.installation import installation
from convenor.people.models import OrganisationName
from convenor.people.queries import names_of
from convenor.room.cohorts.agreed import experts_named, not_to_be_named
from convenor.room.cohorts.calendar import calendar_facts
from convenor.room.cohorts.models import Cohort, ContextEvent, ExpertOrganisation, Membership, ProgrammeYear
from convenor.room.cohorts.queries import naming_day
from convenor.room.meetings.models import Session
from convenor.room.reviews.models import ReviewSection, YearEndReview
from convenor.rules.consents import Purpose
from convenor.rules.note import tidy
from convenor.rules.programme_year import anomalies, canonical_labels
from convenor.rules.review import (
    Confirmation,
    ReviewEvent,
    ReviewExpert,
    ReviewFacts,
    ReviewMember,
    ReviewSession,
    Section,
    compose,
    public_lines,
    public_places,
)
from convenor.rules.vocabulary import Mode, NameKind, SessionKind, SessionState

REVIEWED_KINDS = (SessionKind.REGULAR, SessionKind.SPECIAL, SessionKind.GATHERING, SessionKind.EXECUTIVE_DIALOGUE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """A section as it stands now: generated, or as an officer left it."""

    section: Section
    edited_at: datetime | None

    @property
    def edited(self) -> bool:
        return self.edited_at is not None


def review_of(year: ProgrammeYear) -> YearEndReview | None:
    """What officers answered for this year, if anybody has begun."""
    return YearEndReview.objects.filter(year=year).first()


def chapters(year: ProgrammeYear) -> tuple[Chapter, ...]:
    """The seven sections in order, with officers' edits in place of what was generated."""
    edits = {row.key: row for row in ReviewSection.objects.filter(review__year=year)}
    return tuple(_chapter(section, edits.get(section.key.value)) for section in compose(review_facts(year)))


def title_of(year: ProgrammeYear) -> str:
    """What the review of a year is called."""
    return tidy(f"{year.cohort.name}: {year.year} Year-End Review")


def in_markdown(year: ProgrammeYear) -> str:
    """The sections of the review as one text, without its title."""
    parts = (f"## {chapter.section.heading}\n\n{chapter.section.body_markdown}" for chapter in chapters(year))
    return "\n\n".join(tidy(part) for part in parts)


def public_places_in(cohort: Cohort, text: str) -> tuple[tuple[int, int], ...]:
    """Where a review of this cohort says nothing but what its published list says; nowhere if the list is secret."""
    if not cohort.members_public:
        return ()
    facts = [review_facts(year) for year in ProgrammeYear.objects.filter(cohort=cohort).select_related("cohort")]
    found = [public_lines(each) for each in facts]
    lines = frozenset[str]().union(*(lines for lines, _ in found))
    return public_places(text, lines, {sentence for _, sentence in found} - {""})


def _chapter(section: Section, edit: ReviewSection | None) -> Chapter:
    if edit is None:
        return Chapter(section=section, edited_at=None)
    return Chapter(section=replace(section, body_markdown=edit.body), edited_at=edit.edited_at)


def review_facts(year: ProgrammeYear) -> ReviewFacts:
    """Everything that the review is composed from; attendance is not among it."""
    here, begun = installation(), review_of(year)
    before = ProgrammeYear.objects.filter(cohort=year.cohort_id, year=year.year - 1).first()
    return ReviewFacts(
        year=year.year,
        cohort=year.cohort.name,
        convenor=here.name,
        starts=year.starts,
        ends=year.ends,
        members=_members(year),
        sessions=_sessions(year),
        coming=_coming(year),
        events=_events(year),
        experts=_experts(year),
        focus=year.focus,
        focus_before=before.focus if before else "",
        sessions_before=_held(before) or None if before else None,
        held_back=begun.held_back if begun else "",
        value=begun.value if begun else "",
        plans=tuple(line for line in begun.plans.splitlines() if line.strip()) if begun else (),
        contact=here.contact,
        website=here.website,
        confirmed=frozenset(Confirmation(claim) for claim in begun.confirmed) if begun else frozenset(),
    )


def _members(year: ProgrammeYear) -> tuple[ReviewMember, ...]:
    rows = list(Membership.objects.filter(cohort=year.cohort_id))
    slugs = [row.organisation_id for row in rows]
    names, withdrawn = names_of(slugs, naming_day(year)), not_to_be_named(slugs, Purpose.MEMBER, year)
    return tuple(
        ReviewMember(
            name=names[row.organisation_id],
            since=row.since,
            until=row.until,
            may_be_named=row.organisation_id not in withdrawn,
        )
        for row in rows
    )


def _sessions(year: ProgrammeYear) -> tuple[ReviewSession, ...]:
    calendar = calendar_facts(year)
    labels = canonical_labels(calendar)
    slips = {anomaly.session: anomaly.sentence for anomaly in anomalies(calendar)}
    rows = [row for row in _reviewed(year).prefetch_related("themes") if not _is_coming(row)]
    return tuple(
        ReviewSession(
            label=labels[str(row.pk)].short,
            kind=SessionKind(row.kind),
            on=row.starts_at.date(),
            themes=tuple(theme.title for theme in row.themes.all()),
            mode=Mode(row.mode),
            guests_noted=row.guests_noted,
            anomaly=slips.get(str(row.pk), ""),
        )
        for row in rows
    )


def _events(year: ProgrammeYear) -> tuple[ReviewEvent, ...]:
    return tuple(
        ReviewEvent(
            text=row.text,
            public_fact=row.public_fact,
            source_title=row.source_title,
            source_url=row.source_url,
        )
        for row in ContextEvent.objects.filter(year=year)
    )


def _experts(year: ProgrammeYear) -> tuple[ReviewExpert, ...]:
    rows = list(ExpertOrganisation.objects.filter(year=year))
    slugs = [row.organisation_id for row in rows]
    names, named = names_of(slugs, naming_day(year)), experts_named(year)
    return tuple(
        ReviewExpert(name=names[row.organisation_id], may_be_named=row.organisation_id in named) for row in rows
    )


def not_named(year: ProgrammeYear) -> tuple[str, ...]:
    """Names of expert organisations that did not agree to be named in this year's review, and are no members either."""
    rows = ExpertOrganisation.objects.filter(year__cohort=year.cohort_id)
    slugs = set(rows.values_list("organisation_id", flat=True)) - experts_named(year)
    slugs -= set(Membership.objects.filter(cohort=year.cohort_id).values_list("organisation_id", flat=True))
    names = OrganisationName.objects.filter(organisation__in=slugs, kind__in=[NameKind.NAME, NameKind.ALIAS])
    return tuple(names.order_by("text").values_list("text", flat=True))


def _coming(year: ProgrammeYear) -> tuple[date, ...]:
    return tuple(row.starts_at.date() for row in _reviewed(year) if _is_coming(row))


def _reviewed(year: ProgrammeYear) -> QuerySet[Session]:
    rows = Session.objects.filter(year=year, kind__in=REVIEWED_KINDS)
    return rows.exclude(state=SessionState.CANCELLED).order_by("starts_at")


def _is_coming(session: Session) -> bool:
    return session.starts_at.date() > clock.today()


def _held(year: ProgrammeYear) -> int:
    return sum(not _is_coming(row) for row in _reviewed(year))
