"""Letting time pass in a demonstration: its day stands still until somebody moves it on."""

from datetime import date, timedelta

from django.db import transaction

from convenor.kernel import clock, daily
from convenor.kernel.gate import Declined, settle
from convenor.kernel.models import Installation
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import said

# Further on there is no year of the demonstration left to look at.
AT_MOST = timedelta(days=366)


def go_on_to(day: date) -> None:
    """Make this the demonstration's day, and do what is done by itself on it: objections end, raw notes are destroyed.

    Raises Declined for a day that is not ahead, and where the clock runs.
    """
    with transaction.atomic():
        here = Installation.objects.select_for_update().filter(pk=1, demo=True).first()
        if here is None or here.today is None:
            raise Declined(no("Only the day of a demonstration can be moved."))
        settle(_ahead(here.today, day))
        here.today = day
        here.save(update_fields=["today"])
    with clock.standing_at(day):
        daily.chores_of_the_day()


def _ahead(today: date, day: date) -> Verdict:
    if day <= today:
        return no(
            said(
                "It is {day} already, and time goes one way: the trail would not hold otherwise. "
                "Choose a later day, or begin again with an empty folder.",
                day=today,
            )
        )
    if day > today + AT_MOST:
        return no(said("That is too far ahead. Choose a day until {day}.", day=today + AT_MOST))
    return yes()
