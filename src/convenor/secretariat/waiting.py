"""What waits for a company or a colleague, so that it can be given to others when people go (AC-19, AC-23)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.desk.models import Draft, Waiver
from convenor.kernel.language import dated, told
from convenor.people.models import Organisation, Person
from convenor.people.queries import in_force
from convenor.room.cohorts.models import Membership
from convenor.room.cohorts.seating import seats_of
from convenor.room.exchange.models import Posting
from convenor.room.meetings.models import AgendaItem
from convenor.room.meetings.queries import label_of
from convenor.rules.vocabulary import DraftState, PostingKind, SessionState, WaiverState

_TO_COME = (SessionState.PLANNED, SessionState.OPEN)
ON_ITS_WAY = (DraftState.DRAFT, DraftState.SECOND_PAIR, DraftState.OBJECTIONS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Waits:
    """One thing that waits, and where it is given to somebody else; `typed` says that its title is somebody's own."""

    title: str
    hint: str
    url: str
    state: str
    kind: str = "wait"
    typed: bool = False


def waits_for(organisation: Organisation, today: date) -> list[Waits]:
    """What waits for a company's people: questions, notes to look at, points that it leads, asks and offers."""
    sits = list(Membership.objects.filter(in_force(today), organisation=organisation).select_related("cohort"))
    return [*_questions(organisation), *_notes(sits), *_leads(organisation), *_postings(organisation, today)]


def who_can_answer(organisation: Organisation, today: date) -> int:
    """How many people sit for a company today; where nobody does, what waits needs the secretariat."""
    sits = Membership.objects.filter(in_force(today), organisation=organisation)
    return len({line.holder.person_id for row in sits for line in seats_of(row, today) if line.holder})


def waits_for_colleague(person: Person) -> list[Waits]:
    """What waits for somebody of the secretariat: drafts that they write, and questions that they asked of members."""
    if person.account is None:
        return []
    drafts = Draft.objects.filter(state__in=ON_ITS_WAY, writers__account=person.account)
    asked = Waiver.objects.filter(state=WaiverState.WAITING, asked_by=person.account).select_related("draft")
    return [
        *(
            Waits(
                title=draft.title,
                hint=_("A draft that they write. Any colleague can go on with it."),
                url=reverse("desk:draft", args=[draft.pk]),
                state=_("Draft"),
                typed=True,
            )
            for draft in drafts.distinct()
        ),
        *(
            Waits(
                title=_("A question about “%(title)s”") % {"title": row.draft.title},
                hint=_("They asked a member about its words. The answer comes to every colleague."),
                url=reverse("desk:draft", args=[row.draft_id]),
                state=_("Asked"),
            )
            for row in asked
        ),
    ]


def _questions(organisation: Organisation) -> Iterable[Waits]:
    rows = Waiver.objects.filter(organisation=organisation, state=WaiverState.WAITING).select_related("draft")
    for row in rows:
        yield Waits(
            title=_("May words that point to it be published?"),
            hint=_("In “%(title)s”. Take the question back, or wait for the next nominee.")
            % {"title": row.draft.title},
            url=reverse("desk:draft", args=[row.draft_id]),
            state=_("Asked"),
        )


def _notes(sits: Iterable[Membership]) -> Iterable[Waits]:
    cohorts = [row.cohort_id for row in sits]
    for draft in Draft.objects.filter(state=DraftState.OBJECTIONS, cohort__in=cohorts):
        until = dated(draft.objections_until) if draft.objections_until else ""
        yield Waits(
            title=draft.title,
            hint=_("A note to look at until %(day)s. Without an objection it goes its way.") % {"day": until},
            url=reverse("desk:draft", args=[draft.pk]),
            state=_("To look at"),
            kind="plain",
            typed=True,
        )


def _leads(organisation: Organisation) -> Iterable[Waits]:
    items = AgendaItem.objects.filter(lead=organisation, session__state__in=_TO_COME)
    for item in items.select_related("session__year__cohort"):
        yield Waits(
            title=item.title,
            hint=_("It leads this point of %(session)s, %(day)s. Ask another member, or change the agenda.")
            % {"session": told(label_of(item.session).short), "day": dated(item.session.starts_at.date())},
            url=reverse("meetings:agenda", args=[item.session_id]),
            state=_("Leads"),
            typed=True,
        )


def _postings(organisation: Organisation, today: date) -> Iterable[Waits]:
    rows = Posting.objects.filter(organisation=organisation, until__gt=today).select_related("cohort")
    for row in rows:
        yield Waits(
            title=row.text,
            hint=_("Among the asks and offers of %(cohort)s until %(day)s. Give it to another member, or close it.")
            % {"cohort": row.cohort.name, "day": dated(row.until)},
            url=reverse("exchange:decide", args=[row.pk]),
            state=_("Ask") if row.kind == PostingKind.ASK else _("Offer"),
            typed=True,
        )
