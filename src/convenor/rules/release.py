"""The way out of the room: when a text may be sent, how long members may object, when it may be published."""

from dataclasses import dataclass
from datetime import date, timedelta

from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import DraftState
from convenor.rules.wording import counted, listed, on_day

DEFAULT_WINDOW = timedelta(days=14)
# Where the window stands in for the second pair of eyes it must be long enough to be one.
SHORTEST_WINDOW_ALONE = timedelta(days=7)
# After so long at one step a draft is late: somebody should know why.
PATIENCE = timedelta(days=14)
PATIENCE_OF_A_READER = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class SettlingFacts:
    """What the check says of a text: how many places block it, how many nobody has decided on, what was said no to."""

    has_title: bool
    has_text: bool
    empty_sections: tuple[str, ...]
    blocked: int
    undecided: int
    refused: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftFacts:
    """How far a draft is: since when it waits at this step, until when members may object, what they asked.

    `asked` is how many waivers were asked for and not yet answered.
    """

    state: DraftState
    since: date
    until: date | None
    unanswered: int
    approved: bool
    alone: bool
    asked: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What has to happen next, who has to do it, and whether that is late."""

    what: str
    who: str
    late: bool = False


def may_leave(facts: SettlingFacts) -> Verdict:
    """Whether the text itself is ready to be decided on: nothing blocks it and a person looked at every doubt."""
    if not facts.has_title or not facts.has_text:
        return no("There is nothing to read yet. Give the draft a title and a text first.")
    if facts.empty_sections:
        names = listed([f"“{name}”" for name in facts.empty_sections])
        return no(f"Nothing is written under {names}. Write it, or take the heading out.")
    if facts.refused:
        stays = counted(facts.refused, "place stays", "places stay")
        return no(f"{stays} unpublished, because somebody whom the words are about said no. Say it in other words.")
    if facts.blocked:
        points = counted(facts.blocked, "place points", "places point")
        ways = "Say it in other words, cite a public source, or ask whom it is about."
        return no(f"{points} to somebody and cannot be published. {ways}")
    if facts.undecided:
        places = counted(facts.undecided, "place")
        return no(f"{places} still to decide on: say it in other words, or keep it with a reason.")
    return yes()


def window(*, opens: date, until: date, alone: bool) -> Verdict:
    """Whether members get enough time to object: at least until tomorrow, a week where no second officer looks."""
    if until <= opens:
        return no("Members need time to read it. Choose a last day for objections that lies after today.")
    if alone and until < opens + SHORTEST_WINDOW_ALONE:
        least = on_day(opens + SHORTEST_WINDOW_ALONE)
        return no(
            f"You decide alone, so the members' time to object has to be a week at least: until {least} or later."
        )
    return yes()


def window_passed(until: date | None, today: date) -> bool:
    """Whether the last day for objections is over; the last day itself still counts for the members."""
    return until is not None and today > until


def may_object(until: date | None, today: date) -> Verdict:
    """Whether a member may still object."""
    if until is None or window_passed(until, today):
        ended = f" ended on {on_day(until)}" if until else " is not open"
        return no(f"The time to object{ended}. Write to the secretariat if something in the note is wrong.")
    return yes()


def may_publish(facts: DraftFacts, today: date) -> Verdict:
    """Whether the members' side of a release is settled: their time is over and every objection is answered."""
    if facts.unanswered:
        waits = counted(facts.unanswered, "objection waits", "objections wait")
        return no(f"{waits} for an answer. Answer first, or change the text.")
    if facts.until is not None and not window_passed(facts.until, today):
        return no(f"Members may object until {on_day(facts.until)}. It can be published the day after.")
    return yes()


def next_step(facts: DraftFacts, today: date) -> Step | None:
    """Say what a draft waits for and who has to act; nothing where it has arrived."""
    waits = today - facts.since
    if facts.state is DraftState.DRAFT and facts.asked:
        answers = counted(facts.asked, "answer")
        return Step(what=f"Wait for {answers}, or say it otherwise", who="who was asked", late=waits > PATIENCE)
    if facts.state is DraftState.DRAFT:
        then = "ask the members" if facts.alone else "send it to a second pair of eyes"
        what = f"Settle what the check found, then {then}"
        return Step(what=what, who="whoever writes it", late=waits > PATIENCE)
    if facts.state is DraftState.SECOND_PAIR:
        late = waits > PATIENCE_OF_A_READER
        if facts.approved:
            return Step(what="Publish it", who="an officer", late=late)
        return Step(what="Read it and decide", who="an officer who did not write it", late=late)
    return _next_with_the_members(facts, today) if facts.state is DraftState.OBJECTIONS else None


def _next_with_the_members(facts: DraftFacts, today: date) -> Step:
    if facts.unanswered:
        return Step(what=f"Answer {counted(facts.unanswered, 'objection')}", who="an officer", late=True)
    if facts.until is None or window_passed(facts.until, today):
        late = facts.until is not None and today - facts.until > PATIENCE_OF_A_READER
        return Step(what="Publish it", who="an officer", late=late)
    return Step(what=f"Members may object until {on_day(facts.until)}", who="the members")
