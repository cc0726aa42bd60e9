"""Whose turn it is when a seat is free: the one who asked first, unless a person says why not (AC-08)."""

from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import said_of


def may_come_before(*, ahead: int, reason: str) -> Verdict:
    """Decide whether a company may take a seat while others that asked earlier wait; `ahead` is how many do.

    The order is that of asking. The secretariat may decide otherwise, and then the reason is part of the record.
    """
    if ahead == 0 or reason.strip():
        return yes()
    return no(
        said_of(
            ahead,
            "{number} company asked for a seat earlier. Offer the seat to the first on the waiting list, "
            "or say why this company comes before; the reason is recorded with the decision.",
            "{number} companies asked for a seat earlier. Offer the seat to the first on the waiting list, "
            "or say why this company comes before; the reason is recorded with the decision.",
        )
    )
