"""A mail address that was typed wrong is put right by an officer, as long as nobody has been here with it.

Whoever has the wrong mailbox may have been sent links and codes, so all of them end, and both mailboxes are told.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.kernel.models import AuditEntry
from convenor.kernel.outbox import emit
from convenor.people.addresses import an_address
from convenor.people.models import Account, AddressChange, Person
from convenor.people.own_address import is_taken, move
from convenor.people.queries import in_force
from convenor.room.cohorts.models import Nomination
from convenor.room.invitations.models import Feed, Invitation
from convenor.rules.own_address import may_be_put_right
from convenor.rules.verdict import no

CAPABILITY = "office.change"


def put_right(actor: Actor, person: Person, *, address: str) -> None:
    """Give somebody who was never here the address that was meant; what went to the other one opens nothing more."""
    require(actor, CAPABILITY)
    wanted = an_address(address)
    with transaction.atomic():
        row = Person.objects.select_for_update(of=("self",)).select_related("account").get(pk=person.pk)
        if row.account is None or row.erased_on is not None:
            raise Declined(no(_("Nobody signs in for this person, so there is no address to put right.")))
        account, former = row.account, row.account.email
        settle(
            may_be_put_right(
                wanted=wanted,
                now_has=former,
                in_office=row.appointments.filter(in_force(clock.today())).exists(),
                been_here=was_here(row, account),
                taken=is_taken(account, wanted),
                old_waits=AddressChange.objects.filter(account=account).exists(),
            )
        )
        move(account, wanted)
        _is_what_was_meant(row, wanted)
        change = AddressChange.objects.create(account=account, address=wanted, former=former, asked_at=clock.now())
        emit("address_put_right", account=str(account.pk))
        emit("address_was_wrong", change=str(change.pk))
        audit.record(actor, "address.put_right", kind="account", subject=account.pk)


def was_here(person: Person, account: Account) -> bool:
    """Whether somebody has signed in, accepted a seat or a session's rules, or done anything else here."""
    signs = (
        EmailAddress.objects.filter(user=account, verified=True),
        Authenticator.objects.filter(user=account),
        SocialAccount.objects.filter(user=account),
        person.holdings.exclude(rules_accepted_on=None),
        person.delegations.exclude(accepted_on=None),
        AuditEntry.objects.filter(account=str(account.pk)),
    )
    return account.was_here or any(rows.exists() for rows in signs)


def _is_what_was_meant(person: Person, address: str) -> None:
    """Whoever asked for a seat reads the right address; what is to come is sent as if for the first time."""
    Feed.objects.filter(person=person).delete()
    Nomination.objects.filter(moved_to=address).update(email=address, moved_to="")
    for held in Invitation.objects.filter(person=person, session__starts_at__gt=clock.now()):
        # Nothing of it has reached them, so what is sent is the first they get.
        held.sent, held.sequence, held.matter, held.words = "", 0, "", ""
        held.save(update_fields=["sent", "sequence", "matter", "words"])
        emit("invitation_due", session=str(held.session_id), person=str(person.pk))
