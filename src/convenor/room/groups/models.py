"""Working groups, who sits in them, their sessions, and what members present at the end of the year."""

import uuid

from django.db import models
from django.db.models import Q

from convenor.room.cohorts.models import Membership, ProgrammeYear
from convenor.room.meetings.models import Session
from convenor.rules.vocabulary import GroupState, Mode


class WorkingGroup(models.Model):
    """A group on one theme; candidates are proposed, groups are formed after members were asked (A-43)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.ForeignKey(ProgrammeYear, on_delete=models.CASCADE, related_name="groups")
    topic = models.CharField(max_length=120)
    state = models.CharField(
        max_length=8, choices=[(s.value, s.value) for s in GroupState], default=GroupState.PROPOSED
    )
    active_since = models.DateField(null=True, blank=True)
    # The first day on which the group no longer works.
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["topic"]
        constraints = [models.UniqueConstraint(fields=["year", "topic"], name="a_topic_once_a_year")]

    def __str__(self) -> str:
        return self.topic


class GroupSeat(models.Model):
    """A member takes part in a working group for a while (R-WG-07)."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="seats")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="group_seats")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "membership"], condition=Q(until=None), name="sits_once_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} in {self.group_id}"


class GroupSession(models.Model):
    """A session that a working group held or plans (R-WG-03)."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="group_sessions")
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="group_session")

    def __str__(self) -> str:
        return f"session of {self.group_id}"


class YearEndUpdate(models.Model):
    """A member's written update of a working group's findings arrived; its text stays inside (R-STD-06, A-18)."""

    year = models.ForeignKey(ProgrammeYear, on_delete=models.CASCADE, related_name="updates")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="updates")
    received_on = models.DateField()
    text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "membership"], name="one_update_a_member_and_year")]

    def __str__(self) -> str:
        return f"update of {self.membership_id}"


class Presentation(models.Model):
    """A member presented findings at the annual gathering; remote presenting is an exception with a reason (A-17)."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="presentations")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="presentations")
    mode = models.CharField(max_length=10, choices=[(m.value, m.value) for m in Mode], default=Mode.IN_PERSON)
    exception_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "membership"], name="presents_once_a_gathering"),
            models.CheckConstraint(
                condition=Q(mode="in_person") | ~Q(exception_reason=""), name="remote_needs_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} presented"
