"""The installation, the trail and the outbox."""

import uuid

from django.db import models
from django.db.models import Q


class Installation(models.Model):
    """The one row that says what this database is: its name, its contact, and whether it is a demo.

    In a demo `today` stands still, so that its year is always this year.
    """

    name = models.CharField(max_length=120)
    contact = models.EmailField()
    website = models.URLField(blank=True)
    demo = models.BooleanField(default=False)
    today = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_installation"),
            models.CheckConstraint(condition=Q(today=None) | Q(demo=True), name="only_a_demo_stands_still"),
        ]

    def __str__(self) -> str:
        return self.name


class AuditEntry(models.Model):
    """One link of the trail: who in which role did what to which thing, when; never what it said."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    account = models.CharField(max_length=36)
    role = models.CharField(max_length=32)
    verb = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=64)
    subject = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.subject_kind}"


class Event(models.Model):
    """Something that happened and has consequences outside its transaction; it holds ids, never text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=64)
    ids = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One consequence of an event and how far it is; a consequence is repeatable and is tried again when it fails.

    A delivery sends at most one letter. `letter` says which, once it has left; `message_id` names it on each of its
    tries, so that a mailbox can drop what comes twice and a letter that comes back is found (docs/adr/0014).
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        DONE = "done", "done"
        FAILED = "failed", "failed"
        CAME_BACK = "came_back", "came back"
        SILENCED = "silenced", "silenced"

    # What a person must see, because nothing more happens by itself.
    NEEDS_A_PERSON = (State.FAILED, State.CAME_BACK)

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    handler = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()
    message_id = models.CharField(max_length=200, blank=True)
    letter = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "handler"], name="one_delivery_a_handler"),
            models.UniqueConstraint(
                fields=["message_id"], condition=~Q(message_id=""), name="a_message_id_names_one_letter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handler} {self.state}"


class Wording(models.Model):
    """The words that an officer gave a letter in place of the product's own."""

    letter = models.CharField(max_length=40, primary_key=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    changed_on = models.DateField()

    def __str__(self) -> str:
        return f"wording of {self.letter}"


class Silence(models.Model):
    """Somebody does without one kind of reminders or news; `whom` is the key of a person, or of who was nominated."""

    whom = models.CharField(max_length=36)
    kind = models.CharField(max_length=24)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["whom", "kind"], name="silenced_once")]

    def __str__(self) -> str:
        return f"no {self.kind}"
