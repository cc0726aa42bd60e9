"""Opening the database that a command is asked to work on."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from convenor.cli.refusals import Unusable

if TYPE_CHECKING:
    from convenor.room.cohorts.models import ProgrammeYear


def add_database_options(parser: argparse.ArgumentParser) -> None:
    """The two ways to say which database."""
    parser.add_argument("--data", metavar="DIR", help="folder of the embedded database (or CONVENOR_DATA)")
    parser.add_argument("--database", metavar="URL", help="postgres:// address (or DATABASE_URL)")


def choose_database(args: argparse.Namespace) -> None:
    """Point the settings to the database of the options; must run before Django is set up."""
    if args.data:
        os.environ["CONVENOR_DATA"] = args.data
        os.environ.pop("DATABASE_URL", None)
    if args.database:
        if not args.database.startswith(("postgres://", "postgresql://")):
            raise Unusable("--database is not an address of PostgreSQL; write postgres://user@host/name.")
        os.environ["DATABASE_URL"] = args.database
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convenor.settings")


@contextmanager
def open_database(args: argparse.Namespace) -> Iterator[date]:
    """Set Django up on an existing database and yield what day it is there.

    Raises Unusable where there is no database, or one that this version cannot read.
    """
    choose_database(args)
    if not os.environ.get("DATABASE_URL"):
        _must_exist(Path(os.environ.get("CONVENOR_DATA") or ".convenor"))
    import django
    from django.db.utils import DatabaseError

    django.setup()
    from convenor.kernel import clock
    from convenor.kernel.installation import installation

    try:
        here = installation()
    except DatabaseError as error:
        raise Unusable(
            "The database cannot be read, or it is not Convenor's; make one with 'convenor demo --no-serve', "
            f"or bring it up to date with 'convenor migrate' ({type(error).__name__})."
        ) from None
    with clock.standing_at(here.today):
        yield clock.today()


def the_year(cohort: str, number: int) -> "ProgrammeYear":
    """A cohort's programme year. Raises Unusable, naming those that exist."""
    from convenor.room.cohorts.models import Cohort, ProgrammeYear

    cohorts = sorted(Cohort.objects.values_list("slug", flat=True))
    if cohort not in cohorts:
        raise Unusable(f'There is no cohort "{cohort}"; there is {_either(cohorts) or "none yet"}.')
    years = {year.year: year for year in ProgrammeYear.objects.filter(cohort=cohort).select_related("cohort")}
    if number not in years:
        known = _either([str(year) for year in sorted(years)])
        raise Unusable(f'The cohort "{cohort}" has no year {number}; it has {known or "none yet"}.')
    return years[number]


def _must_exist(folder: Path) -> None:
    if not (folder / "convenor.sqlite3").is_file():
        raise Unusable(
            f"There is no database in {folder}; make the demonstration with "
            f"'convenor demo --no-serve --data {folder}' or name another folder with --data."
        )


def _either(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
