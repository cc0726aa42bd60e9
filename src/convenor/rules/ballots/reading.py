"""One ballot, read against its question: strict, because whatever is accepted here is counted.

A form has these fields: `choice` (the number of an option, from 0; several times where several may be chosen; the
step, from 1, of a scale), `place-0`, `place-1` … (the place of each option in a ranking, from 1, or empty), `text`,
`word` (several times), `statement-0`, `statement-1` … (`agree`, `disagree` or `unsure`, or empty).
"""

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from convenor.rules.ballots.question import Question
from convenor.rules.vocabulary import PollKind
from convenor.rules.wording import said, said_of

LONGEST_TEXT, LONGEST_WORD = 1000, 40
SIGNS = {"agree": 1, "unsure": 0, "disagree": -1}
# Marks that turn the direction of everything after them could make a shared screen say what nobody wrote.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
BLANK_CATEGORIES = frozenset({"Cc", "Cs", "Co", "Cn"})

Fields = Mapping[str, Sequence[str]]
Choice = int | str | None


class BallotError(ValueError):
    """An answer that cannot be counted: why, and what to do, in words for whoever gave it."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What somebody answered.

    One choice and several: the numbers of the options. Ranking: the same, the best first. Scale: the step. Text and
    cloud: the words. Statements: 1, 0, -1, or None where nothing was said, one for each.
    """

    choices: tuple[Choice, ...]

    def as_json(self) -> str:
        """The ballot as it is kept."""
        return json.dumps(self.choices, ensure_ascii=False, separators=(",", ":"))


def ballot_from_json(text: str) -> Ballot:
    """Read what `as_json` wrote."""
    return Ballot(tuple(json.loads(text)))


def read_ballot(question: Question, fields: Fields) -> Ballot:
    """Read the fields of a form as an answer to this question. Raises `BallotError` with what to do."""
    return Ballot(_READERS[question.kind](question, fields))


def _one(question: Question, fields: Fields) -> tuple[Choice, ...]:
    given = fields.get("choice", ())
    if not given:
        raise BallotError(said("Nothing was chosen. Choose one of the answers."))
    if len(given) > 1:
        raise BallotError(said("More than one answer was chosen. Choose one of them."))
    return (_number(given[0], 0, len(question.options) - 1),)


def _several(question: Question, fields: Fields) -> tuple[Choice, ...]:
    given = fields.get("choice", ())
    if not given:
        raise BallotError(said("Nothing was chosen. Choose at least one of the answers."))
    if len(given) > question.most:
        raise BallotError(
            said_of(
                len(given),
                "{number} answer was chosen. Choose {most} at most.",
                "{number} answers were chosen. Choose {most} at most.",
                most=question.most,
            )
        )
    chosen = {_number(one, 0, len(question.options) - 1) for one in given}
    if len(chosen) < len(given):
        raise BallotError(said("An answer was chosen twice. Choose each of them once."))
    return tuple(sorted(chosen))


def _ranking(question: Question, fields: Fields) -> tuple[Choice, ...]:
    placed: dict[int, int] = {}
    for option in range(len(question.options)):
        place = _single(fields, f"place-{option}")
        if place:
            number = _number(place, 1, question.most)
            if number in placed:
                raise BallotError(said("Place {place} was given twice. Give each place once.", place=number))
            placed[number] = option
    if not placed:
        raise BallotError(said("No place was given. Give the first place to one of them."))
    if max(placed) > len(placed):
        raise BallotError(
            said("A place was left out between two others. Begin with the first place and leave none out.")
        )
    return tuple(placed[place] for place in sorted(placed))


def _scale(question: Question, fields: Fields) -> tuple[Choice, ...]:
    given = fields.get("choice", ())
    if not given:
        raise BallotError(said("No step was chosen. Choose one."))
    if len(given) > 1:
        raise BallotError(said("More than one step was chosen. Choose one of them."))
    return (_number(given[0], 1, question.steps),)


def _text(_question: Question, fields: Fields) -> tuple[Choice, ...]:
    text = _single(fields, "text")
    if len(text) > 2 * LONGEST_TEXT:
        raise _too_long(LONGEST_TEXT)
    written = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()
    if not written or not any(mark.isalnum() for mark in written):
        raise BallotError(said("Nothing was written. Write your answer."))
    if len(written) > LONGEST_TEXT:
        raise _too_long(LONGEST_TEXT)
    _can_be_read(written.replace("\n", " ").replace("\t", " "))
    return (written,)


def _cloud(question: Question, fields: Fields) -> tuple[Choice, ...]:
    given = fields.get("word", ())
    if len(given) > question.most:
        raise BallotError(
            said_of(
                len(given),
                "{number} word was sent. Write {most} at most.",
                "{number} words were sent. Write {most} at most.",
                most=question.most,
            )
        )
    if any(len(word) > 2 * LONGEST_WORD for word in given):
        raise _too_long(LONGEST_WORD)
    words: dict[str, str] = {}
    for word in (" ".join(word.split()) for word in given):
        _can_be_read(word)
        if len(word) > LONGEST_WORD:
            raise _too_long(LONGEST_WORD)
        if fold(word):
            words.setdefault(fold(word), word)
    if not words:
        raise BallotError(said("Nothing was written. Write at least one word."))
    return tuple(words.values())


def fold(word: str) -> str:
    """The word without what does not tell it from another: capitals, width, marks around it."""
    folded = unicodedata.normalize("NFKC", word).casefold()
    inside = [at for at, mark in enumerate(folded) if mark.isalnum()]
    return " ".join(folded[inside[0] : inside[-1] + 1].split()) if inside else ""


def _statements(question: Question, fields: Fields) -> tuple[Choice, ...]:
    signs: list[Choice] = []
    for number in range(len(question.options)):
        given = _single(fields, f"statement-{number}")
        if given and given not in SIGNS:
            raise BallotError(said("An answer is none of those that were offered. Load the page again and choose."))
        signs.append(SIGNS.get(given))
    if all(sign is None for sign in signs):
        raise BallotError(said("Nothing was chosen. Say of at least one statement whether you agree."))
    return tuple(signs)


_READERS: Mapping[PollKind, Callable[[Question, Fields], tuple[Choice, ...]]] = {
    PollKind.ONE: _one,
    PollKind.SEVERAL: _several,
    PollKind.RANKING: _ranking,
    PollKind.SCALE: _scale,
    PollKind.TEXT: _text,
    PollKind.CLOUD: _cloud,
    PollKind.STATEMENTS: _statements,
}


def _single(fields: Fields, name: str) -> str:
    given = fields.get(name, ())
    if len(given) > 1:
        raise BallotError(said("One question was answered twice. Load the page again and answer once."))
    return given[0] if given else ""


def _number(text: str, least: int, most: int) -> int:
    if text.isascii() and text.isdigit() and len(text) < 4 and least <= int(text) <= most:
        return int(text)
    raise BallotError(said("An answer is none of those that were offered. Load the page again and choose."))


def _too_long(longest: int) -> BallotError:
    return BallotError(said("It is longer than {longest} characters. Shorten it.", longest=longest))


def _can_be_read(text: str) -> None:
    if text.isascii() and text.isprintable():
        return
    if any(mark in TURNING or unicodedata.category(mark) in BLANK_CATEGORIES for mark in text):
        raise BallotError(said("There are characters in it that cannot be shown. Write it again without them."))
