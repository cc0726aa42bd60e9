"""Which state may follow which, and why not the others."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import CalendarState, DraftState, GroupState, MembershipState, SessionState
from convenor.rules.wording import listed

State = TypeVar("State", SessionState, DraftState, GroupState, CalendarState, MembershipState)

# One table for each kind of state and not one for all: members of two such enums compare equal when they
# share a word ("closed", "draft"), and would overwrite each other as keys of one table.
FOLLOWS: Mapping[type[StrEnum], Mapping[str, frozenset[str]]] = {
    SessionState: {
        SessionState.PLANNED: frozenset({SessionState.OPEN, SessionState.CANCELLED}),
        SessionState.OPEN: frozenset({SessionState.CLOSED}),
        SessionState.CLOSED: frozenset(),
        SessionState.CANCELLED: frozenset(),
    },
    DraftState: {
        DraftState.DRAFT: frozenset({DraftState.SECOND_PAIR, DraftState.OBJECTIONS, DraftState.WITHDRAWN}),
        DraftState.SECOND_PAIR: frozenset(
            {DraftState.DRAFT, DraftState.OBJECTIONS, DraftState.RELEASED, DraftState.WITHDRAWN}
        ),
        DraftState.OBJECTIONS: frozenset({DraftState.DRAFT, DraftState.RELEASED, DraftState.WITHDRAWN}),
        DraftState.RELEASED: frozenset({DraftState.WITHDRAWN}),
        DraftState.WITHDRAWN: frozenset(),
    },
    GroupState: {
        GroupState.PROPOSED: frozenset({GroupState.ACTIVE, GroupState.CLOSED}),
        GroupState.ACTIVE: frozenset({GroupState.CLOSED}),
        GroupState.CLOSED: frozenset(),
    },
    CalendarState: {
        CalendarState.DRAFT: frozenset({CalendarState.AGREED}),
        CalendarState.AGREED: frozenset({CalendarState.AMENDED}),
        CalendarState.AMENDED: frozenset({CalendarState.AMENDED, CalendarState.AGREED}),
    },
    MembershipState: {
        MembershipState.COMING: frozenset({MembershipState.CURRENT, MembershipState.ENDED}),
        MembershipState.CURRENT: frozenset({MembershipState.ENDED}),
        MembershipState.ENDED: frozenset(),
    },
}

NOUNS: Mapping[type[StrEnum], str] = {
    SessionState: "session",
    DraftState: "draft",
    GroupState: "working group",
    CalendarState: "calendar",
    MembershipState: "membership",
}

STATE_WORDS: Mapping[type[StrEnum], Mapping[str, str]] = {
    SessionState: {"planned": "planned", "open": "open", "closed": "closed", "cancelled": "cancelled"},
    DraftState: {
        "draft": "being written",
        "second_pair": "with a second pair of eyes",
        "objections": "open to objections",
        "released": "released",
        "withdrawn": "withdrawn",
    },
    GroupState: {"proposed": "proposed", "active": "at work", "closed": "closed"},
    CalendarState: {"draft": "a draft", "agreed": "agreed", "amended": "amended"},
    MembershipState: {"coming": "still to come", "current": "current", "ended": "ended"},
}

# What to do instead, where a state is the last one.
INSTEAD: Mapping[type[StrEnum], str] = {
    SessionState: "Plan a new session instead.",
    DraftState: "Begin a new draft instead.",
    GroupState: "Propose the topic again instead.",
    MembershipState: "Begin a new membership instead.",
}


def next_states(now: State) -> frozenset[State]:
    """List the states that may follow one; none when it is the last."""
    kind = type(now)
    return frozenset(kind(state) for state in FOLLOWS[kind][now])


def may_follow(now: State, then: State) -> Verdict:
    """Decide whether one state may follow another of the same kind, with the reason if not."""
    kind, allowed = type(now), next_states(now)
    if then in allowed:
        return yes()
    noun, words = NOUNS[kind], STATE_WORDS[kind]
    if then is now:
        return no(f"The {noun} is {words[now]} already, so there is nothing to change.")
    if not allowed:
        return no(f"The {noun} is {words[now]}, and that is final. {INSTEAD[kind]}")
    onward = listed([words[state] for state in kind if state in allowed], "or")
    return no(f"The {noun} is {words[now]}; it cannot be {words[then]} next, only {onward}.")
