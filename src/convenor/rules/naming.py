"""How often somebody may name people in a day: each time a letter can go out in the secretariat's name."""

from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import said

# Enough for a company that changes its people on one day; too few to go through a list of addresses.
AT_MOST_A_DAY = 20


def may_name(*, named_today: int, in_secretariat: bool) -> Verdict:
    """Whether somebody may name one more; `named_today` counts what they named or took back in the last 24 hours."""
    if in_secretariat or named_today < AT_MOST_A_DAY:
        return yes()
    return no(
        said(
            "You named or took back people {number} times today, and letters go out with it. "
            "Go on tomorrow, or ask the secretariat to do it.",
            number=AT_MOST_A_DAY,
        )
    )
