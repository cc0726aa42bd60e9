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
from convenor.people.holding import follow
from convenor.people.models import Account, AddressChange, Person
from convenor.people.signed_out import sign_out_everywhere
from convenor.room.cohorts.actions.nominations import an_address
from convenor.room.cohorts.ties import known_by
from convenor.room.invitations.models import Invitation, new_secret
from convenor.room.meetings.models import Delegation
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
            raise Declined(no(_("No mail goes to this person, so there is no address to put right.")))
        account = row.account
        settle(
            may_be_put_right(
                wanted=wanted,
                now_has=account.email,
                been_here=was_here(row, account),
                taken=_is_taken(row, account, wanted),
                old_waits=AddressChange.objects.filter(account=account).exists(),
            )
        )
        former, row.email = account.email, wanted
        row.save(update_fields=["email"])
        EmailAddress.objects.filter(user=account).delete()
        follow(account, wanted)
        account.email = wanted
        account.save(update_fields=["email"])
        sign_out_everywhere(account)
        _end_links(row)
        change = AddressChange.objects.create(account=account, address=wanted, former=former, asked_at=clock.now())
        emit("address_put_right", change=str(change.pk), account=str(account.pk))
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
    return any(rows.exists() for rows in signs)


def _is_taken(person: Person, account: Account, address: str) -> bool:
    others = Account.objects.filter(email__iexact=address).exclude(pk=account.pk)
    return others.exists() or known_by(address).exclude(pk=person.pk).exists()


def _end_links(person: Person) -> None:
    """Every link that was mailed is dead; what is still to come is sent anew, to the right mailbox."""
    coming = {"session__starts_at__gt": clock.now()}
    for named in Delegation.objects.filter(person=person, **coming):
        # The link of a stand-in leads to the row, so a new row ends it.
        named.delete()
        named.pk = None
        named.save(force_insert=True)
        emit("delegate_named", session=str(named.session_id), person=str(person.pk))
    if hasattr(person, "feed"):
        person.feed.delete()
    for held in Invitation.objects.filter(person=person, **coming):
        held.nonce, held.sent, held.sequence, held.matter, held.words = new_secret(), "", 0, "", ""
        held.save(update_fields=["nonce", "sent", "sequence", "matter", "words"])
        emit("invitation_due", session=str(held.session_id), person=str(person.pk))
