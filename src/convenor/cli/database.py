"""Opening the database that a command is asked to work on."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from convenor.cli.refusals import Unusable

SECONDS_TO_ANSWER = 5

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
        os.environ["DATABASE_URL"] = args.database
    if os.environ.get("DATABASE_URL"):
        _must_be_an_address(os.environ["DATABASE_URL"], "--database" if args.database else "DATABASE_URL")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convenor.settings")


def set_up() -> None:
    """Set Django up. Raises Unusable where the folder or what is configured cannot be used, or no server answers."""
    import django

    from convenor.config import WrongConfig

    try:
        django.setup()
    except WrongConfig as wrong:
        raise Unusable(str(wrong)) from None
    except OSError as error:
        raise Unusable(f"The folder {_folder()} cannot be used: {error.strerror}; name another with --data.") from None
    if os.environ.get("DATABASE_URL"):
        _must_answer()


def set_up_on_what_is_there(args: argparse.Namespace) -> None:
    """Set Django up on an existing database of this version. Raises Unusable where there is none."""
    choose_database(args)
    if not os.environ.get("DATABASE_URL"):
        _must_exist(_folder())
    set_up()
    if migrations_missing():
        raise Unusable("The database is empty or of another version; bring it up to date with 'convenor migrate'.")


def migrations_missing() -> bool:
    """Whether the database still needs `convenor migrate`. Raises Unusable where it is something else's."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import DatabaseError

    try:
        tables = set(connection.introspection.table_names())
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise Unusable(f"The database cannot be read ({type(error).__name__}); name another with --data.") from None
    if tables and "kernel_installation" not in tables:
        raise Unusable("This database holds something other than Convenor; name another with --data or --database.")
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def open_database(args: argparse.Namespace) -> Iterator[date]:
    """Set Django up on an existing database and yield what day it is there.

    Raises Unusable where there is no database, or one that this version cannot read.
    """
    set_up_on_what_is_there(args)
    from convenor.kernel import clock
    from convenor.kernel.installation import installation

    with clock.standing_at(installation().today):
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


def _folder() -> Path:
    return Path(os.environ.get("CONVENOR_DATA") or ".convenor")


def _must_exist(folder: Path) -> None:
    if not (folder / "convenor.sqlite3").is_file():
        raise Unusable(
            f"There is no database in {folder}; make one with 'convenor migrate --data {folder}', the demonstration "
            f"with 'convenor demo --no-serve --data {folder}', or name another folder with --data."
        )


def _must_be_an_address(text: str, option: str) -> None:
    import dj_database_url

    try:
        name = dj_database_url.parse(text).get("NAME")
    except ValueError:
        name = None
    if not (name and text.startswith(("postgres://", "postgresql://"))):
        raise Unusable(f"{option} is not an address of PostgreSQL; write postgres://user@host/name.")


def _must_answer() -> None:
    """Ask the server once, because a pool of connections would ask it for half a minute and say so each time."""
    import psycopg
    from django.conf import settings

    where = settings.DATABASES["default"]
    given = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    known = {word: where[setting] for word, setting in given.items() if where.get(setting)}
    try:
        psycopg.connect(**known, connect_timeout=SECONDS_TO_ANSWER).close()
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise Unusable(f"The database's server does not let us in: {reason}. Check the address.") from None


def _either(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
