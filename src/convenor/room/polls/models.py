"""Prompts and their answers. Nothing here says who answered, when, or in which order."""

import uuid

from django.db import models
from django.db.models import Q

from convenor.room.cohorts.models import Cohort
from convenor.room.series.models import Series
from convenor.rules.answers import Named


class Prompt(models.Model):
    """A question that a room was asked; `shown_as` is what the screen said, where that was otherwise (R-PLP-28)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, null=True, blank=True, on_delete=models.CASCADE, related_name="prompts")
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.CASCADE, related_name="prompts")
    wording = models.CharField(max_length=300)
    shown_as = models.CharField(max_length=300, blank=True)
    asked_on = models.DateField()
    # The day on which the answers are destroyed; what was made of them stays.
    burn_on = models.DateField()

    class Meta:
        ordering = ["-asked_on", "wording"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cohort=None, series__isnull=False) | Q(cohort__isnull=False, series=None),
                name="a_prompt_is_for_one_room",
            )
        ]

    def __str__(self) -> str:
        return self.wording


class Theme(models.Model):
    """Answers of a prompt that belong together; `named` says who gave the label, for words of few stay inside."""

    prompt = models.ForeignKey(Prompt, on_delete=models.CASCADE, related_name="themes")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)
    named = models.CharField(max_length=9, choices=[(named.value, named.value) for named in Named])

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["prompt", "number"], name="a_theme_once_a_prompt")]

    def __str__(self) -> str:
        return self.label


class Answer(models.Model):
    """One answer, word for word. Its key is drawn by lot and rows are kept in its order, so none came first.

    `unit` ties the parts of one text together, where several parts count once; it is drawn by lot, too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prompt = models.ForeignKey(Prompt, on_delete=models.CASCADE, related_name="answers")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers")
    text = models.TextField(max_length=4000)
    unit = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"answer to {self.prompt_id}"


class Opinion(models.Model):
    """What the votes of a cohort on statements allow to be said; the votes themselves are read and forgotten.

    `shared` is a list of `{"text", "agree"}`, the surest first; `divisive` one of texts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="opinions")
    question = models.CharField(max_length=300)
    shared = models.JSONField(default=list)
    divisive = models.JSONField(default=list)
    withheld = models.CharField(max_length=300, blank=True)
    found_on = models.DateField()

    class Meta:
        ordering = ["-found_on", "question"]

    def __str__(self) -> str:
        return self.question


class Commonality(models.Model):
    """What several members of a cohort have in common, in words; it names nobody and counts nobody (R-MTG-12)."""

    class Share(models.TextChoices):
        MOST = "most"
        SEVERAL = "several"

    class Origin(models.TextChoices):
        THEME = "theme"
        STATEMENT = "statement"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="commonalities")
    origin = models.CharField(max_length=9, choices=Origin.choices)
    question = models.CharField(max_length=300)
    text = models.CharField(max_length=1000)
    share = models.CharField(max_length=7, choices=Share.choices)
    rank = models.PositiveSmallIntegerField()
    shared_on = models.DateField()
    # What was read stays read: a question whose themes were taken back cannot be shown a second time.
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-shared_on", "question", "rank"]
        verbose_name_plural = "commonalities"
        constraints = [
            models.UniqueConstraint(fields=["cohort", "question", "text"], name="a_commonality_once_a_question")
        ]

    def __str__(self) -> str:
        return self.text
