"""The ledger of a room's statistics. The people who were counted are not here: a table is made, they are forgotten."""

import uuid

from django.db import models
from django.db.models import F, Q

from convenor.room.cohorts.models import Cohort
from convenor.room.series.models import Series, Webinar
from convenor.room.statistics.titles import titled

FLOOR = 3
USUAL_BUDGET = 2.0


class Ledger(models.Model):
    """What was published in numbers about one room, oldest first, under thresholds that were frozen when it opened.

    Whoever could lower a threshold later could take two tables of the same people apart (A-22), so nobody can. The
    `budget` for tables with noise is frozen in the same way, and what is `spent` of it only grows; in these tables at
    most `most_of_one` people of an organisation are counted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.OneToOneField(Cohort, null=True, blank=True, on_delete=models.PROTECT, related_name="ledger")
    series = models.OneToOneField(Series, null=True, blank=True, on_delete=models.PROTECT, related_name="ledger")
    k = models.PositiveSmallIntegerField()
    k_organisations = models.PositiveSmallIntegerField()
    budget = models.FloatField(default=USUAL_BUDGET)
    spent = models.FloatField(default=0.0)
    most_of_one = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cohort=None, series__isnull=False) | Q(cohort__isnull=False, series=None),
                name="a_ledger_is_about_one_room",
            ),
            models.CheckConstraint(
                condition=Q(k_organisations__gte=FLOOR, k__gte=F("k_organisations")),
                name="thresholds_keep_the_floor",
            ),
            models.CheckConstraint(
                condition=Q(spent__gte=0, spent__lte=F("budget"), most_of_one__gte=1),
                name="no_more_than_the_budget",
            ),
        ]

    def __str__(self) -> str:
        return f"ledger of {self.cohort_id or self.series_id}"


class Table(models.Model):
    """A table that may be published, made under the ledger as it stood; in the ledger once it has a `position`.

    `release` is all that is kept of it: what the public would read, with its own digest. `after` is how many tables
    the ledger held then. `told_apart` are the columns that somebody confirmed to be other than published ones which
    they look like: {"column": …, "like": […]}. `drawn_of` is a keyed digest of what noise was drawn for, so that it is
    drawn once; it is emptied when the table is published. `webinar` is the session that it counts the registrations
    for, where it was made by itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, related_name="tables")
    webinar = models.ForeignKey(Webinar, null=True, blank=True, on_delete=models.SET_NULL, related_name="tables")
    title = models.CharField(max_length=200)
    release = models.JSONField()
    told_apart = models.JSONField(default=list)
    drawn_of = models.CharField(max_length=64, blank=True)
    after = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    position = models.PositiveSmallIntegerField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["ledger", "position"], name="a_place_once_a_ledger"),
            models.CheckConstraint(
                condition=Q(position=None, published_at=None) | Q(position__isnull=False, published_at__isnull=False),
                name="a_published_table_has_its_place",
            ),
            models.UniqueConstraint(fields=["ledger", "drawn_of"], condition=~Q(drawn_of=""), name="noise_drawn_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def called(self) -> str:
        """Its title, which is told in the reader's language where nobody gave it another than ours."""
        return titled(self.title)

    @property
    def is_noisy(self) -> bool:
        """Whether its numbers were drawn, and none is exact."""
        return self.release.get("noise") is not None
