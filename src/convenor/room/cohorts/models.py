"""Programmes, cohorts, members, seats, years and what the group decided."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from convenor.people.models import Organisation, Person
from convenor.room.cohorts import written
from convenor.rules.vocabulary import AdvisorField, Basis, CalendarState, ContactKind, NominationState


class Programme(models.Model):
    """What the secretariat convenes, as a whole."""

    slug = models.SlugField(primary_key=True)
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class Workstream(models.Model):
    """A line of work of the programme (R-STK-12)."""

    slug = models.SlugField(primary_key=True)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="workstreams")
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Cohort(models.Model):
    """A group of organisations that meets under the Rule; a cap, and a band that it aims at (R-CoP-01, R-CoP-02)."""

    slug = models.SlugField(primary_key=True)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="cohorts")
    name = models.CharField(max_length=120)
    cap = models.PositiveSmallIntegerField(null=True, blank=True)
    band_low = models.PositiveSmallIntegerField(null=True, blank=True)
    band_high = models.PositiveSmallIntegerField(null=True, blank=True)
    monthly = models.BooleanField(default=False)
    # Whether the list of members is published; where it is not, that somebody takes part is itself confidential.
    members_public = models.BooleanField(default=True)
    rule_basis = models.CharField(max_length=8, choices=[(basis.value, basis.value) for basis in Basis])
    target_regions = models.JSONField(default=list)
    target_sectors = models.JSONField(default=list)
    announced = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=Q(band_low=None) | Q(band_high__gte=F("band_low")), name="a_band_goes_up")
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """An organisation sits in a cohort for a while; `until` is the first day without it."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["organisation_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "organisation"], condition=Q(until=None), name="a_member_sits_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="a_membership_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.cohort_id}"


class Seat(models.Model):
    """One of a member's two places; it outlives the people in it (R-ROL-01)."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["membership", "number"]
        constraints = [
            models.UniqueConstraint(fields=["membership", "number"], name="a_seat_once_a_member"),
            models.CheckConstraint(condition=Q(number__in=[1, 2]), name="two_seats_a_member"),
        ]

    def __str__(self) -> str:
        return f"seat {self.number} of {self.membership_id}"


class SeatHolding(models.Model):
    """A nominee holds a seat for a while; a seat without a holding that is in force is vacant."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="holdings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="holdings")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    # The ground rules that were accepted with the seat.
    rules_version = models.CharField(max_length=12, blank=True)
    rules_accepted_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat"], condition=Q(until=None), name="one_nominee_a_seat")]

    def __str__(self) -> str:
        return f"{self.seat} since {self.since}"


class Nomination(models.Model):
    """Somebody is asked to take a seat; the answer comes by a link that only that person was sent (R-ROL-01).

    The link holds the `nonce`: once that has changed, the link is dead.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="nominations")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    # Where whoever is asked is reached since their address moved; told to nobody else.
    moved_to = models.EmailField(blank=True)
    function = models.CharField(max_length=120, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    starts_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in NominationState], default=NominationState.PENDING
    )
    asked_on = models.DateField()
    reminded_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    word = models.CharField(max_length=300, blank=True)
    nonce = models.CharField(max_length=32)
    mailbox = property(written.mailbox)

    class Meta:
        ordering = ["-asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["seat"], condition=Q(state="pending"), name="one_is_asked_for_a_seat"),
            models.CheckConstraint(
                condition=Q(state="pending", ended_on=None) | (~Q(state="pending") & Q(ended_on__isnull=False)),
                name="a_nomination_has_a_day_once_it_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"nomination for {self.seat}"


class Contact(models.Model):
    """Somebody of a member besides its nominees, as it wrote them; a focal point is a person, too (R-ROL-15)."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="contact_for")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in ContactKind])
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    moved_to = models.EmailField(blank=True)
    function = models.CharField(max_length=120, blank=True)
    topic = models.CharField(max_length=120, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    called = property(written.called)
    address = property(written.address)

    class Meta:
        ordering = ["kind", "since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(until=None, kind="focal_point"), name="one_focal_point_a_membership"
            ),
            models.CheckConstraint(condition=~Q(kind="topic") | ~Q(topic=""), name="who_knows_a_topic_names_it"),
            models.CheckConstraint(
                condition=Q(person=None) | Q(kind="focal_point"), name="other_contacts_sign_in_never"
            ),
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(name=""), name="a_contact_is_called_somehow"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.membership_id}"


class ContinuityKit(models.Model):
    """Where somebody wants their own material on leaving; with `left_on` it is time, and then the row goes (AC-19)."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="kit")
    address = models.EmailField()
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="kits")
    left_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"kit {self.pk}"


class OrganisationCounsel(models.Model):
    """A lawyer looks after an organisation for a while, and sees its compliance packs; without a person nobody does."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="counsel")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="counsel_for")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    moved_to = models.EmailField(blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    called = property(written.called)
    address = property(written.address)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=Q(until=None), name="counsel_once_an_organisation"
            ),
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(name=""), name="counsel_is_called_somehow"),
        ]

    def __str__(self) -> str:
        return f"counsel of {self.organisation_id} since {self.since}"


class Waiting(models.Model):
    """An organisation waits for a place; the order is by date and by criteria that are written down (AC-08)."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="waiting")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="waiting")
    since = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "organisation"], condition=Q(left_on=None), name="waits_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} waits for {self.cohort_id}"


class ProgrammeYear(models.Model):
    """Twelve months of a cohort, with the requirement set it is judged by (R-MTG-08, A-08).

    `requirement_set` names a version in `rules.standing`, or nothing where the year is judged by none.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    starts = models.DateField()
    ends = models.DateField()
    focus = models.CharField(max_length=300, blank=True)
    calendar = models.CharField(
        max_length=8,
        choices=[(state.value, state.value) for state in CalendarState],
        default=CalendarState.DRAFT,
    )
    requirement_set = models.CharField(max_length=20, blank=True)
    update_due = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["cohort", "year"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "year"], name="a_year_once_a_cohort"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="a_year_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.year}"


class Decision(models.Model):
    """Something the group decided, and when; a later decision stands beside the earlier, never in its place (AC-04)."""

    class Topic(models.TextChoices):
        SPECIAL_MEETINGS = "special_meetings", _("How many special meetings to attend")
        CALENDAR = "calendar", _("The calendar of the year")
        GATHERING = "gathering", _("Time and place of the annual gathering")
        MEMBERSHIP = "membership", _("Who sits in the cohort")
        OTHER = "other", _("Something else")

    year = models.ForeignKey(ProgrammeYear, on_delete=models.CASCADE, related_name="decisions")
    topic = models.CharField(max_length=16, choices=Topic.choices)
    text = models.CharField(max_length=500)
    decided_on = models.DateField()
    recorded_at = models.DateTimeField()
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    delegates_count = models.BooleanField(null=True, blank=True)
    # The calendar as it stood, where it is the calendar that was agreed: what changes later shows against it.
    sessions = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["-decided_on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(topic="special_meetings") | (Q(number__isnull=False) & Q(delegates_count__isnull=False)),
                name="a_number_and_whether_delegates_count",
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.decided_on}"


class YearProposal(models.Model):
    """A version of the calendar that the cohort is asked to agree to; it stands as it was proposed (R-MTG-08)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.ForeignKey(ProgrammeYear, on_delete=models.CASCADE, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    sessions = models.JSONField(default=list)
    proposed_on = models.DateField()
    answer_by = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    decision = models.OneToOneField(
        Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="agreed_proposal"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="a_version_once_a_year"),
            models.UniqueConstraint(fields=["year"], condition=Q(ended_on=None), name="one_version_is_proposed"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.year}"


class ProposalAnswer(models.Model):
    """What a member says to a proposed year; told in numbers alone, and deleted once the proposal ends."""

    proposal = models.ForeignKey(YearProposal, on_delete=models.CASCADE, related_name="answers")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="year_answers")
    agrees = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "organisation"], name="a_member_answers_once")]

    def __str__(self) -> str:
        return f"answer to {self.proposal_id}"


class ContextEvent(models.Model):
    """Something that happened around the cohort in a year; only a public fact with a source may go out (A-41)."""

    year = models.ForeignKey(ProgrammeYear, on_delete=models.CASCADE, related_name="context_events")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    public_fact = models.BooleanField(default=False)
    source_title = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.year} event {self.position}"


class ExpertOrganisation(models.Model):
    """An organisation whose experts briefed the cohort in a year; never tied to a session (R-CH-12, A-37)."""

    year = models.ForeignKey(ProgrammeYear, on_delete=models.CASCADE, related_name="experts")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="expert_years")
    may_be_named = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "organisation"], name="an_expert_once_a_year")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year_id}"


class Advisor(models.Model):
    """An organisation that advises the programme in a year, from one of three fields; a list, no rights (R-ROL-10)."""

    year = models.ForeignKey(ProgrammeYear, on_delete=models.CASCADE, related_name="advisors")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="advisor_years")
    field = models.CharField(max_length=16, choices=[(field.value, field.value) for field in AdvisorField])
    advises_on = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "organisation"], name="an_advisor_once_a_year")]

    def __str__(self) -> str:
        return f"{self.organisation_id} advises {self.year_id}"
