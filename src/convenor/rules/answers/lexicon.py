"""The topics of a field and the words by which they are known, read from data.

The format, one topic a line:

    label: cue, cue, weak cue?, stem*
    ~ label: cue, cue

- A cue is one word or several in a row. Case, accents, hyphens, plurals and -ize or -ise make no difference.
- `*` ends a word of which only the beginning counts: `remed*` is remedy, remedies, remediation. In the first word,
  three letters at least stand before it. It also keeps a plural: `minors*` is not minor.
- `?` ends a cue that counts half, because it is also said of other topics: `risk?`.
- `~` opens a topic that many answers touch without being about it (policy, practical tools): it counts half, so that
  "a policy for AI systems" is about artificial intelligence.
- Where cues overlap, the longest wins and the others are not seen: "due diligence directive" is a law.
- A line that begins with `#` is a comment. The label is what people read; it is written as it shall be shown.

An installation for another field writes its own text in this format and gives it to `lexicon_of`.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from convenor.rules.answers.facts import AnswersError
from convenor.rules.answers.words import stem, words

STRONG, WEAK = 1.0, 0.5
# Cues are found by this many first letters.
INDEXED = 3
# However often an answer says it, a topic weighs no more than two strong cues.
MOST = 2.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """A subject of the field; a broad one is touched by many answers that are about something else."""

    label: str
    broad: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cue:
    parts: tuple[str, ...]
    topic: Topic
    weight: float

    def fits(self, there: Sequence[str]) -> bool:
        """Say whether a text goes on with this cue."""
        return len(there) >= len(self.parts) and all(
            word.startswith(part[:-1]) if part.endswith("*") else stem(word) == part
            for word, part in zip(there, self.parts, strict=False)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """The topics of a field, and their cues by how the first word begins, longest first."""

    topics: tuple[Topic, ...]
    cues: dict[str, tuple[_Cue, ...]]
    longest: int

    def topics_in(self, written: Sequence[str]) -> dict[Topic, float]:
        """Say which topics these folded words touch, and how strongly: 0.5 for one weak cue, at most 2."""
        found: dict[Topic, float] = defaultdict(float)
        at = 0
        while at < len(written):
            there = written[at : at + self.longest]
            cue = next((cue for cue in self.cues.get(there[0][:INDEXED], ()) if cue.fits(there)), None)
            if cue:
                found[cue.topic] = min(MOST, found[cue.topic] + cue.weight)
            at += len(cue.parts) if cue else 1
        return dict(found)


@lru_cache(maxsize=8)
def lexicon_of(text: str) -> Lexicon:
    """Read topics and cues; raises `AnswersError` with the line that cannot be read."""
    topics: list[Topic] = []
    cues: dict[str, list[_Cue]] = defaultdict(list)
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("#"):
            continue
        label, colon, written = line.partition(":")
        topic = Topic(label=label.lstrip("~ ").strip(), broad=label.startswith("~"))
        if not colon or not topic.label:
            raise AnswersError(f'The line "{line[:60]}" names no topic; write it as "label: cue, cue".')
        topics.append(topic)
        for one in filter(None, map(str.strip, written.split(","))):
            cue = _cue(one, topic)
            cues[cue.parts[0].rstrip("*")[:INDEXED]].append(cue)
    return Lexicon(
        topics=tuple(topics),
        cues={key: tuple(sorted(found, key=_longest)) for key, found in cues.items()},
        longest=max((len(cue.parts) for found in cues.values() for cue in found), default=1),
    )


def _cue(written: str, topic: Topic) -> _Cue:
    parts = tuple(part for one in written.removesuffix("?").split() for part in _parts(one))
    if not parts or (parts[0].endswith("*") and len(parts[0]) <= INDEXED):
        raise AnswersError(f'The cue "{written}" of the topic "{topic.label}" cannot be read; write a word of it out.')
    return _Cue(parts=parts, topic=topic, weight=WEAK if written.endswith("?") else STRONG)


def _parts(word: str) -> list[str]:
    cut = words(word)
    if cut and word.endswith("*"):
        return [*map(stem, cut[:-1]), f"{cut[-1]}*"]
    return [stem(one) for one in cut]


def _longest(cue: _Cue) -> tuple[int, bool, int, tuple[str, ...]]:
    return (-len(cue.parts), any(part.endswith("*") for part in cue.parts), -len("".join(cue.parts)), cue.parts)
