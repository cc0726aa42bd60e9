"""Which state may follow which, and why not the others."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import CalendarState, DraftState, GroupState, MembershipState, SessionState
from convenor.rules.wording import listed, said

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
    SessionState: said("session"),
    DraftState: said("draft"),
    GroupState: said("working group"),
    CalendarState: said("calendar"),
    MembershipState: said("membership"),
}

STATE_WORDS: Mapping[type[StrEnum], Mapping[str, str]] = {
    SessionState: {
        "planned": said("planned"),
        "open": said("open"),
        "closed": said("closed"),
        "cancelled": said("cancelled"),
    },
    DraftState: {
        "draft": said("being written"),
        "second_pair": said("with a second pair of eyes"),
        "objections": said("open to objections"),
        "released": said("released"),
        "withdrawn": said("withdrawn"),
    },
    GroupState: {"proposed": said("proposed"), "active": said("at work"), "closed": said("closed")},
    CalendarState: {"draft": said("a draft"), "agreed": said("agreed"), "amended": said("amended")},
    MembershipState: {"coming": said("still to come"), "current": said("current"), "ended": said("ended")},
}

# What to do instead, where a state is the last one.
INSTEAD: Mapping[type[StrEnum], str] = {
    SessionState: said("Plan a new session instead."),
    DraftState: said("Begin a new draft instead."),
    GroupState: said("Propose the topic again instead."),
    MembershipState: said("Begin a new membership instead."),
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
        return no(said("The {noun} is {state} already, so there is nothing to change.", noun=noun, state=words[now]))
    if not allowed:
        return no(
            said(
                "The {noun} is {state}, and that is final. {instead}",
                noun=noun,
                state=words[now],
                instead=INSTEAD[kind],
            )
        )
    return no(
        said(
            "The {noun} is {state}; it cannot be {wanted} next, only {onward}.",
            noun=noun,
            state=words[now],
            wanted=words[then],
            onward=listed([words[state] for state in kind if state in allowed], "or"),
        )
    )
