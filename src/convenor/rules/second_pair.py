"""Whether somebody may decide on what leaves the desk: never alone on words of their own (R-PUB-01)."""

from dataclasses import dataclass

from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import said

_ONLY_OFFICER = said(
    "You are the only officer, so the members' time to object has to pass first; then you may decide alone."
)
_EVERYBODY_WROTE = said(
    "Everybody of the secretariat wrote or kept some of it, so the members' time to object has to pass first; then you "
    "may decide alone."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseFacts:
    """What counts when a draft asks to leave the desk.

    `writers` are the accounts that wrote any part of it, `keepers` those that gave a reason why words in it may stay;
    `officers` is how many people of the secretariat there are, `free` how many of them did neither.
    """

    writers: frozenset[str]
    keepers: frozenset[str] = frozenset()
    decider: str
    officers: int
    free: int = 0
    window_passed: bool


def second_pair_of_eyes(facts: ReleaseFacts) -> Verdict:
    """Whether this person may decide on a release: four eyes, or one pair and a window that has passed (R-PUB-01).

    Whoever gave the reason why words may stay judged the text as its writer did, so that person does not count as a
    second pair of eyes either. Where nobody else can look, because the secretariat is a single person or everybody
    else wrote or kept some of it, the members' objection window stands in and must have passed.
    """
    if facts.decider in facts.writers:
        if facts.officers > 1:
            return no("You wrote part of this draft, so somebody else of the secretariat has to decide on it.")
        return _after_the_window(facts, _ONLY_OFFICER)
    if facts.decider in facts.keepers:
        if facts.free:
            return no("You gave the reason why words in it may stay, so somebody else has to decide on it.")
        return _after_the_window(facts, _EVERYBODY_WROTE)
    return yes()


def window_stands_in(facts: ReleaseFacts) -> bool:
    """Whether nobody is left who could look first, and somebody can decide once the members' time has passed."""
    if facts.officers <= 1:
        return facts.decider in facts.writers | facts.keepers
    return not facts.free and bool(facts.keepers - facts.writers)


def _after_the_window(facts: ReleaseFacts, because: str) -> Verdict:
    if facts.window_passed:
        return yes()
    return no(because)
