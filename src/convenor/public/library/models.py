"""Released outputs. The library knows nobody: no author, no organisation, no session, no key back to the desk."""

import uuid

from django.db import models
from django.db.models import Q


class Output(models.Model):
    """A released text with its caveats and its provenance in general words (R-PUB-03, R-PUB-11).

    A page of the site stands in a `section` there, in the order of `rank`; for other kinds both are empty.

    `caveats` is a list of paragraphs; `sources` a list of `{"title", "url"}`, `table` a release that passed a
    ledger, with its digest. Once withdrawn, only the address and the
    reason remain.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=120)
    kind = models.CharField(max_length=20)
    section = models.CharField(max_length=20, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    applies_to = models.CharField(max_length=200, blank=True)
    caveats = models.JSONField(default=list)
    provenance = models.CharField(max_length=300, blank=True)
    sources = models.JSONField(default=list)
    table = models.JSONField(null=True, blank=True)
    published_on = models.DateField()
    updated_at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-published_on", "slug"]
        indexes = [
            models.Index(fields=["withdrawn_on", "-published_on"], name="output_by_date"),
            models.Index(fields=["-updated_at"], name="output_by_change"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | (Q(title="", body="", table=None) & ~Q(withdrawn_because="")),
                name="a_withdrawn_text_is_gone",
            )
        ]

    def __str__(self) -> str:
        return self.title or f"withdrawn {self.slug}"


class Translation(models.Model):
    """An output's text in another language, and which day's text it says: `of` is the output's `updated_at` then.

    `language` is one of the settings' names, `sources` is as an output's. `changes` is a list of `{"made_on", "text"}`,
    the last change first.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    output = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    body = models.TextField()
    applies_to = models.CharField(max_length=200, blank=True)
    provenance = models.CharField(max_length=300, blank=True)
    sources = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    of = models.DateTimeField()
    published_on = models.DateField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["output", "language"], name="a_text_once_a_language")]

    def __str__(self) -> str:
        return self.title


class LastChange(models.Model):
    """When anything on the shelves last changed, also by being taken away; a single row."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"last changed {self.at}"


class Correction(models.Model):
    """A change to a released output, in words, with its date (U10)."""

    output = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="corrections")
    made_on = models.DateField()
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["-made_on", "-pk"]

    def __str__(self) -> str:
        return f"corrected {self.made_on}"


class OpenSeries(models.Model):
    """A series of webinars as it was announced; who registers for it is known elsewhere, and never here (R-CH-06).

    `topics` is a list of texts: what a coming session could be about.
    """

    slug = models.SlugField(primary_key=True)
    name = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    topics = models.JSONField(default=list)
    announced_on = models.DateField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "name"]
        verbose_name_plural = "open series"

    def __str__(self) -> str:
        return self.name


class OpenWebinar(models.Model):
    """One webinar as it was announced; `themes` and `parts` are lists of texts, `minutes` whole.

    `readings` is a list of `{"title", "url"}`, to be read before.

    `note` is the slug of the output that tells what was discussed in it, once there is one.
    `sequence` grows by one with each change that a calendar has to know of (RFC 5545, 3.8.7.4).
    """

    series = models.ForeignKey(OpenSeries, on_delete=models.CASCADE, related_name="webinars")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    themes = models.JSONField(default=list)
    parts = models.JSONField(default=list)
    readings = models.JSONField(default=list)
    starts_at = models.DateTimeField()
    time_known = models.BooleanField(default=True)
    minutes = models.PositiveSmallIntegerField()
    subject_to_change = models.BooleanField(default=True)
    cancelled = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)
    note = models.SlugField(max_length=120, blank=True, db_index=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["series", "number"], name="a_number_once_an_open_series")]

    def __str__(self) -> str:
        return self.title


class Participant(models.Model):
    """An organisation that takes part in a community and agreed to be named, as it is called; nothing leads back."""

    community = models.CharField(max_length=120)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["community", "name"]
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="a_participant_once_a_community")]

    def __str__(self) -> str:
        return self.name


class Searchable(models.Model):
    """What can be found of the library, one row a document: a copy that goes when the document goes.

    `shelf`, `slug` and `number` say where it stands: an output, a series, or a webinar of a series by its number.
    `title` and `text` are as readers get them, `title_words` and `text_words` the same folded, which the database
    has an index of its own over (FTS5 on SQLite, a tsvector on PostgreSQL; migration 0005). `language` is a
    translation's; it may be nothing, because SQLite would otherwise make the table anew, without its triggers.
    """

    shelf = models.CharField(max_length=10)
    slug = models.SlugField(max_length=120)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=20)
    day = models.DateField()
    cancelled = models.BooleanField(default=False)
    language = models.CharField(max_length=10, null=True, blank=True)
    # Composed letters can be more signs than what was written, so there is no limit.
    title = models.TextField()
    text = models.TextField(blank=True)
    title_words = models.TextField(blank=True)
    text_words = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["shelf", "slug"], name="searchable_by_place")]

    def __str__(self) -> str:
        return self.title


class Word(models.Model):
    """A folded word, and in how many documents it is; with it a slip of the hand is found."""

    word = models.CharField(primary_key=True, max_length=40)
    documents = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.word
