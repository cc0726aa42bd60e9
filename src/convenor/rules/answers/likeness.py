"""How like answers are: by their topics, their words and their letters.

An answer is the field's topics that it touches, its own words, and its runs of four letters, each weighed by how few
answers have it (TF-IDF). Topics make synonyms meet; words and letters do the rest, in any language.
"""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from convenor.rules.answers.reading import Reading

# The share of topics in the likeness of two answers that have any, and of words and letters in what is left.
TOPICS = 0.75
WORDS, LETTERS = 0.65, 0.35
# How many steps likeness spreads by its words and letters, and among how many of the nearest, itself among them.
NEIGHBOURS, NEAREST = 2, 16
# Numbers are rounded, so that the last bits of a processor never decide where an answer belongs.
DECIMALS = 7
# What a broad topic counts; a root is taken of it later, which makes it half.
BROAD = 0.25
RUN = 4


def likeness(readings: Sequence[Reading], *, neighbours: int = NEIGHBOURS) -> NDArray[np.float64]:
    """Give the likeness of every two answers, 0 to 1; the same ones in the same order give the same numbers."""
    sure = np.array([min(1.0, max(reading.topics.values(), default=0.0)) for reading in readings])
    topics = _alike(map(_topics, readings)) * np.outer(sure, sure)
    written = WORDS * _alike(map(_words, readings)) + LETTERS * _alike(map(_letters, readings))
    written = _by_neighbours(_scaled(written), neighbours)
    # An answer without topics, or with doubtful ones, is compared by what else it has.
    return _scaled(TOPICS * topics + (1.0 - TOPICS) * written)


def _by_neighbours(alike: NDArray[np.float64], steps: int) -> NDArray[np.float64]:
    """Let answers also be like what is like them: short answers about one thing seldom share a word."""
    near = far = _nearest(alike)
    for _step in range(steps):
        far = _scaled(near @ far @ near)
    return far


def _nearest(alike: NDArray[np.float64]) -> NDArray[np.float64]:
    """Keep for each answer those most like it, equals together; else in a large room everything meets everything."""
    if len(alike) <= NEAREST:
        return alike
    least = np.partition(alike, -NEAREST, axis=1)[:, -NEAREST, np.newaxis]
    near = alike >= least
    return np.where(near | near.T, alike, 0.0)


def _scaled(products: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bring every answer to length one; what has no words at all is like nothing."""
    length = np.sqrt(np.where(products.diagonal() > 0, products.diagonal(), 1.0))
    scaled: NDArray[np.float64] = np.clip(products / np.outer(length, length), 0.0, 1.0)
    return np.round(scaled, DECIMALS)


def _alike(rows: Iterable[Mapping[str, float]]) -> NDArray[np.float64]:
    """Weigh what each answer has by how few have it (TF-IDF), and compare every two."""
    column: dict[str, int] = {}
    columns, values, starts = array("i"), array("d"), [0]
    for row in rows:
        for name in sorted(row):
            columns.append(column.setdefault(name, len(column)))
            values.append(math.sqrt(row[name]))
        starts.append(len(columns))
    number, at = len(starts) - 1, np.array(columns, dtype=np.int32)
    weights = np.array(values) * np.log1p(number / np.bincount(at))[at]
    # Here and not above: SciPy takes half a second to load, and a server that groups nothing should not wait for it.
    from scipy.sparse import csr_array

    matrix = csr_array((weights, at, np.array(starts, dtype=np.int32)), shape=(number, max(1, len(column))))
    return _scaled((matrix @ matrix.T).toarray())


def _topics(reading: Reading) -> Mapping[str, float]:
    return {topic.label: weight * (BROAD if topic.broad else 1.0) for topic, weight in reading.topics.items()}


def _words(reading: Reading) -> Mapping[str, float]:
    return Counter(reading.stems)


def _letters(reading: Reading) -> Mapping[str, float]:
    padded = [f" {word} " for word in reading.stems]
    return Counter(word[at : at + RUN] for word in padded for at in range(max(1, len(word) - RUN + 1)))
