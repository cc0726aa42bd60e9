"""A name for each theme: a topic of the field, or the words that set it apart."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import count

from convenor.rules.answers.facts import Named
from convenor.rules.answers.likeness import BROAD
from convenor.rules.answers.reading import Reading

MOST_WORDS = 3
UNNAMED = "Without a name yet"


def labels(groups: Sequence[Sequence[Reading]]) -> list[tuple[str, Named]]:
    """Name groups of answers, each name once, with where it is from.

    A topic names a group when at least half of its answers touch it. Of two groups with one topic, the larger has the
    name and the other its words as well.
    """
    spread = Counter(word for group in groups for word in _stems(group))
    taken: set[str] = set()
    found: dict[int, tuple[str, Named]] = {}
    for at in sorted(range(len(groups)), key=lambda at: (-len(groups[at]), sorted(one.written for one in groups[at]))):
        choices = _choices(_topic(groups[at]), _words(groups[at], spread))
        found[at] = next(one for one in choices if one[0] not in taken)
        taken.add(found[at][0])
    return [found[at] for at in range(len(groups))]


def _choices(topic: str | None, own: str) -> Iterator[tuple[str, Named]]:
    """Name a group in ever longer ways until one is free."""
    if topic:
        yield topic, Named.BY_TOPIC
    if own:
        yield f"{topic}: {own}" if topic else own.capitalize(), Named.BY_WORDS
    known = topic or own.capitalize() or UNNAMED
    by = Named.BY_TOPIC if topic else Named.BY_WORDS
    yield known, by
    yield from ((f"{known} ({number})", by) for number in count(2))


def _topic(group: Sequence[Reading]) -> str | None:
    weight: dict[str, float] = defaultdict(float)
    touched: Counter[str] = Counter()
    for reading in group:
        for topic, strength in reading.topics.items():
            weight[topic.label] += strength * (BROAD if topic.broad else 1.0)
            touched[topic.label] += 1
    fitting = [label for label in weight if 2 * touched[label] >= len(group)]
    return min(fitting, key=lambda label: (-weight[label], label), default=None)


def _words(group: Sequence[Reading], spread: Counter[str]) -> str:
    """Give the words that set a group apart, most telling first, as they are mostly written (c-TF-IDF)."""
    counts = Counter(_stems(group))
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in group:
        for bare, word in zip(reading.stems, reading.written, strict=True):
            written[bare][word] += 1
    several = [word for word in counts if counts[word] > 1] if len(group) > 1 else list(counts)
    whole = sum(spread.values()) / max(1, len(spread))
    best = sorted(several, key=lambda word: (-counts[word] * math.log1p(whole / spread[word]), word))
    return ", ".join(min(written[word], key=lambda one: (-written[word][one], one)) for word in best[:MOST_WORDS])


def _stems(group: Sequence[Reading]) -> Iterator[str]:
    """Give each telling word once an answer, so that one long answer does not name a theme."""
    for reading in group:
        yield from sorted(set(reading.stems))
