"""Prompts and polls with their answers. Nothing here says who answered, when, or in which order."""

import uuid

from django.db import models
from django.db.models import Q

from convenor.room.cohorts.models import Cohort
from convenor.room.meetings.models import AgendaItem, Session
from convenor.room.series.models import Series
from convenor.rules.answers import Named
from convenor.rules.ballots import (
    USUAL_MOST_EACH,
    Limits,
    Question,
    begins_with,
    in_words,
    result_in_words,
    shown_in,
)
from convenor.rules.opinion import why_withheld
from convenor.rules.vocabulary import PollKind, PollState


class Prompt(models.Model):
    """A question that a room was asked; `shown_as` is what the screen said, where that was otherwise (R-PLP-28)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, null=True, blank=True, on_delete=models.CASCADE, related_name="prompts")
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.CASCADE, related_name="prompts")
    wording = models.CharField(max_length=300)
    shown_as = models.CharField(max_length=300, blank=True)
    asked_on = models.DateField()
    # Why a question or answers that looked out of scope were loaded all the same.
    scope_reason = models.CharField(max_length=300, blank=True)
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

    `unit` ties the parts of one text together, where several parts count once; it is drawn by lot, too. `shown` says
    that the secretariat lets the room that was asked read it, as it stands.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prompt = models.ForeignKey(Prompt, on_delete=models.CASCADE, related_name="answers")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers")
    text = models.TextField(max_length=4000)
    unit = models.UUIDField(null=True, blank=True)
    shown = models.BooleanField(default=False)

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
    # Why statements that looked out of scope belong here.
    scope_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-found_on", "question"]

    def __str__(self) -> str:
        return self.question

    @property
    def why_withheld(self) -> str:
        """Why nothing may be said of it, as the rules said it."""
        return why_withheld(self.withheld)


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


class Poll(models.Model):
    """A question that a session answers at once, each person once.

    While it is open its ballots are not here but in its holding place. `most`, `steps` and `ends` are those of the
    rules' `Question`. `k` and `k_organisations` are frozen when it opens, `most_each` with them: how many people of one
    organisation are in the room at most. `answered` and `organisations` stay empty where too few answered; then no
    ballot is kept either, and where `unread` says that the ballots could not be read at the end. `result` is all that
    may be shown, in the shape of `Shown.as_json`; the room sees it once it is `revealed`. `held_back` are words of a
    cloud in the shape of those in the result, but not in it: they may point to somebody, or the secretariat does not
    show them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="polls")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="polls")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in PollKind])
    wording = models.CharField(max_length=300)
    options = models.JSONField(default=list)
    most = models.PositiveSmallIntegerField(default=1)
    steps = models.PositiveSmallIntegerField(default=5)
    ends = models.JSONField(default=list)
    # Why a question that looked out of scope was asked all the same (AC-12).
    scope_reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        max_length=6, choices=[(state.value, state.value) for state in PollState], default=PollState.DRAFT
    )
    k = models.PositiveSmallIntegerField(null=True, blank=True)
    k_organisations = models.PositiveSmallIntegerField(null=True, blank=True)
    most_each = models.PositiveSmallIntegerField(default=USUAL_MOST_EACH)
    answered = models.PositiveIntegerField(null=True, blank=True)
    organisations = models.PositiveIntegerField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    held_back = models.JSONField(default=list, blank=True)
    revealed = models.BooleanField(default=False)
    unread = models.BooleanField(default=False)
    prompt = models.OneToOneField(Prompt, null=True, blank=True, on_delete=models.SET_NULL, related_name="poll")
    burn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PollState.DRAFT) | Q(k__isnull=False, k_organisations__isnull=False),
                name="thresholds_are_frozen_at_opening",
            ),
            models.CheckConstraint(
                condition=Q(revealed=False) | Q(state=PollState.CLOSED, result__isnull=False),
                name="only_a_closed_poll_is_revealed",
            ),
        ]

    def __str__(self) -> str:
        return self.wording

    @property
    def question(self) -> Question:
        """The poll as the rules read it."""
        low, high = self.ends or ("", "")
        return Question(
            kind=PollKind(self.kind),
            wording=self.wording,
            options=tuple(self.options),
            most=self.most,
            steps=self.steps,
            ends=(low, high),
        )

    @property
    def said(self) -> str:
        """The result in words, without the question where that stands above them."""
        kept, shown = str((self.result or {}).get("in_words", "")), shown_in(self.result or {})
        if kept == in_words(self.question, shown):
            return result_in_words(self.question, shown)
        # Kept in the words of an earlier version, which nobody can tell in another language.
        words = kept.removeprefix(begins_with(self.wording))
        return words[:1].upper() + words[1:]

    @property
    def texts(self) -> "models.QuerySet[Answer]":
        """Open texts that the room may read, in the order of keys that were drawn by lot."""
        return Answer.objects.filter(prompt=self.prompt_id, prompt__isnull=False, shown=True)

    @property
    def limits(self) -> Limits | None:
        """The frozen thresholds; None for a draft."""
        if self.k is None or self.k_organisations is None:
            return None
        return Limits(k=self.k, k_organisations=self.k_organisations, most_each=self.most_each)


class Ballot(models.Model):
    """One answer to a closed poll. Its key is drawn by lot after the close, and rows were written in its order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="ballots")
    choices = models.JSONField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"ballot of {self.poll_id}"
