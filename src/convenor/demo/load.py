"""Loads the demonstration: reference facts straight from the file, everything that people decide through actions."""

from datetime import date

from django.db import transaction

from convenor.demo import hour, notes, numbers, people, reference, series_2023, site_pages, year_2022, year_2023
from convenor.demo.reference import TODAY, in_the_morning
from convenor.kernel import clock
from convenor.kernel.installation import installation
from convenor.people.models import Organisation

# When the review of the first cohort's year can be written: its last session was in September.
YEAR_IS_OVER = date(2022, 11, 30)


def is_loaded() -> bool:
    """Whether this database holds the demonstration."""
    return installation().demo


def is_in_use() -> bool:
    """Whether this database holds anything at all."""
    return Organisation.objects.exists() or bool(installation().pk)


def everything() -> None:
    """Load all of it, or nothing if any part fails."""
    with transaction.atomic(), clock.standing_at(TODAY):
        reference.load()
        secretariat = people.load()
        # In the order of time, because the trail keeps the order in which things were done.
        with clock.standing_at(in_the_morning(YEAR_IS_OVER)):
            year_2022.load(secretariat)
        notes.load_first_output(secretariat)
        year_2023.load(secretariat)
        series_2023.load()
        numbers.load(secretariat)
        site_pages.load(secretariat)
        notes.load(secretariat)
        series_2023.announce(secretariat)
        hour.load(secretariat)
