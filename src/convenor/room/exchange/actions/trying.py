"""Having words looked at: what is refused is counted, because each refusal tells something of who is here."""

from django.db import transaction

from convenor.kernel import clock
from convenor.kernel.gate import settle
from convenor.people.models import Organisation
from convenor.room.cohorts.models import Cohort
from convenor.room.exchange.checking import doubts_about
from convenor.room.exchange.models import RefusedTries
from convenor.rules import exchange as rules
from convenor.rules.exchange import Doubt


def look_at(organisation: Organisation, cohort: Cohort, text: str) -> tuple[Doubt, ...]:
    """What is in doubt in words of an organisation. Raises Declined where they have to be reworded first.

    To be called outside a transaction of one's own: what was refused stays counted.
    """
    today = clock.today()
    with transaction.atomic():
        RefusedTries.objects.get_or_create(organisation=organisation, defaults={"on": today})
        tries = RefusedTries.objects.select_for_update().get(organisation=organisation)
        refused = tries.number if tries.on == today else 0
        verdict = rules.may_try(refused=refused)
        doubts: tuple[Doubt, ...] = ()
        if verdict.allowed:
            doubts = doubts_about(cohort, text)
            verdict = rules.may_be_kept(doubts)
            tries.on, tries.number = today, refused + (not verdict.allowed)
            tries.save(update_fields=["on", "number"])
    settle(verdict)
    return doubts
