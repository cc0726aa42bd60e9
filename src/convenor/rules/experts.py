"""Experts from outside: what they may still do with their link, and how long an address waits to be thanked.

Sources: R-ROL-06 and R-ROL-07 (session-scoped; named by organisation, for the year), R-CH-12, A-37.
"""

from datetime import date, timedelta

from convenor.rules.retention import Record, kept_for
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import counted, said

MOST_AT_ONCE = 20


def may_ask(*, asked: int, known_already: bool, named: tuple[str, ...]) -> Verdict:
    """Whether one more expert can be asked; `named` are names of members in what the expert would read."""
    if named:
        return no(
            said(
                "“{name}” points to a member or to an expert, and experts read this. Say it without the name.",
                name=named[0],
            )
        )
    if known_already:
        return no("This address was asked already. Whoever it is has the link.")
    if asked >= MOST_AT_ONCE:
        return no(said("At most {experts} are asked for a session.", experts=counted(MOST_AT_ONCE, "expert")))
    return yes()


def thanked_until(session_day: date) -> date:
    """The last day on which an address waits for thanks: the end of a month, so that it tells no day of a session."""
    last = session_day + kept_for(Record.EXPERT_THANKS)
    return (last.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
