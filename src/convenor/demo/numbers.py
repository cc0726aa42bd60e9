"""Numbers and answers of the series: a synthetic list that became a table, and an opening poll in other words."""

from datetime import date

from convenor.demo.facts import facts
from convenor.demo.people import Secretariat
from convenor.demo.reference import in_the_morning
from convenor.kernel import clock
from convenor.room.polls.actions.prompts import Asked, load_answers
from convenor.room.series.models import Series
from convenor.room.statistics.actions import make_table, open_ledger

ASKED_ON = date(2023, 2, 8)
# Loaded after the year, so it happened after the last thing in it.
LOADED_ON = date(2023, 3, 1)


def load(secretariat: Secretariat) -> None:
    """Thresholds, the answers of the first session, and a table that waits for the desk."""
    series, found = Series.objects.get(slug="plp"), facts()
    with clock.standing_at(in_the_morning(LOADED_ON)):
        ledger = open_ledger(secretariat.officer, series, k=5, k_organisations=3)
        poll = found["opening_poll"]
        asked = Asked(wording=poll["wording"], shown_as=poll["shown_as"], on=ASKED_ON)
        load_answers(secretariat.officer, series, asked, poll["answers"])
        rows = [
            {"person": f"{region} {at}", "organisation": f"{region} {at}", "region": region}
            for region, number in found["synthetic_registrations"].items()
            for at in range(number)
        ]
        make_table(secretariat.officer, ledger, rows, by=["region"], title="Who registered (synthetic)")
