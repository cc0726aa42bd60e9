"""What the secretariat does with its own machinery: starting over what did not arrive, and the words of letters."""

from django.db import transaction

from convenor.kernel import audit, clock, outbox
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.kernel.letters import Letter
from convenor.kernel.models import Delivery, Wording
from convenor.rules import letters as rules
from convenor.rules.verdict import no, yes
from convenor.secretariat.outbox import may_be_sent_again

_STARTED = "Somebody started it again before you; look at the outbox once more."
_FORGOTTEN = "What it said was forgotten when it left, so it cannot be sent again. Write to them yourself."
# What looks at how a calendar stands would find that it was told already.
_CALENDARS = "convenor.room.invitations.handlers.reconcile"


def try_again(actor: Actor, delivery: Delivery) -> None:
    """Start over with a delivery that was given up or whose letter came back."""
    require(actor, "outbox.retry")
    with transaction.atomic():
        row = Delivery.objects.select_for_update(of=("self",)).select_related("event").get(pk=delivery.pk)
        settle(yes() if row.state in Delivery.NEEDS_A_PERSON else no(_STARTED))
        settle(yes() if may_be_sent_again(row) else no(_FORGOTTEN))
        if row.handler == _CALENDARS and row.state == Delivery.State.CAME_BACK:
            outbox.lay_aside(row)
            outbox.emit("invitation_asked_again", session=row.event.ids["session"], person=row.event.ids["person"])
        else:
            outbox.retry(row)
        audit.record(actor, "delivery.retried", kind="delivery", subject=delivery.pk)


def word_letter(actor: Actor, letter: Letter, wording: rules.Wording) -> None:
    """Give a letter other words; whoever is sent it from now on reads these."""
    require(actor, "letter.change")
    tidy = rules.Wording(subject=wording.subject.strip(), body=rules.in_lines(wording.body))
    settle(rules.may_be_kept(tidy, letter.names))
    with transaction.atomic():
        Wording.objects.update_or_create(
            letter=letter.key, defaults={"subject": tidy.subject, "body": tidy.body, "changed_on": clock.today()}
        )
        audit.record(actor, "letter.worded", kind="letter", subject=letter.key)


def take_back_wording(actor: Actor, letter: Letter) -> None:
    """Give a letter the product's own words back."""
    require(actor, "letter.change")
    with transaction.atomic():
        gone, _kinds = Wording.objects.filter(pk=letter.key).delete()
        settle(yes() if gone else no("This letter has the product's own words already."))
        audit.record(actor, "letter.wording_taken_back", kind="letter", subject=letter.key)
