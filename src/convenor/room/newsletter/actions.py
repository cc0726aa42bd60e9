"""Asking for the newsletter, confirming it, ending it: each by whoever has the mailbox, and by nobody else."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from convenor.kernel import clock
from convenor.kernel.models import Delivery, Event
from convenor.kernel.outbox import emit
from convenor.kernel.sealed import fingerprint, seal
from convenor.people.addresses import an_address
from convenor.room.meetings.actions.forgetting import forget_tonight
from convenor.room.meetings.models import new_nonce
from convenor.room.newsletter.models import Subscription
from convenor.room.newsletter.queries import PURPOSE, to_confirm, to_end
from convenor.rules.registration import MAILS_A_DAY
from convenor.rules.retention import Record, kept_for

# Every event about one subscription; the last is of an issue, which the desk sends.
DUE = "newsletter_due"
EVENTS = ("newsletter_asked", DUE)
UNCONFIRMED_FOR = kept_for(Record.SUBSCRIPTIONS)


def subscribe(email: str) -> None:
    """Have a mailbox asked whether it wants the newsletter. Raises Declined for what is no address.

    Whoever typed the address learns nothing of it: whether it is new, waits or is subscribed is told to it alone.
    """
    address, today = an_address(email), clock.today()
    with transaction.atomic():
        row, _new = Subscription.objects.select_for_update().get_or_create(
            mailbox=fingerprint(PURPOSE, address),
            defaults={
                "sealed": seal(PURPOSE, address),
                "language": get_language() or settings.LANGUAGE_CODE,
                "made_on": today,
                "mailed_on": today,
            },
        )
        if row.mailed_on != today:
            row.mailed_on, row.mails = today, 0
        if not row.confirmed:
            row.made_on = today
        if row.mails < MAILS_A_DAY:
            row.mails += 1
            emit("newsletter_asked", subscription=str(row.pk))
        row.save()


def confirm(token: str) -> bool:
    """Begin the subscription that a link asks about; False where the link leads nowhere."""
    with transaction.atomic():
        row = to_confirm(token, hold=True)
        if row is None:
            return False
        # With another word in the row no link of before opens anything.
        row.confirmed, row.nonce = True, new_nonce()
        row.save()
    return True


def end(token: str) -> bool:
    """Erase the subscription that a link leads to, with every sign of it; False where the link leads nowhere."""
    with transaction.atomic():
        row = to_end(token, hold=True)
        if row is None:
            return False
        _erase([str(row.pk)])
    return True


def forget_what_is_over(today: date) -> None:
    """Erase what nobody confirmed in time, and mailboxes that an issue came back from for good; safe to call again."""
    with transaction.atomic():
        unconfirmed = Subscription.objects.filter(confirmed=False, made_on__lte=today - UNCONFIRMED_FOR)
        closed = Delivery.objects.filter(event__name=DUE, state=Delivery.State.CAME_BACK)
        over = [str(key) for key in unconfirmed.values_list("pk", flat=True)]
        over += [ids["subscription"] for ids in closed.values_list("event__ids", flat=True)]
        if over:
            _erase(over)


def _erase(subscriptions: Iterable[str]) -> None:
    keys = list(subscriptions)
    Event.objects.filter(name__in=EVENTS, ids__subscription__in=keys).delete()
    Subscription.objects.filter(pk__in=keys).delete()
    forget_tonight()
