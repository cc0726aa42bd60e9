"""Having words looked at: whether others read them at once must not tell who takes part (docs/adr/0015)."""

from django.db import transaction

from convenor.kernel import clock
from convenor.kernel.gate import settle
from convenor.people.models import Organisation
from convenor.room.cohorts.models import Cohort
from convenor.room.exchange.checking import doubts_about, names_in, naming_oneself
from convenor.room.exchange.models import WordsLookedAt
from convenor.rules import exchange as rules
from convenor.rules.vocabulary import PostingState


def look_at(organisation: Organisation, cohort: Cohort, text: str) -> PostingState:
    """Whether words of an organisation are read at once or wait. Raises Declined where they say whose they are.

    To be called outside a transaction of one's own: what was looked at stays counted.
    """
    settle(rules.may_be_kept(naming_oneself(cohort, organisation.pk, text)))
    # As many for a name that is known here as for one that is not.
    number = _counted(organisation, 1 + names_in(text))
    return rules.first_state(doubts_about(cohort, text), looked_at=number)


def _counted(organisation: Organisation, more: int) -> int:
    today = clock.today()
    with transaction.atomic():
        WordsLookedAt.objects.get_or_create(organisation=organisation, defaults={"on": today})
        row = WordsLookedAt.objects.select_for_update().get(organisation=organisation)
        number = (row.number if row.on == today else 0) + more
        row.on, row.number = today, min(number, rules.MOST_LOOKED_AT + 1)
        row.save(update_fields=["on", "number"])
    return number
