"""Looking into the mailbox: each mail is taken in as one that a mail server hands over, and the mailbox stays as it is.

How far it was read is kept in the transaction that takes a mail in, so that a connection which dies, or a worker, loses
no mail and counts none twice. What is read is chosen by number and not by "unread", because people read this mailbox.
"""

import hashlib
import logging
import time
from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.db import OperationalError, transaction

from convenor.config import MailboxAddress
from convenor.kernel import clock
from convenor.room.invitations.actions.forgetting import MAILS_KEPT_FOR
from convenor.room.invitations.actions.incoming import take_in
from convenor.room.invitations.mailbox import MailboxTrouble, NotHandedOut, OpenMailbox, digest_of, opened
from convenor.room.invitations.models import IncomingMail, MailboxPlace
from convenor.rules.replies import LARGEST, Unreadable, envelope_of

MOST = 200
SECONDS_A_ROUND = 120
# A mail at which the connection broke so often is left to a person, so that those after it are read.
BREAKS = 3
WAITS = (timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=30), timedelta(hours=1))
Outcome = IncomingMail.Outcome
log = logging.getLogger("convenor.mailbox")


def look_into_the_mailbox() -> None:
    """What the worker does every few minutes: a round, unless the mailbox failed and it is not time to try again."""
    at = settings.CONFIG.mailbox
    if at is None or settings.CONFIG.demo:
        return
    place = MailboxPlace.objects.filter(mailbox=digest_of(at)).first()
    if place is not None and place.try_again_at is not None and clock.now() < place.try_again_at:
        return
    try:
        fetch(at)
    except MailboxTrouble as trouble:
        log.warning("%s; it is tried again", trouble)


def fetch(at: MailboxAddress, most: int = MOST) -> Counter[Outcome]:
    """Take in what came since the last round, at most so many mails. Raises MailboxTrouble, and keeps that it did."""
    ends = time.monotonic() + SECONDS_A_ROUND
    became: Counter[Outcome] = Counter()
    number = 0
    try:
        with opened(at) as mailbox:
            place = _place(at, mailbox.validity)
            for number in _to_come(mailbox, place)[:most]:
                if time.monotonic() > ends:
                    break
                breaks = number == place.broke_at and place.breaks >= BREAKS
                became.update(_passed_over(mailbox, number) if breaks else _take(mailbox, number))
    except MailboxTrouble as trouble:
        _failed(at, str(trouble), number)
        raise
    _well(at)
    return became


def _to_come(mailbox: OpenMailbox, place: MailboxPlace) -> list[int]:
    """What is new; of a mailbox that was never read, what came while the names of mails are remembered."""
    return mailbox.after(place.last) if place.last else mailbox.since(clock.today() - MAILS_KEPT_FOR)


def _place(at: MailboxAddress, validity: int) -> MailboxPlace:
    """How far this mailbox was read; another one, or one with other numbers, is read anew, and no mail counts twice."""
    place, _new = MailboxPlace.objects.get_or_create(pk=1, defaults={"mailbox": digest_of(at)})
    if (place.mailbox, place.validity) != (digest_of(at), validity):
        place.mailbox, place.validity, place.last, place.broke_at, place.breaks = digest_of(at), validity, 0, 0, 0
        place.save(update_fields=["mailbox", "validity", "last", "broke_at", "breaks"])
    return place


def _take(mailbox: OpenMailbox, number: int) -> list[Outcome]:
    """Take one mail in, and keep that it was read; nothing where it is gone. What cannot be read needs a person."""
    try:
        size = mailbox.size(number)
        if size is not None and size > LARGEST:
            return _passed_over(mailbox, number, mailbox.head(number))
        content = None if size is None else mailbox.content(number, LARGEST + 1)
    except NotHandedOut:
        return _passed_over(mailbox, number)
    try:
        with transaction.atomic():
            became = [] if content is None else [take_in(content)]
            _read_up_to(mailbox, number)
    except OperationalError:
        # The database is busy or gone: the mail is read again in the next round.
        raise
    except Exception as error:  # a mail may be wrong in any way; those after it must still be read
        if not isinstance(error, Unreadable):
            log.warning("a mail could not be taken in", exc_info=error)
        return _passed_over(mailbox, number, content)
    return became


def _read_up_to(mailbox: OpenMailbox, number: int) -> None:
    # A round that is still under way in another mailbox must not move this one's place.
    MailboxPlace.objects.filter(validity=mailbox.validity, last__lt=number).update(last=number)


def _passed_over(mailbox: OpenMailbox, number: int, content: bytes | None = None) -> list[Outcome]:
    """Leave a mail to a person, by the name in its head, by what was read of it, or else by the server's number."""
    whole = content or f"{mailbox.validity}/{number}".encode()
    try:
        digest = envelope_of(whole).digest
    except (Unreadable, ValueError, LookupError):
        digest = hashlib.sha256(whole).hexdigest()
    noted = {"received_on": clock.today(), "outcome": Outcome.NEEDS_A_PERSON}
    with transaction.atomic():
        mail, _new = IncomingMail.objects.get_or_create(digest=digest, defaults=noted)
        _read_up_to(mailbox, number)
    return [Outcome(mail.outcome)]


def _well(at: MailboxAddress) -> None:
    healed = {"failing_since": None, "failures": 0, "broke_at": 0, "breaks": 0, "try_again_at": None, "problem": ""}
    MailboxPlace.objects.filter(mailbox=digest_of(at)).update(read_at=clock.now(), **healed)


def _failed(at: MailboxAddress, problem: str, number: int) -> None:
    """Keep that the mailbox could not be read, and at which mail it broke; 0 where it broke at none."""
    with transaction.atomic():
        place, _new = MailboxPlace.objects.select_for_update().get_or_create(pk=1, defaults={"mailbox": digest_of(at)})
        if place.mailbox != digest_of(at):
            place.delete()
            place = MailboxPlace(mailbox=digest_of(at))
        if number and number != place.broke_at:
            # It came further than the last time, so the waits begin anew.
            place.broke_at, place.breaks, place.failures = number, 0, 0
        # A server that is away in between says nothing about the mail.
        place.breaks += bool(number)
        place.failures += 1
        place.problem = problem
        place.failing_since = place.failing_since or clock.now()
        place.try_again_at = clock.now() + WAITS[min(place.failures, len(WAITS)) - 1]
        place.save()
