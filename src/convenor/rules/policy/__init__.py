"""Who may do what, with the reason: one table in five parts, asked by every view and every action.

`may` answers "may this person?"; which rows somebody sees is answered by `visible_to` in each app's queries.
Sources: roles and their limits in R-ROL and the role table; R-AT-08, R-ROL-12, R-PUB-01, R-PUB-04, R-MTG-17.
"""

from collections.abc import Iterable

from convenor.rules.grants import Capability, Grant
from convenor.rules.policy.keeping import KEEPING
from convenor.rules.policy.learning import LEARNING
from convenor.rules.policy.people import PEOPLE
from convenor.rules.policy.publishing import PUBLISHING
from convenor.rules.policy.sessions import SESSIONS
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import SECRETARIAT, Role

__all__ = ["CAPABILITIES", "SECOND_STEP", "Capability", "Grant", "held_back", "may"]

# Whoever holds one of these reaches what others confided, so a mailed code alone is not enough to act as one.
SECOND_STEP = SECRETARIAT | {Role.DONOR_RELATIONS, Role.COUNSEL}

_TABLE = PEOPLE + SESSIONS + LEARNING + PUBLISHING + KEEPING

CAPABILITIES: dict[str, Capability] = {capability.name: capability for capability in _TABLE}


def may(
    grants: Iterable[Grant],
    capability: str,
    *,
    organisation: str | None = None,
    cohort: str | None = None,
) -> Verdict:
    """Whether somebody with these grants may do this, and the reason if not.

    With an `organisation` or a `cohort` a member's grant counts only there; the secretariat's counts everywhere.
    Raises KeyError for a capability that the table does not know: a mistake of ours, never of a user.
    """
    entry = CAPABILITIES[capability]
    if any(_reaches(grant, entry, organisation, cohort) for grant in grants):
        return yes()
    return no(entry.why)


def held_back(grants: Iterable[Grant]) -> frozenset[Grant]:
    """The grants that count only after a second step of signing in: a passkey, or a code of an app."""
    return frozenset(grant for grant in grants if grant.role in SECOND_STEP)


def _reaches(grant: Grant, entry: Capability, organisation: str | None, cohort: str | None) -> bool:
    if grant.role not in entry.roles:
        return False
    if grant.role in SECRETARIAT:
        return True
    if organisation is not None and grant.organisation != organisation:
        return False
    return cohort is None or grant.cohort is None or grant.cohort == cohort
