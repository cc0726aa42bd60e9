"""Sending a year-end review from the room to the desk, from where it goes the way of every draft."""

from django.db import transaction

from convenor.desk.checks import check_draft
from convenor.desk.models import Draft
from convenor.desk.wording import Place
from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.reviews.queries import chapters, in_markdown, review_facts, title_of
from convenor.rules.note import WORD_BUDGETS
from convenor.rules.review import may_go_to_the_desk, told_events
from convenor.rules.verdict import no
from convenor.rules.vocabulary import DraftKind, DraftState


def send_review(actor: Actor, year: ProgrammeYear) -> Draft:
    """Put a copy of a year's review on the desk; what is changed in the room later does not change it.

    Where it tells of an event with a public source that names a member, the source is cited; that it says so is still
    for a second person to confirm. Raises Declined while the review has questions to answer or is at the desk already.
    """
    require(actor, "draft.write")
    with transaction.atomic():
        settle(may_go_to_the_desk(chapter.section for chapter in chapters(year)))
        _decline_a_second(year)
        now = clock.now()
        draft = Draft.objects.create(
            kind=DraftKind.YEAR_END_REVIEW,
            title=title_of(year),
            body=in_markdown(year),
            cohort=year.cohort,
            provenance=f"From the community's year {year.year}.",
            word_budget=WORD_BUDGETS[DraftKind.YEAR_END_REVIEW],
            begun_at=now,
            changed_at=now,
        )
        draft.writers.create(account_id=actor.account)
        _cite_events(draft, year)
        audit.record(actor, "review.sent", kind="draft", subject=draft.pk)
    return draft


def _decline_a_second(year: ProgrammeYear) -> None:
    # The cohort's row is held, so that two officers who press the button at once send one review.
    type(year.cohort).objects.select_for_update().get(pk=year.cohort_id)
    there = Draft.objects.filter(
        kind=DraftKind.YEAR_END_REVIEW, cohort=year.cohort_id, title=title_of(year), corrects=None, translates=None
    ).exclude(state=DraftState.WITHDRAWN)
    if there.filter(state=DraftState.RELEASED).exists():
        raise Declined(no("This review is published. Open it at the desk and begin a correction to change it."))
    if there.exists():
        raise Declined(no("This review is at the desk already. Change it there, or give it up there and send it anew."))


def _cite_events(draft: Draft, year: ProgrammeYear) -> None:
    """Cite the source of each event for the members that its own line names."""
    events = told_events(review_facts(year))
    for matter in check_draft(draft).matters:
        if matter.place is None or matter.place.field != "body" or not matter.members:
            continue
        line = _line_at(draft.body, matter.place)
        for event in events:
            if event.source_url in line:
                for member in matter.members:
                    title = event.source_title or "source"
                    draft.sources.get_or_create(
                        organisation_id=member, url=event.source_url, defaults={"title": title[:200]}
                    )


def _line_at(text: str, place: Place) -> str:
    begins = text.rfind("\n", 0, place.start) + 1
    return text[begins:].partition("\n")[0]
