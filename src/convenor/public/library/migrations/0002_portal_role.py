"""On PostgreSQL the portal reads under a role of its own, which can SELECT the library's tables and nothing else."""

from typing import Any

from django.db import migrations

ROLE = "convenor_portal"
TABLES = ("library_output", "library_correction")

# What an administrator runs where the database's own user may not make roles.
BY_HAND = f'CREATE ROLE {ROLE} NOLOGIN; GRANT {ROLE} TO "%s";'


def give(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        _make_role(cursor)
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {ROLE}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {ROLE}")
        cursor.execute(f"GRANT SELECT ON {', '.join(TABLES)} TO {ROLE}")


def _make_role(cursor: Any) -> None:
    """Make the role and let the database's user take it on.

    Roles belong to the whole server, so another database of it may have made this one already.
    """
    cursor.execute("SELECT rolsuper OR rolcreaterole, current_user FROM pg_roles WHERE rolname = current_user")
    may_make_roles, user = cursor.fetchone()
    cursor.execute("SELECT pg_has_role(oid, 'MEMBER') FROM pg_roles WHERE rolname = %s", [ROLE])
    member = cursor.fetchone()
    if member == (True,):
        return
    if not may_make_roles:
        raise RuntimeError(
            f"The database's user may not make the role that the public site reads with. "
            f"Ask the administrator to run: {BY_HAND % user} Then migrate again."
        )
    if member is None:
        cursor.execute(f"CREATE ROLE {ROLE} NOLOGIN")
    cursor.execute(f"GRANT {ROLE} TO CURRENT_USER")


def take(apps: Any, schema_editor: Any) -> None:
    # The role stays: another database of the same server may live by it.
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {ROLE}")


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]

    operations = [migrations.RunPython(give, take)]
