"""What somebody holds, and what it lets do: the two forms that the table of `rules.policy` is made of."""

from dataclasses import dataclass

from convenor.rules.vocabulary import Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant:
    """One role that somebody holds now: where, and for which organisation."""

    role: Role
    organisation: str | None = None
    cohort: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Capability:
    """One thing that a person can do, in a plain sentence; the roles that may do it, and why nobody else may.

    `own` says that the role alone is not enough: the thing must belong to the person's own organisation.
    """

    name: str
    what: str = ""
    roles: frozenset[Role]
    why: str
    own: bool = False
