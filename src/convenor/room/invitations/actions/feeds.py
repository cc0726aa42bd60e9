"""A person's own calendar under a secret address: made, made anew, and ended by the person alone."""

from django.db import transaction

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import by_oneself, require, settle
from convenor.people.models import Person
from convenor.room.invitations.models import Feed, digest_of, new_secret
from convenor.rules.verdict import no, yes

CAPABILITY = "own_calendar.read"


def make_address(actor: Actor) -> str:
    """Make a secret for the address of one's own calendar and say it, this once; one made before ends at once."""
    require(actor, CAPABILITY)
    by_oneself(actor, CAPABILITY)
    person = Person.objects.filter(account__pk=actor.account).first()
    settle(yes() if person else no("No person is kept for this account, so there is no calendar."))
    with transaction.atomic():
        secret = new_secret()
        made = {"digest": digest_of(secret), "made_on": clock.today()}
        Feed.objects.update_or_create(person=person, defaults=made)
        audit.record(actor, "calendar.address_made", kind="account", subject=actor.account)
    return secret


def end_address(actor: Actor) -> None:
    """End the secret address of one's own calendar."""
    require(actor, CAPABILITY)
    by_oneself(actor, CAPABILITY)
    with transaction.atomic():
        gone, _ = Feed.objects.filter(person__account__pk=actor.account).delete()
        settle(yes() if gone else no("There is no address any more."))
        audit.record(actor, "calendar.address_ended", kind="account", subject=actor.account)
