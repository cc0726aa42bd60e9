"""What ties somebody to others: nobody is let in for one organisation while tied to another, or to the office."""

from collections.abc import Set
from datetime import timedelta
from enum import StrEnum

from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import said

# What a stand-in may do ends so long after the session began (R-ROL-02).
STAND_IN_ENDS_AFTER = timedelta(days=1)


class Tie(StrEnum):
    """What somebody is elsewhere, today or from a later day on, with access that goes with it."""

    OFFICE = "office"
    SEAT = "seat"
    FOCAL_POINT = "focal_point"
    COUNSEL = "counsel"
    STAND_IN = "stand_in"
    # Whoever left and asked to be erased is not called back by others before that is done.
    ERASURE = "erasure"


_WHY = {
    Tie.OFFICE: said("This person works for the secretariat and cannot be here for a member. That has to end first."),
    Tie.SEAT: said("This person sits for another member, or will. That has to end first."),
    Tie.FOCAL_POINT: said("This person is the focal point of another member. That has to end first."),
    Tie.COUNSEL: said("This person is counsel of another organisation. That has to end first."),
    Tie.STAND_IN: said("This person stands in for another member at a session. That has to be over first."),
    Tie.ERASURE: said("This person left and asked to be erased. Wait until that is done, or they take it back."),
}


def may_be_let_in(elsewhere: Set[Tie]) -> Verdict:
    """Whether somebody with these ties elsewhere may be let in for an organisation."""
    return next((no(_WHY[tie]) for tie in Tie if tie in elsewhere), yes())
