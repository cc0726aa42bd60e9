"""Another mail address for somebody who signs in: asked for, confirmed from the new mailbox, or lapsed after a day."""

from datetime import datetime, timedelta

from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import said

LAPSES_AFTER = timedelta(days=1)
# Each request writes to a mailbox of somebody's choice, so nobody may send many.
AT_MOST_A_DAY = 5


def may_ask(*, wanted: str, now_has: str, asked_today: int, old_waits: bool) -> Verdict:
    """Whether somebody can ask for this address.

    `asked_today` counts requests of the last 24 hours; `old_waits` says that the address before is yet to be told of
    the last move. Whether another account has it is not looked at here: the answer would tell who is known.
    """
    if asked_today >= AT_MOST_A_DAY:
        return no(
            said(
                "You asked {times} times today, and each time a mail goes out. Try again tomorrow.",
                times=AT_MOST_A_DAY,
            )
        )
    return may_move(wanted=wanted, now_has=now_has, old_waits=old_waits)


def may_move(*, wanted: str, now_has: str, old_waits: bool) -> Verdict:
    """Whether an account can have another address now, whoever says so."""
    if old_waits:
        return no("The address has just moved, and the one before is being told. Try again in a few minutes.")
    if wanted.lower() == now_has.lower():
        return no("This is the address that is kept already.")
    return yes()


def is_open(*, asked_at: datetime, now: datetime) -> bool:
    """Whether a request can still be confirmed."""
    return now < asked_at + LAPSES_AFTER


def may_confirm(*, taken: bool) -> Verdict:
    """Whether a request can be carried out, once whoever asked has shown that the mailbox is theirs."""
    if taken:
        return no("This address signs in here already, as somebody of its own. Write to the secretariat.")
    return yes()


def may_be_put_right(
    *, wanted: str, now_has: str, in_office: bool, been_here: bool, taken: bool, old_waits: bool
) -> Verdict:
    """Whether an officer may put somebody's mistyped address right: only of a person who was never here.

    Never of a colleague: whoever could, would be one step from signing in as them.
    """
    if in_office:
        return no("This person works for the secretariat. End the office, and appoint them with the right address.")
    if been_here:
        return no(
            "This person has been here with the address, so it is theirs: they change it on their own page. Where that "
            "mailbox is closed and they cannot sign in, ask whoever runs this installation to move it."
        )
    if taken:
        return no("This address is on record for somebody else. Take back what the mistyped one got, and name them.")
    return may_move(wanted=wanted, now_has=now_has, old_waits=old_waits)
