"""Sessions: agenda, statement, attendance, sealed notes. There is no recording, so there is no place to keep one."""

import secrets
import uuid

from django.db import models
from django.db.models import Q

from convenor.people.models import Account, Organisation, Person
from convenor.room.cohorts import written
from convenor.room.cohorts.models import ProgrammeYear
from convenor.rules.vocabulary import (
    AgendaItemKind,
    Capacity,
    Mode,
    Origin,
    RemarkKind,
    SessionKind,
    SessionState,
)


def new_nonce() -> str:
    """A word that nobody can guess; once a row's is gone, its link is dead."""
    return secrets.token_urlsafe(32)


def _choices(words: type) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]  # type: ignore[attr-defined]


class Session(models.Model):
    """One meeting. `label_printed` keeps what was printed, even a slip; the canonical label is computed (A-03)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.ForeignKey(ProgrammeYear, null=True, blank=True, on_delete=models.CASCADE, related_name="sessions")
    kind = models.CharField(max_length=20, choices=_choices(SessionKind))
    state = models.CharField(max_length=10, choices=_choices(SessionState), default=SessionState.PLANNED)
    starts_at = models.DateTimeField()
    time_known = models.BooleanField(default=True)
    minutes = models.PositiveSmallIntegerField(default=60)
    mode = models.CharField(max_length=10, choices=_choices(Mode), default=Mode.VIRTUAL)
    place = models.CharField(max_length=200, blank=True)
    join_url = models.URLField(blank=True)
    # What an urgent session is for, in words that are in scope; whoever is invited reads it (R-MTG-21).
    purpose = models.CharField(max_length=600, blank=True)
    label_printed = models.CharField(max_length=120, blank=True)
    counts_toward_standing = models.BooleanField(default=True)
    external_experts = models.BooleanField(null=True, blank=True)
    guests_noted = models.CharField(max_length=200, blank=True)
    from_source = models.BooleanField(default=False)
    synthetic = models.BooleanField(default=False)
    burn_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    redirects = models.PositiveSmallIntegerField(default=0)
    # How often the statement was read on a screen after it was read aloud; never by whom.
    shown_later = models.PositiveIntegerField(default=0)
    cancelled_because = models.CharField(max_length=200, blank=True)
    # Set once somebody says that the list is complete: until then a member without a row is unknown, not absent.
    attendance_recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_at:%Y-%m-%d}"


class Theme(models.Model):
    """One of a session's themes, in the source's own words (R-MTG-25)."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="themes")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One item of an agenda; the Rule is set for each item, because it may hold for part of a meeting."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=_choices(AgendaItemKind))
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    lead = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="led_items")
    pre_reading = models.URLField(blank=True)
    under_the_rule = models.BooleanField(default=True)
    # Why a title that may be out of scope belongs here, in the words of whoever decided it.
    scope_reason = models.CharField(max_length=400, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class AgendaSending(models.Model):
    """The agenda left at this time, to this many people, and said this (R-MTG-09).

    `said` is None for one that left when only the digest of what it said was kept.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="sendings")
    sent_at = models.DateTimeField()
    recipients = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    said = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["sent_at"]

    def __str__(self) -> str:
        return f"agenda sent {self.sent_at:%Y-%m-%d}"


class Statement(models.Model):
    """A version of the anti-trust statement with what is in and out of scope (R-AT-02)."""

    version = models.CharField(primary_key=True, max_length=12)
    text = models.TextField()
    in_scope = models.JSONField(default=list)
    out_of_scope = models.JSONField(default=list)
    approved_by_counsel = models.BooleanField(default=False)
    in_force_from = models.DateField()

    class Meta:
        ordering = ["in_force_from", "version"]

    def __str__(self) -> str:
        return f"statement {self.version}"


class StatementReading(models.Model):
    """The statement was read aloud: which version, by whom in which role, when (R-AT-01, R-AT-08)."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="reading")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="readings")
    reader_role = models.CharField(max_length=16)
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.statement_id} read {self.read_at:%Y-%m-%d %H:%M}"


class Delegation(models.Model):
    """Somebody stands in for an organisation at one session and has no rights after it (R-ROL-02).

    Without a `person` nobody is let in; `name` and `email` are what was written, where the person is not new here.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="delegations")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="delegations")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="delegations")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    moved_to = models.EmailField(blank=True)
    capacity = models.CharField(max_length=12, choices=_choices(Capacity), default=Capacity.DELEGATE)
    # The ground rules and the statement that were accepted for this session; a new version asks again (R-ROL-04).
    rules_version = models.CharField(max_length=12, blank=True)
    statement_version = models.CharField(max_length=12, blank=True)
    accepted_on = models.DateField(null=True, blank=True)

    called = property(written.called)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="stands_in_once_a_session"),
            models.CheckConstraint(
                condition=Q(capacity__in=["delegate", "guest"]), name="a_stand_in_is_a_delegate_or_a_guest"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""), name="a_stand_in_is_called_somehow"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} of {self.organisation_id}"

    @property
    def account(self) -> Account | None:
        """What whoever is let in signs in with."""
        return self.person.account if self.person else None


class Attendance(models.Model):
    """An organisation was represented at a session, in a capacity; by whom is not kept, so that nobody can learn it.

    An unknown duration is not an absence.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="attendances")
    capacity = models.CharField(max_length=12, choices=_choices(Capacity))
    origin = models.CharField(max_length=10, choices=_choices(Origin))
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "organisation", "capacity"], name="present_once_a_session"),
            models.CheckConstraint(
                condition=~Q(capacity__in=["expert", "secretariat"]), name="experts_are_not_tied_to_a_session"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.capacity}"


class AttendanceReport(models.Model):
    """A meeting tool's report, read and waiting for a person to confirm each match; names go once it is settled."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="reports")
    source = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    read_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    left_out = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "digest"], name="a_report_once_a_session")]

    def __str__(self) -> str:
        return f"{self.source} report"


class ReportedAttendee(models.Model):
    """Somebody in a report, and what a person decided about them; name and address go when the report is settled."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "waiting"
        PRESENT = "present", "present"
        LEFT_OUT = "left_out", "left out"

    report = models.ForeignKey(AttendanceReport, on_delete=models.CASCADE, related_name="attendees")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=300, blank=True)
    email = models.CharField(max_length=300, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.WAITING)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="reported_attendees"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="reported_attendees"
    )
    capacity = models.CharField(max_length=12, choices=_choices(Capacity), blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"attendee {self.position}"


class BriefUpdate(models.Model):
    """What a member brings to the round of updates, as a card (R-MTG-10, R-MTG-11).

    Whom it is from is known until the session closes, so that somebody can be called on; then the cards are destroyed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="updates")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="updates")
    priority = models.CharField(max_length=400, blank=True)
    challenge = models.CharField(max_length=400, blank=True)
    ask = models.CharField(max_length=400, blank=True)
    offer = models.CharField(max_length=400, blank=True)
    scope_reason = models.CharField(max_length=400, blank=True)
    spoken = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["session", "organisation"], name="one_update_a_session")]

    def __str__(self) -> str:
        return f"update of {self.organisation_id}"


class ExpertRequest(models.Model):
    """Somebody who was asked to brief a session, until it begins or is called off (R-CH-12, A-37, docs/adr/0016).

    `subject` and `text` are of a mail on its way, and empty once it has left. `about` is a seal of the session that
    only the installation's key can make, so that no relation leads from a session to an expert; where it is empty, the
    row is destroyed with its mail. `nonce` is what the mailed link holds.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address = models.EmailField()
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    asked_on = models.DateField()
    about = models.CharField(max_length=64, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="expert_requests"
    )
    nonce = models.CharField(max_length=43, default=new_nonce)
    rules_version = models.CharField(max_length=12, blank=True)
    statement_version = models.CharField(max_length=12, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    wants_to_hear = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"request of {self.asked_on}"


class ExpertThanks(models.Model):
    """Where an expert wants to hear what came of a session; destroyed with that mail (docs/adr/0016).

    `about` is a seal of the session, other than that of the request; while a note is on its way there, one of that
    note. `forget_on` is the end of a month.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address = models.EmailField()
    about = models.CharField(max_length=64)
    forget_on = models.DateField()

    class Meta:
        # By their random id: nothing tells in which order they came.
        ordering = ["id"]

    def __str__(self) -> str:
        return f"thanks {self.pk}"


class QuestionAhead(models.Model):
    """A question to the expert of a session, sent ahead. There is no author and no time, so nobody can learn whose."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="questions_ahead")
    text = models.CharField(max_length=400)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"question {self.pk}"


class Remark(models.Model):
    """Something said in a session. There is no speaker and no author: what is not kept cannot leak (R-MTG-17)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="remarks")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="remarks")
    kind = models.CharField(max_length=10, choices=_choices(RemarkKind))
    text = models.TextField(max_length=2000)

    class Meta:
        # By their random id: neither the order of speaking nor that of typing is kept.
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind}"


class SealedRecord(models.Model):
    """A session's compliance record as it was sealed; a correction makes a new version and leaves this one (AC-11).

    `parts` is the record, the same for everybody; `presences` is each organisation's own part, by its slug. `secret`
    salts these, so that whoever is shown one of them cannot work out the others. `trail_entry` is the number of the
    trail's entry that holds the digest.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="records")
    version = models.PositiveSmallIntegerField()
    parts = models.JSONField()
    presences = models.JSONField()
    secret = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    trail_entry = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["session", "version"], name="a_version_once_a_session")]

    def __str__(self) -> str:
        return f"record of {self.session_id}, version {self.version}"
