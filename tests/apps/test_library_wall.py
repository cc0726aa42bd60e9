"""The real connection of the portal: it reads the library, it reads nothing else, and it writes nothing."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend
from django.test.utils import CaptureQueriesContext

from convenor.public.library import finding, queries
from convenor.public.library.actions import Copy, list_participants, shelve
from convenor.public.sqlite_wall.base import HARMLESS, OPENING_THE_INDEX, permit

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])

# The actions that SQLite asks about, as its documentation lists them (sqlite.org/c3ref/c_alter_table.html).
AUTHORIZED = {
    *(
        f"SQLITE_{verb}_{kind}"
        for verb in ("CREATE", "DROP")
        for kind in (
            "INDEX",
            "TABLE",
            "TEMP_INDEX",
            "TEMP_TABLE",
            "TEMP_TRIGGER",
            "TEMP_VIEW",
            "TRIGGER",
            "VIEW",
            "VTABLE",
        )
    ),
    *(
        f"SQLITE_{verb}"
        for verb in ("INSERT", "UPDATE", "DELETE", "PRAGMA", "ATTACH", "DETACH", "ALTER_TABLE", "REINDEX", "ANALYZE")
    ),
}

OTHERS = sorted(
    model._meta.db_table
    for model in apps.get_models(include_auto_created=True)
    if model._meta.app_label not in {"library"}
)


@pytest.fixture
def wall(tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """The public connection as the settings describe it, opened on the test's database."""
    described = connections.settings["public"]
    if connection.vendor == "sqlite":
        file = tmp_path / "walled.sqlite3"
        connection.ensure_connection()
        with sqlite3.connect(file) as copied:
            connection.connection.backup(copied)
        place = {"NAME": file, "OPTIONS": dict(described["OPTIONS"])}
    else:
        options = {key: kept for key, kept in described["OPTIONS"].items() if key != "pool"}
        place = {"NAME": connection.settings_dict["NAME"], "OPTIONS": options}
    wrapper: BaseDatabaseWrapper = load_backend(described["ENGINE"]).DatabaseWrapper({**described, **place}, "public")
    lent, connections["public"] = connections["public"], wrapper
    yield wrapper
    connections["public"] = lent
    wrapper.close()


@pytest.fixture
def shelved() -> str:
    copy = Copy(kind="output_note", title="T", body="B", applies_to="", provenance="", caveats=(), sources=())
    list_participants("Community", ["One"])
    return shelve(copy).slug


def run(wall: BaseDatabaseWrapper, statement: str) -> list[tuple[object, ...]]:
    with wall.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []


def test_the_library_can_be_read(shelved: str, wall: BaseDatabaseWrapper) -> None:
    found = queries.at_address(shelved)
    assert found is not None
    assert list(queries.corrections_of(found)) == []
    assert queries.latest_change() is not None
    assert queries.released().count() == 1
    assert queries.participants() == {"Community": ["One"]}


@pytest.mark.parametrize("table", OTHERS)
def test_no_other_table_can_be_read(table: str, wall: BaseDatabaseWrapper) -> None:
    for statement in (f'SELECT * FROM "{table}"', f'SELECT COUNT(*) FROM "{table}"'):
        with pytest.raises(DatabaseError):
            run(wall, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT 1 FROM library_output WHERE EXISTS (SELECT 1 FROM desk_draft)",
        "SELECT title FROM library_output UNION SELECT title FROM desk_draft",
        "WITH d AS (SELECT * FROM desk_draft) SELECT * FROM d",
        "SELECT (SELECT text FROM meetings_remark LIMIT 1)",
    ],
)
def test_there_is_no_way_around_through_the_library(statement: str, wall: BaseDatabaseWrapper) -> None:
    with pytest.raises(DatabaseError):
        run(wall, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE library_output SET title = 'changed'",
        "DELETE FROM library_output",
        "INSERT INTO library_correction (output_id, made_on, text) SELECT key, published_on, 'x' FROM library_output",
        "UPDATE desk_draft SET title = 'changed'",
        "DROP TABLE library_output",
        "CREATE TABLE library_other (id integer)",
        "ALTER TABLE library_output ADD COLUMN other integer",
    ],
)
def test_nothing_can_be_written(statement: str, shelved: str, wall: BaseDatabaseWrapper) -> None:
    with pytest.raises(DatabaseError):
        run(wall, statement)
    found = queries.at_address(shelved)
    assert found is not None
    assert found.title == "T"


def test_the_wall_cannot_be_opened_from_inside(wall: BaseDatabaseWrapper) -> None:
    doors = {
        "sqlite": ["PRAGMA query_only=OFF", "ATTACH DATABASE ':memory:' AS other", "SELECT * FROM sqlite_master"],
        "postgresql": ["SELECT * FROM pg_authid", "CREATE ROLE another", "COPY desk_draft TO STDOUT"],
    }
    for statement in doors[connection.vendor]:
        with pytest.raises(DatabaseError):
            run(wall, statement)


def test_what_was_released_is_found_through_the_wall(shelved: str, wall: BaseDatabaseWrapper) -> None:
    with CaptureQueriesContext(connection) as asked_of_the_room:
        for words, slugs in (("t", [shelved]), ("b", [shelved]), ("t b", [shelved]), ("elsewhere", [])):
            found = finding.answer(words)
            assert [one.document.slug for one in finding.shown(found.question, found.keys)] == slugs
        assert not finding.is_empty()
    assert len(asked_of_the_room) == 0


# On the other database there is nothing to see: PostgreSQL has no tables behind its index.
if connection.vendor == "sqlite":

    def test_the_index_opens_nothing_else(shelved: str, wall: BaseDatabaseWrapper) -> None:
        """Before and after it was opened: what its opening needs is no way to anything."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            tables = [name for (name,) in cursor.fetchall()]
        kept = run(wall, "SELECT title_words, text_words FROM library_text")
        assert kept == [("t", "b")]
        for table in [name for name in tables if not name.startswith("library_")] + ["sqlite_master", "sqlite_schema"]:
            for columns in ("*", "COUNT(*)", "rowid", "ROWID", "1"):
                with pytest.raises(DatabaseError):
                    run(wall, f'SELECT {columns} FROM "{table}"')
        for statement in (
            "PRAGMA data_version = 1",
            "PRAGMA writable_schema = 1",
            "PRAGMA table_list",
            "PRAGMA table_info(desk_draft)",
            "SELECT * FROM pragma_data_version",
            "SELECT * FROM pragma_table_list",
            "UPDATE sqlite_master SET sql = ''",
            "DELETE FROM sqlite_master",
            "INSERT INTO library_text(library_text) VALUES ('delete-all')",
            "INSERT INTO library_text(rowid, title_words, text_words) VALUES (9, 'x', 'x')",
            "UPDATE library_text_data SET block = x''",
            "DELETE FROM library_text_idx",
            "DROP TABLE library_text",
            "CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'library_text', 'row')",
            "CREATE VIRTUAL TABLE library_drafts USING fts5(title, content='desk_draft')",
        ):
            with pytest.raises(DatabaseError):
                run(wall, statement)
        assert run(wall, "SELECT title_words, text_words FROM library_text") == kept


def test_of_what_the_index_asks_nothing_but_a_counter_is_granted() -> None:
    granted = [asked for asked, answer in OPENING_THE_INDEX.items() if answer == sqlite3.SQLITE_OK]
    assert granted == [(sqlite3.SQLITE_PRAGMA, "data_version", None)]
    assert len(OPENING_THE_INDEX) == 7
    assert set(OPENING_THE_INDEX.values()) == {sqlite3.SQLITE_OK, sqlite3.SQLITE_IGNORE}
    read, known = sqlite3.SQLITE_READ, {*HARMLESS, *(action for action, _table, _column in OPENING_THE_INDEX)}
    for action in {code for name, code in vars(sqlite3).items() if name in AUTHORIZED} - known - {read}:
        assert permit(action, "library_text", None, "main", None) == sqlite3.SQLITE_DENY
    for action, table, column in OPENING_THE_INDEX:
        assert permit(action, "desk_draft", column, "main", None) == sqlite3.SQLITE_DENY
        if action != sqlite3.SQLITE_PRAGMA:
            assert permit(action, table, "anything", "main", None) == sqlite3.SQLITE_DENY


def test_the_tables_are_there_to_be_read(shelved: str) -> None:
    # The same statements pass through the room's own connection, so that the wall is what stops them.
    assert len(OTHERS) > 20
    for table in OTHERS:
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')


def test_every_table_of_the_library_is_given_to_the_portal(wall: BaseDatabaseWrapper) -> None:
    for model in apps.get_app_config("library").get_models():
        assert run(wall, f"SELECT COUNT(*) FROM {model._meta.db_table}") is not None


def test_the_settings_put_the_portal_behind_the_wall() -> None:
    described = settings.DATABASES["public"]
    behind = {
        "sqlite": described["ENGINE"] == "convenor.public.sqlite_wall",
        "postgresql": described["OPTIONS"].get("options") == "-c role=convenor_portal",
    }
    assert behind[connection.vendor]
