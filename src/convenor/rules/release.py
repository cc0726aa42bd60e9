"""The way out of the room: when a text may be sent, how long members may object, when it may be published."""

from dataclasses import dataclass
from datetime import date, timedelta

from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import DraftState
from convenor.rules.wording import listed, said, said_of

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
        names = listed([said("“{words}”", words=name) for name in facts.empty_sections])
        return no(said("Nothing is written under {headings}. Write it, or take the heading out.", headings=names))
    return _places_hold(facts)


def _places_hold(facts: SettlingFacts) -> Verdict:
    if facts.refused:
        return no(
            said_of(
                facts.refused,
                "{number} place stays unpublished, because somebody whom the words are about said no. Say it in other "
                "words.",
                "{number} places stay unpublished, because somebody whom the words are about said no. Say it in other "
                "words.",
            )
        )
    if facts.blocked:
        return no(
            said_of(
                facts.blocked,
                "{number} place points to somebody and cannot be published. Say it in other words, cite a public "
                "source, or ask whom it is about.",
                "{number} places point to somebody and cannot be published. Say it in other words, cite a public "
                "source, or ask whom it is about.",
            )
        )
    if facts.undecided:
        return no(
            said_of(
                facts.undecided,
                "{number} place still to decide on: say it in other words, or keep it with a reason.",
                "{number} places still to decide on: say it in other words, or keep it with a reason.",
            )
        )
    return yes()


def window(*, opens: date, until: date, alone: bool) -> Verdict:
    """Whether members get enough time to object: at least until tomorrow, a week where no second officer looks."""
    if until <= opens:
        return no("Members need time to read it. Choose a last day for objections that lies after today.")
    if alone and until < opens + SHORTEST_WINDOW_ALONE:
        return no(
            said(
                "You decide alone, so the members' time to object has to be a week at least: until {day} or later.",
                day=opens + SHORTEST_WINDOW_ALONE,
            )
        )
    return yes()


def window_passed(until: date | None, today: date) -> bool:
    """Whether the last day for objections is over; the last day itself still counts for the members."""
    return until is not None and today > until


def may_object(until: date | None, today: date) -> Verdict:
    """Whether a member may still object."""
    if until is None or window_passed(until, today):
        return no(
            said(
                "The time to object ended on {day}. Write to the secretariat if something in the note is wrong."
                if until
                else "The time to object is not open. Write to the secretariat if something in the note is wrong.",
                day=until,
            )
        )
    return yes()


def may_publish(facts: DraftFacts, today: date) -> Verdict:
    """Whether the members' side of a release is settled: their time is over and every objection is answered."""
    if facts.unanswered:
        return no(
            said_of(
                facts.unanswered,
                "{number} objection waits for an answer. Answer first, or change the text.",
                "{number} objections wait for an answer. Answer first, or change the text.",
            )
        )
    if facts.until is not None and not window_passed(facts.until, today):
        return no(said("Members may object until {day}. It can be published the day after.", day=facts.until))
    return yes()


def next_step(facts: DraftFacts, today: date) -> Step | None:
    """Say what a draft waits for and who has to act; nothing where it has arrived."""
    waits = today - facts.since
    if facts.state is DraftState.DRAFT and facts.asked:
        what = said_of(
            facts.asked,
            "Wait for {number} answer, or say it otherwise",
            "Wait for {number} answers, or say it otherwise",
        )
        return Step(what=what, who=said("who was asked"), late=waits > PATIENCE)
    if facts.state is DraftState.DRAFT:
        what = said(
            "Settle what the check found, then ask the members"
            if facts.alone
            else "Settle what the check found, then send it to a second pair of eyes"
        )
        return Step(what=what, who=said("whoever writes it"), late=waits > PATIENCE)
    if facts.state is DraftState.SECOND_PAIR:
        late = waits > PATIENCE_OF_A_READER
        if facts.approved:
            return Step(what=said("Publish it"), who=said("an officer"), late=late)
        return Step(what=said("Read it and decide"), who=said("an officer who did not write it"), late=late)
    return _next_with_the_members(facts, today) if facts.state is DraftState.OBJECTIONS else None


def _next_with_the_members(facts: DraftFacts, today: date) -> Step:
    if facts.unanswered:
        what = said_of(facts.unanswered, "Answer {number} objection", "Answer {number} objections")
        return Step(what=what, who=said("an officer"), late=True)
    if facts.until is None or window_passed(facts.until, today):
        late = facts.until is not None and today - facts.until > PATIENCE_OF_A_READER
        return Step(what=said("Publish it"), who=said("an officer"), late=late)
    return Step(what=said("Members may object until {day}", day=facts.until), who=said("the members"))
