"""Asks and offers, introductions, and an organisation's private list of actions.

Rows are shown in the order of their random ids, so that neither when something was written nor by whom shows.
"""

import uuid

from django.db import models
from django.db.models import Q

from convenor.people.models import Organisation, Person
from convenor.room.cohorts.models import Cohort
from convenor.rules.exchange import Answer
from convenor.rules.guiding_principles import FIRST, LAST
from convenor.rules.vocabulary import PostingKind, PostingState


class Posting(models.Model):
    """An ask or an offer: whose it is, never who wrote it; `until` is the first day without it (R-MTG-11)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="postings")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="postings")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in PostingKind])
    text = models.CharField(max_length=400)
    state = models.CharField(max_length=8, choices=[(state.value, state.value) for state in PostingState])
    until = models.DateField()
    # What the secretariat asks to have reworded, and why.
    returned_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.kind


class WordsLookedAt(models.Model):
    """How many words of an organisation were looked at on a day, with the names in them; destroyed the night after."""

    organisation = models.OneToOneField(
        Organisation, primary_key=True, on_delete=models.CASCADE, related_name="words_looked_at"
    )
    on = models.DateField()
    number = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.number} of {self.organisation_id}"


class Introduction(models.Model):
    """Somebody answered a posting, and `answer` says what became of it (R-PLP-17).

    The two are told of each other once `agreed_by` is set. Nothing else in the house knows of it: there is no line in
    the trail, and the row and its events are destroyed together.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="introductions")
    answered_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="introductions_answered")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="introductions")
    words = models.CharField(max_length=400, blank=True)
    answered_on = models.DateField()
    answer = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Answer], default=Answer.OPEN.value
    )
    agreed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="introductions_agreed"
    )
    made_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["posting", "answered_by"], name="a_person_answers_a_posting_once"),
            models.CheckConstraint(
                condition=(Q(agreed_by=None, made_on=None) & ~Q(answer=Answer.MADE))
                | Q(agreed_by__isnull=False, made_on__isnull=False, answer=Answer.MADE),
                name="an_introduction_is_made_by_somebody_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"introduction {self.pk}"


class IntroductionCount(models.Model):
    """How many introductions a cohort has seen; they are counted when they are forgotten, and nothing else stays."""

    cohort = models.OneToOneField(Cohort, primary_key=True, on_delete=models.CASCADE, related_name="introduction_count")
    number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.number} in {self.cohort_id}"


class Action(models.Model):
    """Something that an organisation means to do; its own nominees see it, and nobody else (R-ROL-19).

    It belongs to the organisation, so that it outlives whoever wrote it. `note` is the address of a released output.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="own_actions")
    text = models.CharField(max_length=400)
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    principle = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.SlugField(max_length=120, blank=True)
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(principle=None) | Q(principle__gte=FIRST, principle__lte=LAST), name="a_principle_there_is"
            )
        ]

    def __str__(self) -> str:
        return f"action of {self.organisation_id}"
