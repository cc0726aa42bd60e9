"""Who may do what, as the table says that every page and every action asks."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext

from convenor.kernel.words import WORDS
from convenor.rules.policy import CAPABILITIES, SECOND_STEP, Capability
from convenor.rules.vocabulary import SECRETARIAT, Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One thing that can be done, by whom, and why by nobody else.

    `within` says that whoever is not of the secretariat does it for the own organisation alone; `proved` are those of
    the roles that do it only after a second step of signing in.
    """

    what: str
    roles: list[str | Promise]
    proved: list[str | Promise]
    why: str
    within: bool


def of_several() -> list[Line]:
    """What members, counsel and guests may do, with the secretariat or without it."""
    return [_line(entry) for entry in CAPABILITIES.values() if not entry.roles <= SECRETARIAT]


def of_the_secretariat() -> list[Line]:
    """What the secretariat alone may do."""
    return [_line(entry) for entry in CAPABILITIES.values() if entry.roles <= SECRETARIAT]


def _line(entry: Capability) -> Line:
    return Line(
        what=gettext(entry.what),
        roles=_in_words(entry.roles),
        proved=_in_words(entry.roles & SECOND_STEP),
        why=gettext(entry.why),
        within=entry.own,
    )


def _in_words(roles: frozenset[Role]) -> list[str | Promise]:
    return [WORDS["Role"][role] for role in Role if role in roles]
