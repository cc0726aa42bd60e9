"""Reads of subscriptions: by a link that the mailbox was mailed, or as a number. There is no list."""

from django.db.models import QuerySet

from convenor.kernel import links
from convenor.kernel.sealed import unseal
from convenor.room.newsletter.models import Subscription
from convenor.rules.retention import Record, kept_for

PURPOSE = "newsletter"
_CONFIRM, _END = "newsletter-confirm", "newsletter-end"


def link_to_confirm(row: Subscription) -> str:
    """The token by which a mailbox says that it wants the newsletter; of use once, and for some days."""
    return links.sign(_CONFIRM, str(row.pk), row.nonce)


def link_to_end(row: Subscription) -> str:
    """The token by which a mailbox ends it, in each mail: it holds as long as there is something to end."""
    return links.sign(_END, str(row.pk))


def to_confirm(token: str, *, hold: bool = False) -> Subscription | None:
    """What a link asks to confirm; None for one that is forged, used or too old."""
    said = links.read(_CONFIRM, token, within=kept_for(Record.SUBSCRIPTIONS))
    if said is None:
        return None
    key, nonce = said
    return _rows(hold=hold).filter(pk=key, nonce=nonce, confirmed=False).first()


def to_end(token: str, *, hold: bool = False) -> Subscription | None:
    """What a link ends; None for one that is forged, or was used."""
    said = links.read(_END, token)
    return _rows(hold=hold).filter(pk=said[0]).first() if said is not None else None


def was_to_end(token: str) -> bool:
    """Whether a link was made to end a subscription, also one that has ended."""
    return links.read(_END, token) is not None


def confirmed() -> QuerySet[Subscription]:
    """The mailboxes that take the newsletter."""
    return Subscription.objects.filter(confirmed=True)


def address_of(row: Subscription) -> str | None:
    """Where the newsletter goes; None where the installation's key was changed since."""
    return unseal(PURPOSE, row.sealed)


def _rows(*, hold: bool) -> QuerySet[Subscription]:
    return Subscription.objects.select_for_update() if hold else Subscription.objects.all()
