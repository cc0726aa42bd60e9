"""What officers do with a review: answer, confirm, rewrite a section, or let it be generated again."""

from collections.abc import Iterable

from django.db import transaction

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.reviews.models import ReviewSection, YearEndReview
from convenor.rules.note import tidy
from convenor.rules.review import Confirmation, SectionKey


def answer_review(
    actor: Actor,
    year: ProgrammeYear,
    *,
    confirmed: Iterable[Confirmation],
    held_back: str,
    value: str,
    plans: str,
) -> YearEndReview:
    """Keep what an officer answers to the review's questions and which claims they vouch for."""
    require(actor, "review.change")
    with transaction.atomic():
        review, _ = YearEndReview.objects.update_or_create(
            year=year,
            defaults={
                "changed_at": clock.now(),
                "confirmed": sorted(claim.value for claim in confirmed),
                "held_back": tidy(held_back),
                "value": tidy(value),
                "plans": tidy(plans),
            },
        )
        audit.record(actor, "review.answered", kind="programme_year", subject=year.pk)
    return review


def rewrite_section(actor: Actor, year: ProgrammeYear, key: SectionKey, body: str) -> ReviewSection:
    """Put an officer's text in the place of a generated section."""
    require(actor, "review.change")
    with transaction.atomic():
        now = clock.now()
        review, _ = YearEndReview.objects.get_or_create(year=year, defaults={"changed_at": now})
        section, _ = ReviewSection.objects.update_or_create(
            review=review, key=key.value, defaults={"body": tidy(body), "edited_at": now}
        )
        audit.record(actor, "review.section_rewritten", kind="programme_year", subject=year.pk)
    return section


def generate_section_again(actor: Actor, year: ProgrammeYear, key: SectionKey) -> None:
    """Drop an officer's text, so that the section is generated from the year's facts again."""
    require(actor, "review.change")
    with transaction.atomic():
        ReviewSection.objects.filter(review__year=year, key=key.value).delete()
        audit.record(actor, "review.section_generated", kind="programme_year", subject=year.pk)
