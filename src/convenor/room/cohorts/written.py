"""Whom an organisation named, as it is shown them: in its own words, and as a person where nobody knew them before."""

from typing import Protocol

from convenor.people.models import Person


class Written(Protocol):
    """What was written of somebody, and who it is once they are let in."""

    name: str
    email: str
    person: Person | None


def called(row: Written) -> str:
    """The name that the organisation is shown."""
    return row.name or (row.person.name if row.person else "")


def address(row: Written) -> str:
    """The mail address that the organisation is shown."""
    return row.email or (row.person.email if row.person else "")


class Asked(Protocol):
    """Whose address was written, and where they are reached since it moved."""

    email: str
    moved_to: str


def mailbox(row: Asked) -> str:
    """Where letters go, and by which address the person is known."""
    return row.moved_to or row.email
