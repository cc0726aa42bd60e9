"""Open webinar series. Who takes part is secret, so nothing here names a participant (R-CH-06)."""

from django.db import models

from convenor.room.cohorts.models import Programme
from convenor.room.meetings.models import Session


class Series(models.Model):
    """A series of open sessions that anybody may join, any or all (R-PLP-05)."""

    slug = models.SlugField(primary_key=True)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="series")
    name = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    note_due_days = models.PositiveSmallIntegerField(default=14)
    # Why a name that may be out of scope belongs here.
    scope_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.name


class Webinar(models.Model):
    """One session of a series; its date is subject to change until it is held (R-PLP-08)."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="webinars")
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="webinar")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    subject_to_change = models.BooleanField(default=True)
    # Why a title, a theme or a part that may be out of scope belongs here.
    scope_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["series", "number"], name="a_number_once_a_series")]

    def __str__(self) -> str:
        return self.title
