"""Where a noun ends: whether the word behind it does something, or is a further noun that it only describes."""

from collections.abc import Sequence

from convenor.rules.attribution.lexicons import Role
from convenor.rules.attribution.marks import Mark
from convenor.rules.attribution.ordinary import ACTS
from convenor.rules.attribution.text import Joint

OPENING = frozenset(
    {
        Role.DEFINITE,
        Role.INDEFINITE,
        Role.OTHER,
        Role.NEGATIVE,
        Role.ONE,
        Role.MANY,
        Role.SINGLE,
        Role.SINGULAR,
        Role.EACH,
    }
)
NOUNS = frozenset({Role.MEMBER, Role.BODY, Role.PERSON, Role.STAFF})
_TRAILING = frozenset({Role.USERS, Role.SEAT, Role.TRADE, Role.OUTSIDER, Role.STAFF, Role.AGENT})
_BOUND = _TRAILING | {Role.OF, Role.MAKE, Role.BASED}
_PAST = frozenset(
    """
    came went left took brought kept held chose paid spent lost won built grew fell rose stood understood met cut let
    set read heard felt meant dealt drew gave got began broke drove wrote spoke
    """.split()
)
_WHEN = frozenset(
    "last this next earlier later early late again today yesterday often always still too twice now".split()
)


def ends_noun(marks: Sequence[Mark], at: int, *, strict: bool) -> bool:
    """Say whether a noun is not just in front of another: an operator licence, the European approach."""
    if at + 1 >= len(marks):
        return True
    follows = marks[at + 1]
    if marks[at].follows is not Joint.SPACE:
        return not (strict and marks[at].follows is Joint.COMMA and follows.term)
    if strict and Role.AND in follows.roles:
        return at + 2 < len(marks) and bool(marks[at + 2].roles & OPENING)
    if follows.roles:
        return not follows.roles & (NOUNS | _BOUND) if strict else not follows.roles <= _TRAILING
    return not strict if follows.term else _is_no_noun(marks, at + 1, strict=strict)


def _is_no_noun(marks: Sequence[Mark], at: int, *, strict: bool) -> bool:
    """Say whether an unknown word behind a noun does or tells something, and is not a further noun."""
    fold = marks[at].fold
    near = at + 1 < len(marks) and marks[at].follows is Joint.SPACE
    # A verb is followed by an article more readily than a noun is.
    governs = near and bool(marks[at + 1].roles & {Role.DEFINITE, Role.INDEFINITE})
    if not strict and (governs or fold in _WHEN or fold.endswith("s")):
        return True
    return fold in ACTS or fold in _PAST or fold == "s" or fold.endswith(("ed", "ly", "ing"))
