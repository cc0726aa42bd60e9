"""The airlock: drafts on their way out of the room, who looked at them, and what was decided."""

import uuid

from django.db import models
from django.db.models import Q

from convenor.kernel.language import into
from convenor.people.models import Account, Organisation, Person
from convenor.room.cohorts.models import Cohort
from convenor.room.meetings.models import Session
from convenor.room.series.models import Series
from convenor.room.statistics.models import Table
from convenor.rules.vocabulary import DraftKind, DraftState, PageSection, WaiverState


class Draft(models.Model):
    """A text at the desk. `output` is the key of its copy in the library once released; nothing leads back (A-19).

    It is about a cohort, a series, or neither; a page of the site stands in a `section` there, by `rank`.
    A correction is a draft of its own that `corrects` a released one; its
    `correction` is the line that readers will see, and the copy stays with the draft that it corrects.

    A translation is a draft of its own, too: it `translates` a released one into a `language`, one of the settings'
    names; `follows` is the moment of the public text that the translator had before them, and `output` the key of its
    own copy.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in DraftKind])
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in DraftState], default=DraftState.DRAFT)
    section = models.CharField(max_length=20, blank=True, choices=[(s.value, s.value) for s in PageSection])
    rank = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    applies_to = models.CharField(max_length=200, blank=True)
    provenance = models.CharField(max_length=300, blank=True)
    correction = models.CharField(max_length=300, blank=True)
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    translates = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="translations")
    language = models.CharField(max_length=10, blank=True, choices=[(one, one) for one in into()])
    follows = models.DateTimeField(null=True, blank=True)
    cohort = models.ForeignKey(Cohort, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts")
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts")
    table = models.ForeignKey(Table, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts")
    word_budget = models.PositiveSmallIntegerField(default=600)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    objections_until = models.DateField(null=True, blank=True)
    output = models.UUIDField(null=True, blank=True, unique=True)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-changed_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="objections") | Q(objections_until__isnull=False),
                name="a_time_to_object_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(state="released") | Q(released_at__isnull=False),
                name="a_released_draft_says_when",
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=~Q(state__in=["released", "withdrawn"]),
                name="one_correction_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["translates", "language"],
                condition=Q(corrects=None) & ~Q(state="withdrawn"),
                name="one_translation_a_language",
            ),
            models.CheckConstraint(
                condition=Q(translates=None, language="", follows=None)
                | (Q(translates__isnull=False, follows__isnull=False) & ~Q(language="")),
                name="a_translation_says_of_what_and_into_what",
            ),
            models.UniqueConstraint(
                fields=["table"],
                condition=~Q(state="withdrawn") | Q(output__isnull=False),
                name="a_table_once_at_the_desk",
            ),
            models.CheckConstraint(
                condition=~Q(kind="statistics") | Q(table__isnull=False) | Q(corrects__isnull=False),
                name="statistics_have_a_table",
            ),
            models.CheckConstraint(
                condition=(Q(kind="page") & ~Q(section="") & Q(cohort=None, series=None, session=None))
                | (~Q(kind="page") & Q(section="")),
                name="a_page_has_a_section",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_table(self) -> Table | None:
        """The table beside the words; a correction changes the words alone, so it shows that of what it corrects."""
        return self.corrects.table if self.corrects else self.table


class Writer(models.Model):
    """An account wrote part of a draft, so it is not the second pair of eyes; never shown outside the desk."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="writers")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="writings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "account"], name="a_writer_once_a_draft")]

    def __str__(self) -> str:
        return f"writer of {self.draft_id}"


class CitedSource(models.Model):
    """A public document that a draft leans on where it names somebody (R-CH-10)."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="sources")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cited_sources")
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=400)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["draft", "organisation", "url"], name="cited_once_a_draft")]

    def __str__(self) -> str:
        return self.title


class Keeping(models.Model):
    """A finding that a person decided to keep, with the reason.

    It holds for this wording in this paragraph and for the members that it meant then: `wording` is the digest of all
    three, `text` is what was kept.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="keepings")
    kind = models.CharField(max_length=16)
    text = models.CharField(max_length=300)
    wording = models.CharField(max_length=64)
    reason = models.CharField(max_length=300)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="keepings")
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["kept_at"]
        constraints = [models.UniqueConstraint(fields=["draft", "wording"], name="kept_once")]

    def __str__(self) -> str:
        return f"kept: {self.kind}"


class Waiver(models.Model):
    """A party is asked to agree that exactly these words, which point to it, are published, and its answer (AC-13).

    `excerpt` is what it reads and answers for; `wording` is the digest of that, of the kind of finding and of everybody
    whom it meant. Where a person is named, only that `person` can answer. Nobody learns who else was asked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="waivers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="waivers")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="waivers")
    kind = models.CharField(max_length=16)
    text = models.CharField(max_length=300)
    excerpt = models.TextField()
    wording = models.CharField(max_length=64)
    message = models.CharField(max_length=500, blank=True)
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in WaiverState], default=WaiverState.WAITING
    )
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="waivers_asked")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="waivers_answered"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "organisation"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "organisation", "wording"],
                condition=Q(state__in=["waiting", "agreed", "refused"]),
                name="asked_once_about_the_same_words",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "refused"]) | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="an_answered_waiver_says_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"waiver about {self.draft_id}"


class Approval(models.Model):
    """A second pair of eyes looked at exactly this text, with what was kept and waived in it, and agreed."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="approvals")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="approvals")
    digest = models.CharField(max_length=64)
    approved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"approval of {self.draft_id}"


class SendingBack(models.Model):
    """Somebody of the secretariat sent a draft back to be written on, with a note on what is missing."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="sendings_back")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sendings_back")
    note = models.TextField(max_length=1000)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.draft_id} sent back"


class Objection(models.Model):
    """A member organisation objects to a draft; it holds the release until an officer answers. Others never see it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="objections")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="objections")
    text = models.TextField(max_length=2000)
    raised_at = models.DateTimeField()
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["raised_at"]
        constraints = [
            models.CheckConstraint(condition=Q(answered_at=None) | ~Q(answer=""), name="an_answer_says_something")
        ]

    def __str__(self) -> str:
        return f"objection to {self.draft_id}"


class Announcement(models.Model):
    """What two people agreed may be told of an open series, and what somebody asked a second person to look at.

    `agreed` holds the words that are public, by the session's number; dates follow the plan by themselves, because they
    point to nobody. `asked` is the digest of the words that wait. Taken down, nothing is public.
    """

    series = models.OneToOneField(Series, primary_key=True, on_delete=models.CASCADE, related_name="announcement")
    agreed = models.JSONField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    asked = models.CharField(max_length=64, blank=True)
    asked_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="announcements_asked"
    )
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(asked="") | Q(asked_by__isnull=False, asked_at__isnull=False),
                name="an_announcement_waits_for_somebody_else",
            )
        ]

    def __str__(self) -> str:
        return f"announcement of {self.series_id}"


class ParticipantList(models.Model):
    """Whether the list of a cohort's participants is public, and who asked a second person for it (docs/adr/0021).

    `community` is the name that it stands under; without one nothing is public. The names follow the consents.
    """

    cohort = models.OneToOneField(Cohort, primary_key=True, on_delete=models.CASCADE, related_name="participant_list")
    community = models.CharField(max_length=120, blank=True)
    published_on = models.DateField(null=True, blank=True)
    asked_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="lists_asked")
    asked_name = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community"], condition=~Q(community=""), name="one_list_a_community"),
            models.CheckConstraint(
                condition=Q(asked_by=None, asked_at=None) | Q(asked_by__isnull=False, asked_at__isnull=False),
                name="a_list_waits_for_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"participants of {self.cohort_id}"
