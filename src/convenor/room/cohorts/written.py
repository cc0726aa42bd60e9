"""Whom an organisation named, as it is shown them: in its own words, and as a person where nobody knew them before."""

from typing import Protocol

from django.db.models import Q

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
    """Whose address was written, and where they are reached since it moved; the second is told to nobody."""

    email: str
    moved_to: str


def mailbox(row: Asked) -> str:
    """Where letters go, and by which address the person is known."""
    return row.moved_to or row.email


def reached_at(email: str) -> Q:
    """The condition that whoever was written of is reached in this mailbox today; in none, nobody is."""
    if not email:
        return Q(pk__in=())
    return Q(moved_to__iexact=email) | Q(moved_to="", email__iexact=email)
