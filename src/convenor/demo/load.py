"""Loads the demonstration: reference facts straight from the file, everything that people decide through actions."""

from django.db import transaction

from convenor.demo import notes, people, reference, series_2023, year_2022, year_2023
from convenor.demo.reference import TODAY
from convenor.kernel import clock
from convenor.kernel.installation import installation
from convenor.people.models import Organisation


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
        year_2022.load(secretariat)
        year_2023.load(secretariat)
        series_2023.load()
        notes.load(secretariat)
