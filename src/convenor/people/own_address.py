"""Another mail address for oneself: asked for on the account's page, confirmed by a link that only the new one is sent.

Until then nothing changes. The link alone is not enough: whoever confirms is signed in as the account that asked, so an
address that was mistyped gives nobody an account. Whether another account has the address is told to nobody who asks.
"""

from datetime import date, timedelta
from secrets import token_urlsafe

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from convenor.kernel import audit, clock
from convenor.kernel.actor import THE_SYSTEM, Actor
from convenor.kernel.gate import Declined, settle
from convenor.kernel.links import read, sign
from convenor.kernel.models import AuditEntry
from convenor.kernel.outbox import emit
from convenor.people.addresses import an_address
from convenor.people.holding import follow
from convenor.people.models import Account, AddressChange, Person
from convenor.people.signed_out import sign_out_everywhere
from convenor.rules.own_address import LAPSES_AFTER, is_open, may_ask, may_confirm, may_move
from convenor.rules.retention import Record, kept_for
from convenor.rules.verdict import Verdict, no, yes

PURPOSE = "own-address"
_OVER = "This link has ended. Ask for the new address once more."


def ask_for_address(actor: Actor, *, address: str) -> AddressChange:
    """Ask for another address; both mailboxes are told, and a later request takes the place of an earlier one."""
    wanted = an_address(address)
    with transaction.atomic():
        settle(_second_step_first(actor))
        account = Account.objects.select_for_update().get(pk=actor.account)
        settle(_may_ask(account, wanted))
        AddressChange.objects.filter(account=account).delete()
        change = AddressChange.objects.create(
            account=account, address=wanted, asked_at=clock.now(), nonce=token_urlsafe(24)
        )
        emit("address_asked", change=str(change.pk))
        audit.record(actor, "address.asked", kind="account", subject=account.pk)
    return change


def take_back(actor: Actor) -> None:
    """Keep the address that one has."""
    with transaction.atomic():
        gone, _ = AddressChange.objects.filter(account__pk=actor.account, former="").delete()
        settle(yes() if gone else no("There is nothing to take back: no other address is asked for."))
        audit.record(actor, "address.taken_back", kind="account", subject=actor.account)


def confirm(actor: Actor, change: AddressChange, *, here: str = "") -> None:
    """Take the new address: from now on codes to sign in and every letter go there.

    The address of before is told, and every browser is signed out but the one whose session has the key `here`.
    """
    with transaction.atomic():
        settle(_second_step_first(actor))
        account = _held(Q(account__pk=actor.account), Q(pk=actor.account))
        if account is None:
            raise Declined(no(_OVER))
        held = AddressChange.objects.select_for_update(of=("self",)).filter(pk=change.pk, account=account).first()
        if held is None or held.nonce != change.nonce or not _is_open(held):
            raise Declined(no(_OVER))
        settle(may_confirm(taken=is_taken(account, held.address)))
        held.former, held.nonce = account.email, ""
        held.save(update_fields=["former", "nonce"])
        move(account, held.address, here=here)
        emit("address_changed", change=str(held.pk))
        audit.record(actor, "address.changed", kind="account", subject=account.pk)


def move_for(before: str, after: str) -> AddressChange:
    """Move the address of somebody whose mailbox is closed; whoever runs the installation answers for whose it is.

    Both mailboxes are told. Raises Declined with the reason.
    """
    with transaction.atomic():
        wanted = an_address(after)
        kept = an_address(before)
        account = _held(Q(account__email=kept), Q(email=kept))
        if account is None:
            raise Declined(no("Nobody has an account with the first address. Look at how it is written."))
        before_waits = AddressChange.objects.filter(account=account).exclude(former="").exists()
        settle(may_move(wanted=wanted, now_has=account.email, old_waits=before_waits))
        settle(may_confirm(taken=is_taken(account, wanted)))
        AddressChange.objects.filter(account=account).delete()
        change = AddressChange.objects.create(
            account=account, address=wanted, former=account.email, asked_at=clock.now()
        )
        move(account, wanted)
        emit("address_changed", change=str(change.pk))
        emit("address_moved_for", account=str(account.pk))
        audit.record(THE_SYSTEM, "address.changed", kind="account", subject=account.pk)
    return change


def _held(person: Q, account: Q) -> Account | None:
    """An account and its person, held until the transaction ends: first the person, as whoever ends a place does."""
    list(Person.objects.select_for_update(of=("self",)).filter(person))
    return Account.objects.select_for_update().filter(account).first()


def move(account: Account, to: str, *, here: str = "") -> None:
    """Let an account, its person and all that leads to them have another address; the account is held.

    What was mailed to the one before opens nothing more: its codes, its links, its browsers but the one `here`.
    """
    Person.objects.filter(account=account).update(email=to)
    # What the sign-in package keeps beside the account would still let the old address in.
    EmailAddress.objects.filter(user=account).delete()
    follow(account, to)
    account.email = to
    account.save(update_fields=["email"])
    sign_out_everywhere(account, but=here)


def link_to(change: AddressChange) -> str:
    """What the link in the letter to the new address says."""
    return sign(PURPOSE, str(change.pk), change.nonce)


def of_link(actor: Actor, token: str) -> AddressChange | None:
    """The reader's own request that a link leads to; None for one that is forged, used, lapsed or somebody else's."""
    parts = read(PURPOSE, token, LAPSES_AFTER)
    if parts is None or len(parts) != 2 or not actor.account:
        return None
    found = AddressChange.objects.filter(pk=parts[0], nonce=parts[1], account__pk=actor.account, former="").first()
    return found if found is not None and _is_open(found) else None


def asked_by(account: Account) -> AddressChange | None:
    """The request that still waits to be confirmed."""
    found = AddressChange.objects.filter(account=account, former="").first()
    return found if found is not None and _is_open(found) else None


def forget_lapsed(_today: date) -> None:
    """Delete the requests whose day has passed; one that was carried out goes once its address of before was told.

    Where that letter never leaves, it goes with the outbox.
    """
    asked = AddressChange.objects.filter(asked_at__lte=clock.now() - LAPSES_AFTER, former="")
    told = AddressChange.objects.filter(asked_at__lte=clock.now() - kept_for(Record.OUTBOX))
    asked.delete()
    told.delete()


def _may_ask(account: Account, wanted: str) -> Verdict:
    since = clock.now() - timedelta(days=1)
    return may_ask(
        wanted=wanted,
        now_has=account.email,
        asked_today=AuditEntry.objects.filter(verb="address.asked", account=str(account.pk), at__gt=since).count(),
        old_waits=AddressChange.objects.filter(account=account).exclude(former="").exists(),
    )


def _second_step_first(actor: Actor) -> Verdict:
    """Whoever reads one's old mailbox must not take the account along: a code from it alone moves no such address."""
    return no("Take your second step of signing in first; then ask for the address.") if actor.held_back else yes()


def _is_open(change: AddressChange) -> bool:
    return is_open(asked_at=change.asked_at, now=clock.now())


def is_taken(account: Account, address: str) -> bool:
    """Whether somebody else signs in with this address, or is known by it."""
    accounts = Account.objects.filter(email__iexact=address).exclude(pk=account.pk)
    people = Person.objects.filter(email__iexact=address).exclude(account=account)
    return accounts.exists() or people.exists()
