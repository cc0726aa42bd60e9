"""The letters about another address: a link to the new mailbox, and to the old one a word before and after."""

from django.utils.translation import gettext_lazy as _

from convenor.kernel import letters
from convenor.kernel.letters import Letter, page
from convenor.people.models import Account, AddressChange
from convenor.people.own_address import asked_by, link_to

TO_THE_NEW = Letter(
    key="address_confirm",
    cause=_("Somebody asks for another mail address."),
    to=_("The new address"),
    subject=_("Is this your new address?"),
    body=_("""Somebody who has an account with {installation} wants to use this address from now on.

If it was you, open this link in the browser in which you are signed in, and confirm:
{address}

It ends after a day. If it was not you, do nothing: without that account the link opens nothing.

{installation}"""),
    samples={"address": "https://convenor.example/account/address/1/"},
)
TO_THE_OLD = Letter(
    key="address_leaves",
    cause=_("Somebody asks for another mail address."),
    to=_("The address of today"),
    subject=_("Another address is asked for your account"),
    body=_("""Another mail address is asked for your account. Nothing has changed yet: it holds once that mailbox \
confirms it, and lapses after a day.

If it was you, do nothing here. If it was not, sign in and take it back, and write to the secretariat at once:
{address}

{installation}"""),
    samples={"address": "https://convenor.example/account/address/"},
)
HAS_MOVED = Letter(
    key="address_moved",
    cause=_("A new mail address was confirmed."),
    to=_("The address of before"),
    subject=_("Your account has another address now"),
    body=_("""The new mail address of your account was confirmed. Codes to sign in and every letter go there from now \
on; this mailbox gets nothing more, and every other browser is signed out.

If it was you, do nothing. If it was not, write to the secretariat at once, so that it closes the account:
{contact}

{installation}"""),
    samples={},
    required=("contact",),
    forgotten=True,
)
MOVED_FOR = Letter(
    key="address_moved_for",
    cause=_("Whoever runs the installation moves the address of somebody whose mailbox is closed."),
    to=_("The new address"),
    subject=_("Your account has this address now"),
    body=_("""The address of your account was closed, so it was moved to this one. Codes to sign in and every letter \
come here from now on; what was sent to the old address opens nothing more.

Sign in with {mail_address}; a code is sent to that address each time. There is no password.
{address}

If you did not ask for this, write to the secretariat at once:
{contact}

{installation}"""),
    samples={"mail_address": "somebody@company.example", "address": "https://convenor.example/sign-in/"},
    required=("mail_address", "address"),
)
LETTERS = (TO_THE_NEW, TO_THE_OLD, HAS_MOVED, MOVED_FOR)


def mail_new(*, change: str) -> None:
    """Send the link to the new address; to one that another account has, nothing."""
    row = _open(change)
    if row is not None and not Account.objects.filter(email__iexact=row.address).exists():
        letters.send(TO_THE_NEW, to=row.address, values={"address": page("confirm_address", link_to(row))})


def mail_old(*, change: str) -> None:
    """Tell the address that the account has today."""
    row = _open(change)
    if row is not None:
        letters.send(TO_THE_OLD, to=row.account.email, values={"address": page("own_address")})


def mail_former(*, change: str) -> None:
    """Tell the address of before that it is no longer the account's, and forget it."""
    row = AddressChange.objects.filter(pk=change).exclude(former="").first()
    if row is not None:
        letters.send(HAS_MOVED, to=row.former, values={})
        row.delete()


def mail_moved_for(*, account: str) -> None:
    """Tell somebody at the new address that it is theirs, and how to sign in."""
    row = Account.objects.filter(pk=account, is_active=True).first()
    if row is not None:
        letters.send(MOVED_FOR, to=row.email, values={"mail_address": row.email, "address": page("sign_in")})


def _open(key: str) -> AddressChange | None:
    row = AddressChange.objects.select_related("account").filter(pk=key).first()
    return row if row is not None and asked_by(row.account) == row else None
