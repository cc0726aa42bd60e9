"""What a poll asks: its kind, its wording, what can be chosen, and how much of it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import PollKind
from convenor.rules.wording import said

LONGEST_WORDING, LONGEST_OPTION, LONGEST_END = 300, 200, 60
# More than that cannot be chosen from on a phone, nor read on a shared screen.
MOST_OPTIONS = 20
LEAST_STEPS, MOST_STEPS = 3, 10
MOST_WORDS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A poll as it is asked.

    `options` are what can be chosen, or the statements; `most` how many of them, how many places of a ranking, or how
    many words of a cloud; `steps` and `ends` are those of a scale, whose first step is 1.
    """

    kind: PollKind
    wording: str
    options: tuple[str, ...] = ()
    most: int = 1
    steps: int = 5
    ends: tuple[str, str] = ("", "")

    @property
    def labels(self) -> tuple[str, ...]:
        """What is counted, in the order in which it is shown; nothing for open words."""
        if self.kind is PollKind.SCALE:
            return tuple(str(step) for step in range(1, self.steps + 1))
        return self.options

    def as_json(self) -> str:
        """The question as one line, to be kept with its ballots."""
        told = {
            "kind": self.kind.value,
            "wording": self.wording,
            "options": self.options,
            "most": self.most,
            "steps": self.steps,
            "ends": self.ends,
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def question_from_json(text: str) -> Question:
    """Read what `as_json` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    told = json.loads(text)
    first, last = told["ends"]
    return Question(
        kind=PollKind(told["kind"]),
        wording=str(told["wording"]),
        options=tuple(str(option) for option in told["options"]),
        most=int(told["most"]),
        steps=int(told["steps"]),
        ends=(str(first), str(last)),
    )


def can_be_asked(question: Question) -> Verdict:
    """Whether people could answer this, with what to mend."""
    if not question.wording.strip():
        return no("The poll has no question yet. Write one.")
    if len(question.wording) > LONGEST_WORDING:
        return no(
            said(
                "The question is longer than {longest} characters. Shorten it, so that a phone shows it.",
                longest=LONGEST_WORDING,
            )
        )
    check = _CHECKS.get(question.kind)
    return check(question) if check else yes()


def _options_hold(question: Question) -> Verdict:
    seen = [" ".join(option.split()).casefold() for option in question.options]
    if len(seen) > MOST_OPTIONS:
        return no(said("More than {most} are too many to choose from on a phone. Take some out.", most=MOST_OPTIONS))
    if not all(seen):
        return no("One of the options is empty. Fill it in or take it out.")
    if len(set(seen)) < len(seen):
        return no("Two options say the same. Change one of them.")
    if any(len(option) > LONGEST_OPTION for option in question.options):
        return no(said("An option is longer than {longest} characters. Shorten it.", longest=LONGEST_OPTION))
    return yes()


def _can_be_chosen_from(question: Question) -> Verdict:
    if len(question.options) < 2:
        return no("There is nothing to choose from yet. Give at least two options, one a line.")
    if question.kind is not PollKind.ONE and not 1 <= question.most <= len(question.options):
        return no(said("Between 1 and {most} can be chosen. Change how many.", most=len(question.options)))
    return _options_hold(question)


def _has_statements(question: Question) -> Verdict:
    if not question.options:
        return no("There is no statement yet. Write at least one, one a line.")
    return _options_hold(question)


def _has_steps(question: Question) -> Verdict:
    if not LEAST_STEPS <= question.steps <= MOST_STEPS:
        return no(said("A scale has {least} to {most} steps. Change how many.", least=LEAST_STEPS, most=MOST_STEPS))
    if any(len(end) > LONGEST_END for end in question.ends):
        return no(
            said(
                "What stands at an end of the scale is longer than {longest} characters. Shorten it.",
                longest=LONGEST_END,
            )
        )
    return yes()


def _has_room_for_words(question: Question) -> Verdict:
    if not 1 <= question.most <= MOST_WORDS:
        return no(said("Between 1 and {most} words can be asked for. Change how many.", most=MOST_WORDS))
    return yes()


_CHECKS: Mapping[PollKind, Callable[[Question], Verdict]] = {
    PollKind.ONE: _can_be_chosen_from,
    PollKind.SEVERAL: _can_be_chosen_from,
    PollKind.RANKING: _can_be_chosen_from,
    PollKind.SCALE: _has_steps,
    PollKind.CLOUD: _has_room_for_words,
    PollKind.STATEMENTS: _has_statements,
}
