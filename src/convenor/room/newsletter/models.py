"""Who takes the newsletter: an address, sealed, and nothing else of anybody (R-COM-04)."""

import uuid

from django.db import models

from convenor.room.meetings.models import new_nonce


class Subscription(models.Model):
    """A mailbox that takes the newsletter, or that somebody asked for and that has not confirmed.

    `sealed` holds the address under the installation's key; `mailbox` is a keyed digest of it, so that one mailbox is
    here once. Of when it was asked for, the day is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mailbox = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()
    language = models.CharField(max_length=10)
    nonce = models.CharField(max_length=64, default=new_nonce)
    confirmed = models.BooleanField(default=False)
    made_on = models.DateField()
    # How many mails somebody had sent there on `mailed_on`, so that a mailbox is not flooded.
    mailed_on = models.DateField()
    mails = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"subscription {self.pk}"
