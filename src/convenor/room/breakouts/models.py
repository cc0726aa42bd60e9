"""Breakouts: small groups within a session. Who sat with whom is known while they last, and not afterwards."""

import uuid

from django.db import models
from django.db.models import Q

from convenor.people.models import Organisation
from convenor.room.meetings.models import Session
from convenor.rules.vocabulary import RoundState


class Round(models.Model):
    """One time that a session breaks into small groups and comes back (R-MTG-13)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="rounds")
    state = models.CharField(max_length=7, choices=[(s.value, s.value) for s in RoundState], default=RoundState.PLANNED)
    minutes = models.PositiveSmallIntegerField()
    # How often the groups were mixed: the same number gives the same groups.
    mixed = models.PositiveSmallIntegerField(default=1)
    # Why themes that may be out of scope belong here.
    scope_reason = models.CharField(max_length=300, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        # One that is planned or runs is the last one, as there is no other beside it.
        ordering = ["ended_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=~Q(state="over"), name="a_session_breaks_out_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"round of {self.session_id}"


class Breakout(models.Model):
    """One of the small groups of a round."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="breakouts")
    number = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="a_breakout_once_a_round")]

    def __str__(self) -> str:
        return f"breakout {self.number}"


class Place(models.Model):
    """Somebody of an organisation sits in a breakout; which of its people is theirs to agree, and kept nowhere."""

    breakout = models.ForeignKey(Breakout, on_delete=models.CASCADE, related_name="places")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="breakout_places")

    class Meta:
        ordering = ["organisation", "pk"]

    def __str__(self) -> str:
        return f"place of {self.organisation_id}"
