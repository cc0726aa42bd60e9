"""Released outputs. The library knows nobody: no author, no organisation, no session, no key back to the desk."""

import uuid

from django.db import models
from django.db.models import Q


class Output(models.Model):
    """A released text with its caveats and its provenance in general words (R-PUB-03, R-PUB-11).

    `caveats` is a list of paragraphs; `sources` a list of `{"title", "url"}`, `table` a release that passed a
    ledger, with its digest. Once withdrawn, only the address and the
    reason remain.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=120)
    kind = models.CharField(max_length=20)
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


class Correction(models.Model):
    """A change to a released output, in words, with its date (U10)."""

    output = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="corrections")
    made_on = models.DateField()
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["-made_on", "-pk"]

    def __str__(self) -> str:
        return f"corrected {self.made_on}"
