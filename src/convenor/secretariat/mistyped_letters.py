"""The letters about a mistyped address: to the right mailbox how to sign in, to the other that it is over."""

from django.utils.translation import gettext_lazy as _

from convenor.kernel import letters
from convenor.kernel.letters import Letter, page
from convenor.people.models import Account, AddressChange
from convenor.room.meetings.actions.forgetting import forget_on_disk

TO_THE_RIGHT = Letter(
    key="address_put_right",
    cause=_("The secretariat puts a mistyped address right."),
    to=_("The right address"),
    subject=_("Your address was typed wrong here; it is put right"),
    body=_("""You were named here, with an address that had a typing mistake, so our letters did not reach you. The \
secretariat put it right; what is still to come is sent to you once more.

Sign in with {mail_address}; a code is sent to that address each time. There is no password.
{address}

If you do not know what this is about, write to the secretariat:
{contact}

{installation}"""),
    samples={"mail_address": "somebody@company.example", "address": "https://convenor.example/sign-in/"},
    required=("mail_address", "address"),
)
TO_THE_WRONG = Letter(
    key="address_was_wrong",
    cause=_("The secretariat puts a mistyped address right."),
    to=_("The address that was wrong"),
    subject=_("Letters from us reached you by mistake"),
    body=_("""Letters that were meant for somebody else may have come to this mailbox, because its address was typed \
by mistake. It is put right: nothing more comes here, and links in those letters open nothing. Please delete them.

If they were meant for you after all, write to the secretariat at once:
{contact}

{installation}"""),
    samples={},
    required=("contact",),
    forgotten=True,
)
LETTERS = (TO_THE_RIGHT, TO_THE_WRONG)


def mail_right(*, account: str) -> None:
    """Tell somebody at the right address how to sign in."""
    row = Account.objects.filter(pk=account, is_active=True).first()
    if row is not None:
        letters.send(TO_THE_RIGHT, to=row.email, values={"mail_address": row.email, "address": page("sign_in")})


def mail_wrong(*, change: str) -> None:
    """Tell the mailbox that had nothing to do with it, and forget its address."""
    row = AddressChange.objects.filter(pk=change).exclude(former="").first()
    if row is not None:
        letters.send(TO_THE_WRONG, to=row.former, values={})
        row.delete()
        forget_on_disk()
