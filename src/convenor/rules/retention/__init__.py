"""How long each kind of record is kept, from which moment, and why: one table, read by every chore and every page.

Sources: A-19 and AC-25 (raw notes go, the record and what was published stay), R-MTG-17, R-ROL-02, R-CH-12, A-37.
"""

from datetime import timedelta

from convenor.rules.retention.period import Period
from convenor.rules.retention.record import Record
from convenor.rules.retention.table import TABLE

__all__ = ["PERIODS", "Period", "Record", "kept_at_most", "kept_for"]

PERIODS: dict[Record, Period] = {period.record: period for period in TABLE}


def kept_for(record: Record) -> timedelta:
    """How long this kind is kept. Raises LookupError where no number of days is set: a mistake of ours."""
    days = PERIODS[record].days
    if days is None:
        raise LookupError(f"{record} is not kept for a number of days.")
    return days


def kept_at_most(record: Record) -> timedelta:
    """The longest that somebody may choose for this kind. Raises LookupError where there is no choice."""
    most = PERIODS[record].most
    if most is None:
        raise LookupError(f"{record} has no longest period.")
    return most
