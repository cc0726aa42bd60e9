"""Somebody puts right what is held of them, or is erased: asked for by the person alone, done after a week (AC-25).

What becomes of each kind of rows stands beside the kind, in the tables that `wiring.HOLDINGS` names.
"""

import logging
from datetime import date, timedelta

from django.db import transaction

from convenor.kernel import audit, clock
from convenor.kernel.actor import THE_SYSTEM, Actor
from convenor.kernel.gate import Declined, settle
from convenor.kernel.links import read, sign
from convenor.kernel.outbox import emit
from convenor.people.former_names import seal_name
from convenor.people.holding import kinds, rows_of
from convenor.people.models import Account, Appointment, ErasureRequest, Person
from convenor.people.queries import in_force
from convenor.people.signed_out import sign_out_everywhere
from convenor.rules.retention import Record, kept_for
from convenor.rules.verdict import Verdict, no, yes

log = logging.getLogger("convenor.erasing")
# What stands where a name stood.
ERASED = "Erased on request"
LEAVER = "people.leaver"
# How long somebody who has left can ask by the link that they took along.
LINK_HOLDS = timedelta(days=90)


def ask_to_be_erased(actor: Actor) -> ErasureRequest:
    """Ask for the own erasure; it is done after a week unless it is taken back."""
    return ask_to_erase(actor, actor.account)


def ask_to_erase(actor: Actor, account_key: str) -> ErasureRequest:
    """Ask that somebody is erased: they themselves, or the secretariat on their word; they can take it back."""
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=account_key)
        settle(may_be_erased(account))
        settle(no("You asked for this already.") if _asked(account) else yes())
        today = clock.today()
        request = ErasureRequest.objects.create(
            account=account, asked_on=today, due_on=today + kept_for(Record.ERASURES)
        )
        emit("erasure_asked", erasure=str(request.pk))
        audit.record(actor, "erasure.asked", kind="account", subject=account.pk)
    return request


def take_back_erasure(actor: Actor) -> None:
    """Stay after all."""
    with transaction.atomic():
        account = _own(actor)
        gone, _ = ErasureRequest.objects.filter(account=account).delete()
        settle(yes() if gone else no("There is nothing to take back: you did not ask to be erased."))
        audit.record(actor, "erasure.taken_back", kind="account", subject=account.pk)


def correct(actor: Actor, *, name: str, time_zone: str, function: str) -> None:
    """Put right what is held of oneself; the name that one had before stays sealed for the check of texts."""
    with transaction.atomic():
        person = Person.objects.select_for_update(of=("self",)).filter(account__pk=actor.account).first()
        if person is None:
            raise Declined(no("Nobody entered you as a person yet, so there is nothing to correct."))
        wanted = " ".join(name.split())
        settle(yes() if wanted else no("A name cannot be empty."))
        today = clock.today()
        if wanted != person.name:
            seal_name(person, today)
        person.name, person.time_zone = wanted, time_zone
        person.save(update_fields=["name", "time_zone"])
        person.affiliations.filter(in_force(today)).update(function=" ".join(function.split()))
        audit.record(actor, "person.corrected", kind="account", subject=actor.account)


def may_be_erased(account: Account) -> Verdict:
    """Whether somebody can be erased now: not whoever holds an office, because then somebody has to take over."""
    if Appointment.objects.filter(in_force(clock.today()), person__account=account).exists():
        return no("You hold an office in the secretariat. Have it ended first, so that somebody takes over.")
    return yes()


def link_of_leaver(account: Account) -> str:
    """What somebody takes along who cannot sign in any more: it leads to the own erasure and to nothing else."""
    return sign(LEAVER, str(account.pk))


def leaver_of(token: str) -> Account | None:
    """Whose closed account a link leads to; None for any link that leads nowhere, whatever the reason."""
    parts = read(LEAVER, token, within=LINK_HOLDS)
    if parts is None or len(parts) != 1:
        return None
    return Account.objects.filter(pk=parts[0], is_active=False, person__erased_on=None, person__isnull=False).first()


def erase_who_asked(today: date, actor: Actor = THE_SYSTEM) -> int:
    """Erase those whose week has passed, and say how many; whoever took an office meanwhile waits until it ends."""
    done = 0
    for request in ErasureRequest.objects.filter(due_on__lte=today).select_related("account"):
        try:
            done += _erase(actor, request.account, today)
        except Exception as error:  # one person's rows may be in the way; the others must still be erased
            log.warning("an erasure failed and is tried again tomorrow", exc_info=error)
    return done


def _erase(actor: Actor, account: Account, today: date) -> bool:
    with transaction.atomic():
        held = Account.objects.select_for_update().get(pk=account.pk)
        # Taken back, or an office taken, since the round began.
        if not _asked(held) or not may_be_erased(held).allowed:
            return False
        person = Person.objects.select_for_update(of=("self",)).filter(account=held).first()
        if person is not None:
            seal_name(person, today)
        for kind in kinds():
            if kind.erasure.act is not None:
                kind.erasure.act(rows_of(kind, held), today)
        sign_out_everywhere(held)
        # Last, because rows are found by the address.
        if person is not None:
            person.name, person.email, person.time_zone, person.erased_on = ERASED, "", "UTC", today
            person.save(update_fields=["name", "email", "time_zone", "erased_on"])
        held.email, held.is_active = f"{held.pk}@erased.invalid", False
        held.save(update_fields=["email", "is_active"])
        audit.record(actor, "person.erased", kind="account", subject=held.pk)
    return True


def _own(actor: Actor) -> Account:
    return Account.objects.select_for_update().get(pk=actor.account)


def _asked(account: Account) -> bool:
    return ErasureRequest.objects.filter(account=account).exists()
