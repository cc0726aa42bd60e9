"""Open webinar series, who registered for them, and which members' people offered to speak.

A registration is sealed and shown to nobody but that person; an offer to the secretariat and that person (R-CH-06).
"""

import uuid

from django.db import models

from convenor.people.models import Organisation, Person
from convenor.room.cohorts.models import Programme
from convenor.room.meetings.models import Session, new_nonce
from convenor.rules.demand import LONGEST_TOPIC
from convenor.rules.registration import Region, Sector, Stage
from convenor.rules.speaking import LONGEST_WORDS
from convenor.rules.vocabulary import OfferState


class Series(models.Model):
    """A series of open sessions that anybody may join, any or all (R-PLP-05)."""

    slug = models.SlugField(primary_key=True)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="series")
    name = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    note_due_days = models.PositiveSmallIntegerField(default=14)
    # Why a name that may be out of scope belongs here.
    scope_reason = models.CharField(max_length=300, blank=True)
    # What whoever registers is asked to choose from: what a coming session should be about (R-PLP-08).
    topics = models.JSONField(default=list, blank=True)
    topics_reason = models.CharField(max_length=300, blank=True)
    # How many people at least ask for a topic, by topic, as of the night before; nothing of what too few ask for.
    asked = models.JSONField(default=dict, blank=True)
    # How many introductions came about between people who registered.
    introduced = models.PositiveIntegerField(default=0)

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
    # What to read before: a list of `{"title", "url", "scope_reason"}` (R-PLP-19); the reason as below.
    readings = models.JSONField(default=list, blank=True)
    # How many people had registered when it began; set once, so that the number outlives the people.
    registered = models.PositiveIntegerField(null=True, blank=True)
    # A table of who registered was made, even if it was thrown away since: a second one would tell of who came between.
    tabled = models.BooleanField(default=False)
    # Since when it lacks somebody who was to speak, until another is chosen or the secretariat goes on without.
    speaker_lost_on = models.DateField(null=True, blank=True)
    # Why a title, a theme or a part that may be out of scope belongs here.
    scope_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["series", "number"], name="a_number_once_a_series")]

    def __str__(self) -> str:
        return self.title


class PeerIntroduction(models.Model):
    """Two who registered may be introduced to each other, as their registrations say: once both agreed (R-PLP-17)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # As worded when it was proposed.
    topic = models.CharField(max_length=LONGEST_TOPIC)
    proposed_on = models.DateField()
    made_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"introduction {self.pk}"


class Registration(models.Model):
    """Somebody registered for sessions of a series, with or without an organisation (R-PLP-01, A-24).

    `sealed` holds the address and what names the person or the organisation, under the installation's key; `mailbox` is
    a keyed digest of the address, so that one mailbox registers once. `slip` names the form that was sent last, so that
    a form that is sent twice does nothing twice. Of when it was made, the day is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="registrations")
    mailbox = models.CharField(max_length=64)
    sealed = models.TextField()
    slip = models.UUIDField()
    nonce = models.CharField(max_length=64, default=new_nonce)
    confirmed = models.BooleanField(default=False)
    home_region = models.CharField(max_length=20, blank=True, choices=[(one.value, one.value) for one in Region])
    user_regions = models.JSONField(default=list)
    sector = models.CharField(max_length=20, blank=True, choices=[(one.value, one.value) for one in Sector])
    stage = models.CharField(max_length=20, blank=True, choices=[(one.value, one.value) for one in Stage])
    # Topics of the series, as they were worded when they were chosen.
    wishes = models.JSONField(default=list)
    # Topics about which this person looks for one other; nobody is looked for where there are none.
    seeks = models.JSONField(default=list)
    # What the other is told then, sealed as above.
    introduced_as = models.TextField(blank=True)
    introduction = models.ForeignKey(
        PeerIntroduction, null=True, blank=True, on_delete=models.SET_NULL, related_name="sides"
    )
    agreed = models.BooleanField(default=False)
    # How often somebody was found and it did not end through the other.
    found = models.PositiveSmallIntegerField(default=0)
    zone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=10)
    rules = models.CharField(max_length=10)
    made_on = models.DateField()
    # How many mails somebody had sent there again on `mailed_on`, so that a mailbox is not flooded.
    mailed_on = models.DateField()
    mails = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "mailbox"], name="a_mailbox_registers_once")]

    def __str__(self) -> str:
        return f"registration for {self.series_id}"


class Choice(models.Model):
    """One session that somebody chose, and what was told of it last."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="choices")
    webinar = models.ForeignKey(Webinar, on_delete=models.CASCADE, related_name="choices")
    told_starts_at = models.DateTimeField()
    told_cancelled = models.BooleanField(default=False)
    # The beginning for which the link to join was mailed; moved after that, it is mailed again.
    reminded_for = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["webinar__number"]
        constraints = [models.UniqueConstraint(fields=["registration", "webinar"], name="a_session_chosen_once")]

    def __str__(self) -> str:
        return f"choice of {self.webinar_id}"


class SpeakerOffer(models.Model):
    """A nominee offers to speak at an open session; nothing of it is ever public (R-PLP-26, R-CH-06).

    Of when it was made, the day is kept. `told` is what the person was told of it last, and `told_starts_at` and
    `told_cancelled` what of the session.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webinar = models.ForeignKey(Webinar, on_delete=models.CASCADE, related_name="offers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="speaker_offers")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="speaker_offers")
    words = models.CharField(max_length=LONGEST_WORDS)
    # Why words that may be out of scope belong here.
    scope_reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        max_length=8, choices=[(one.value, one.value) for one in OfferState], default=OfferState.WAITING.value
    )
    offered_on = models.DateField()
    told = models.CharField(max_length=8, blank=True, choices=[(one.value, one.value) for one in OfferState])
    told_starts_at = models.DateTimeField(null=True, blank=True)
    told_cancelled = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["webinar", "person"], name="a_person_offers_a_session_once")]

    def __str__(self) -> str:
        return f"offer {self.pk}"
