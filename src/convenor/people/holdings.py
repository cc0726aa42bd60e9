"""What people, accounts and the trail hold about somebody."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext_lazy as _

from convenor.kernel.models import AuditEntry, Installation, Silence
from convenor.people.holding import EMPTIED_LAST, ENDS, GOES, STAYS, Kind
from convenor.people.models import Account, AddressChange, Affiliation, Appointment, ErasureRequest, FormerName, Person
from convenor.rules.retention import Record

YOU_AND_SECRETARIAT = _("You and the secretariat")
YOU_ALONE = _("You alone")

KINDS = (
    Kind(
        what=_("Your account"),
        record=Record.ACCOUNTS,
        seen_by=YOU_AND_SECRETARIAT,
        erasure=EMPTIED_LAST,
        model=Account,
        fields=("email",),
        shown=((_("Address"), "email"), (_("Since"), "created_at"), (_("Has signed in once"), "was_here")),
    ),
    Kind(
        what=_("Who you are"),
        record=Record.PEOPLE,
        seen_by=_("You and the secretariat; your name also the people of your organisation"),
        erasure=EMPTIED_LAST,
        model=Person,
        fields=("account",),
        besides=("email",),
        shown=((_("Your name"), "name"), (_("Address"), "email"), (_("Time zone"), "time_zone")),
    ),
    Kind(
        what=_("Names that you had here before, sealed"),
        record=Record.FORMER_NAMES,
        seen_by=_("Nobody; only the check of a text opens them"),
        erasure=STAYS,
        model=FormerName,
        fields=("person",),
        shown=((_("Until"), "forgotten_on"),),
    ),
    Kind(
        what=_("That you asked to be erased"),
        record=Record.ERASURES,
        seen_by=YOU_ALONE,
        erasure=GOES,
        model=ErasureRequest,
        fields=("account",),
        shown=((_("Asked on"), "asked_on"), (_("Due on"), "due_on")),
    ),
    Kind(
        what=_("Another address that you asked for"),
        record=Record.ADDRESS_CHANGES,
        seen_by=YOU_ALONE,
        erasure=GOES,
        model=AddressChange,
        fields=("account", "address"),
        besides=("former",),
        shown=((_("Address"), "address"), (_("Asked on"), "asked_at"), (_("The one before"), "former")),
    ),
    Kind(
        what=_("Where you work"),
        record=Record.PEOPLE,
        seen_by=YOU_AND_SECRETARIAT,
        erasure=GOES,
        model=Affiliation,
        fields=("person",),
        shown=(
            (_("Organisation"), "organisation_id"),
            (_("Function"), "function"),
            (_("Since"), "since"),
            (_("Until"), "until"),
        ),
    ),
    Kind(
        what=_("Your office in the secretariat"),
        record=Record.SEATS,
        seen_by=YOU_AND_SECRETARIAT,
        erasure=ENDS,
        model=Appointment,
        fields=("person",),
        shown=((_("Role"), "role|Role"), (_("Covers"), "covers"), (_("Since"), "since"), (_("Until"), "until")),
    ),
    Kind(
        what=_("Your second steps of signing in"),
        record=Record.ACCOUNTS,
        seen_by=YOU_ALONE,
        erasure=GOES,
        model=Authenticator,
        fields=("user",),
        shown=((_("Kind"), "type"), (_("Since"), "created_at")),
    ),
    Kind(
        what=_("The address that your sign-in goes to"),
        record=Record.ACCOUNTS,
        seen_by=YOU_ALONE,
        erasure=GOES,
        model=EmailAddress,
        fields=("user", "email"),
        shown=((_("Address"), "email"),),
    ),
    Kind(
        what=_("Your organisation's own sign-in"),
        record=Record.ACCOUNTS,
        seen_by=YOU_ALONE,
        erasure=GOES,
        model=SocialAccount,
        fields=("user",),
        shown=((_("Provider"), "provider"), (_("Key there"), "uid")),
    ),
    Kind(
        what=_("Reminders and news that you do without"),
        record=Record.SILENCES,
        seen_by=_("You; the secretariat sees that a letter was not sent"),
        erasure=GOES,
        model=Silence,
        fields=("whom",),
        shown=((_("Kind"), "kind"),),
    ),
    Kind(
        what=_("The contact that this site names"),
        record=Record.ACCOUNTS,
        seen_by=_("Everybody"),
        erasure=STAYS,
        model=Installation,
        fields=("contact",),
        shown=((_("Address"), "contact"),),
    ),
    Kind(
        what=_("What you did, in the trail"),
        record=Record.TRAIL,
        seen_by=_("The secretariat sees roles and times; the key of your account is shown to nobody"),
        erasure=STAYS,
        model=AuditEntry,
        fields=("account",),
        shown=(
            (_("Entry"), "sequence"),
            (_("When"), "at"),
            (_("In the role"), "role|Role"),
            (_("What"), "verb"),
        ),
    ),
)
