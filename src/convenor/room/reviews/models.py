"""The year-end review: seven sections, generated from the year and edited by the secretariat (R-RPT)."""

from django.db import models

from convenor.room.cohorts.models import ProgrammeYear


class YearEndReview(models.Model):
    """What officers answered and confirmed for the review of one programme year.

    `confirmed` lists the claims that somebody vouched for (`rules.review.Confirmation`); `plans` has one line each.
    """

    year = models.OneToOneField(ProgrammeYear, on_delete=models.CASCADE, related_name="review")
    changed_at = models.DateTimeField()
    confirmed = models.JSONField(default=list)
    held_back = models.TextField(blank=True)
    value = models.TextField(blank=True)
    plans = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"review of {self.year}"


class ReviewSection(models.Model):
    """A section that an officer rewrote; a section without a row is generated afresh each time."""

    review = models.ForeignKey(YearEndReview, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=20)
    body = models.TextField()
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "key"], name="a_section_once_a_review")]

    def __str__(self) -> str:
        return self.key
