"""Invitations, what was answered until the session closes, mails that came in, and personal calendars."""

import hashlib
import secrets
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from convenor.people.models import Person
from convenor.room.meetings.models import Session
from convenor.rules.invitations import Sends
from convenor.rules.replies import PartStat


def new_secret() -> str:
    """A word that nobody can guess; safe in an address."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a secret that is looked up: whoever reads the database, or a copy of it, cannot use it.

    One round is enough, because nobody guesses 256 bits; and how long a look-up takes tells of the digest, not of the
    secret, so it need not take the same time for all.
    """
    return hashlib.sha256(secret.encode()).hexdigest()


class Invitation(models.Model):
    """What one person's calendar was sent about one session, and what the person answered.

    `matter` and `words` are digests of what was sent. An answer is the person's and the secretariat's; the whole row is
    destroyed when the session closes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    uid = models.CharField(max_length=120, unique=True)
    # Changed, it ends every link that was mailed.
    nonce = models.CharField(max_length=43, default=new_secret)
    address = models.EmailField(blank=True)
    sent = models.CharField(max_length=8, choices=[(word.value, word.value) for word in Sends], blank=True)
    sequence = models.PositiveIntegerField(default=0)
    matter = models.CharField(max_length=64, blank=True)
    words = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(
        max_length=12, choices=[(word.value, word.value) for word in PartStat], default=PartStat.NEEDS_ACTION
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    # Whom a calendar named to stand in; nobody is named before the person says so from a link of their own.
    proposed = models.EmailField(blank=True)
    # A calendar that asks again is answered once a day, so that two machines cannot keep each other busy.
    asked_again_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="invited_once_a_session")]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class IncomingMail(models.Model):
    """A mail came in: a digest of what names it, so that it counts once, and what became of it; nothing it said."""

    class Outcome(models.TextChoices):
        MOVED = "moved", _("An answer was noted")
        NOTHING = "nothing", _("Nothing followed")
        NEEDS_A_PERSON = "needs_a_person", _("Needs a person")

    digest = models.CharField(max_length=64, unique=True)
    received_on = models.DateField()
    outcome = models.CharField(max_length=14, choices=Outcome.choices, default=Outcome.NOTHING)
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.CASCADE, related_name="incoming_mails")

    def __str__(self) -> str:
        return f"mail of {self.received_on}: {self.outcome}"


class MailboxPlace(models.Model):
    """How far the mailbox was read, and since when it could not be; one row. `mailbox` is a digest of which it is.

    `validity`, `last` and `broke_at` are the server's own numbers: once the first changes, the others mean nothing any
    more. At the mail `broke_at` the connection broke the last time that it broke at one, `breaks` times in all.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    mailbox = models.CharField(max_length=64)
    validity = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0)
    broke_at = models.BigIntegerField(default=0)
    breaks = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    try_again_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_mailbox")]

    def __str__(self) -> str:
        return f"mailbox read up to {self.last}"


class Feed(models.Model):
    """The secret address of a person's own calendar, which is shown once; a new secret ends the old address."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="feed")
    digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()

    def __str__(self) -> str:
        return f"feed {self.pk}"
