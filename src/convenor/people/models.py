"""Who: accounts, persons, organisations, and how they belong together."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from convenor.rules import consents
from convenor.rules.addresses import as_kept
from convenor.rules.vocabulary import NameKind, OrganisationKind, Role


class Accounts(BaseUserManager["Account"]):
    """Accounts by address; there are no passwords."""

    def create_user(self, email: str) -> "Account":
        account = self.model(email=as_kept(email))
        account.set_unusable_password()
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """An address that may sign in; what it may do follows from what its person is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # Whether somebody ever signed in, so that the address is theirs; not when.
    was_here = models.BooleanField(default=False)
    # Not kept: beside a check-in of an organisation, the minute of a sign-in would say who of two nominees came.
    last_login = None

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"account {self.pk}"


class Person(models.Model):
    """A person the programme knows; somebody who never signs in has no account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    account = models.OneToOneField(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="person")
    # From then on the row is a nameless stub, so that what hangs on it still counts (docs/adr/0005).
    erased_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """A name that somebody had here, sealed, so that a text cannot give away whom it no longer knows (R-CH).

    Only the check of a text opens it, and it is destroyed on its day.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="former_names")
    sealed = models.TextField()
    forgotten_on = models.DateField()

    def __str__(self) -> str:
        return f"former name until {self.forgotten_on}"


class ErasureRequest(models.Model):
    """Somebody wants to be erased; until the day comes they can take it back."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="erasure")
    asked_on = models.DateField()
    due_on = models.DateField()

    def __str__(self) -> str:
        return f"erasure on {self.due_on}"


class AddressChange(models.Model):
    """Somebody wants another address; until the new mailbox confirms it within a day, nothing changes.

    Once it has, `former` is the address of before, and the row goes with the letter that tells it.
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="address_change")
    address = models.EmailField()
    former = models.EmailField(blank=True)
    asked_at = models.DateTimeField()
    nonce = models.CharField(max_length=43)

    def __str__(self) -> str:
        return f"address change {self.pk}"


class Organisation(models.Model):
    """A company, a ministry, an association: what persons belong to. Its slug never changes (A-06)."""

    slug = models.SlugField(primary_key=True, max_length=60)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in OrganisationKind])
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="subsidiaries")

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class OrganisationName(models.Model):
    """A name that an organisation has or had, with the dates it was in use; open ends mean always (A-06)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in NameKind])
    text = models.CharField(max_length=200)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "text"], name="a_name_once_an_organisation"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gt=F("since")),
                name="a_name_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class OrganisationAttribute(models.Model):
    """What is believed of an organisation, and where that comes from (AC-20)."""

    class Key(models.TextChoices):
        COUNTRY = "country", _("Country of the head office")
        CITY = "city", _("City of the head office")
        REGION = "region", _("Region of the head office")
        SECTOR = "sector", _("Main sector")
        SECONDARY_SECTOR = "secondary_sector", _("Further sector")
        STACK = "stack", _("Place in the technology stack")
        SIZE = "size", _("Size")
        USER_REGIONS = "user_regions", _("Region of its users")

    # Of these an organisation has one; a new value takes the place of the old.
    SINGLE: ClassVar[frozenset[str]] = frozenset({Key.COUNTRY, Key.CITY, Key.REGION, Key.SECTOR, Key.SIZE})

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="attributes")
    key = models.CharField(max_length=32, choices=Key.choices)
    value = models.CharField(max_length=120)
    provenance = models.CharField(max_length=120)
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ["key", "value"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key", "value"], name="an_attribute_once_an_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"

    @property
    def source(self) -> str:
        """Where it is known from, as a page says it: "public knowledge, unverified"."""
        return self.provenance if self.verified else f"{self.provenance}{_(', ')}{_('unverified')}"


class Affiliation(models.Model):
    """A person belongs to an organisation for a while, in a function there (R-ROL-14)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="affiliations")
    function = models.CharField(max_length=120, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person} at {self.organisation}"


class Appointment(models.Model):
    """A person works for the secretariat, in a role, covering something, for a while (R-ROL-21, R-ROL-22)."""

    ROLES: ClassVar[tuple[Role, ...]] = (Role.OFFICER, Role.CHIEF, Role.DONOR_RELATIONS, Role.COUNSEL)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="appointments")
    role = models.CharField(max_length=16, choices=[(role.value, role.value) for role in ROLES])
    covers = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.role} since {self.since}"


class NamingConsent(models.Model):
    """An organisation agreed to be named for a purpose; withdrawn consent stays on record (R-CH-12).

    `year` is the year it was given for, where it is one that is given for a year. `online` says that it was given here,
    to our words, and not on paper. `link` is a digest of what a mailed link holds that can withdraw it;
    `withdrawn_by_link` says that this alone ended it, and not the organisation's own word.
    """

    class Purpose(models.TextChoices):
        EXPERT_FOR_THE_YEAR = consents.Purpose.EXPERT.value, _("Named as an expert organisation, for the year")
        ADVISOR_FOR_THE_YEAR = consents.Purpose.ADVISOR.value, _("Named as an advisor's organisation, for the year")
        MEMBER_OF_THE_COHORT = consents.Purpose.MEMBER.value, _("Named as a member of the cohort")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="naming_consents")
    purpose = models.CharField(max_length=24, choices=Purpose.choices)
    text_version = models.CharField(max_length=20)
    given_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    online = models.BooleanField(default=False)
    link = models.CharField(max_length=64, blank=True)
    withdrawn_by_link = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.organisation}: {self.purpose}"
