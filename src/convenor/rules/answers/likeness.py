"""How like answers are: by their topics, their words and their letters.

Every answer is three rows of numbers: the field's topics, its own words and runs of four letters, each weighed by how
few answers have it (TF-IDF) and brought to length one. Topics make synonyms meet; words and letters do the rest, in any
language.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from convenor.rules.answers.lexicon import Lexicon
from convenor.rules.answers.words import IDLE, stem, words

# The share of topics in the likeness of two answers that have any, and of words and letters in what is left.
TOPICS = 0.75
WORDS, LETTERS = 0.65, 0.35
NEIGHBOURS = 2
# Sums are rounded, so that the last bits of a processor never decide where an answer belongs.
DECIMALS = 7
BROAD = 0.25
RUN = 4


def likeness(texts: Sequence[str], lexicon: Lexicon, *, neighbours: int = NEIGHBOURS) -> NDArray[np.float64]:
    """Give the likeness of every two texts, 0 to 1; the same texts in the same order give the same numbers."""
    topics = _products([_topics(text, lexicon) for text in texts])
    written = WORDS * _products([_words(text) for text in texts]) + LETTERS * _products(
        [_letters(text) for text in texts]
    )
    written = _by_neighbours(_scaled(written), neighbours)
    # An answer without topics is compared by what it has.
    return np.round(_scaled(TOPICS * topics + (1.0 - TOPICS) * written), DECIMALS)


def _by_neighbours(alike: NDArray[np.float64], steps: int) -> NDArray[np.float64]:
    """Let answers also be like what is like them: short answers about one thing seldom share a word."""
    far = alike
    for _step in range(steps):
        far = _scaled(alike @ far @ alike)
    return far


def _scaled(products: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bring every text to length one; what has no words at all is like nothing."""
    length = np.sqrt(np.where(products.diagonal() > 0, products.diagonal(), 1.0))
    scaled: NDArray[np.float64] = np.clip(products / np.outer(length, length), 0.0, 1.0)
    return scaled


def _products(rows: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
    matrix = _weighed(rows)
    return np.asarray((matrix @ matrix.T).toarray())


def telling_words(text: str) -> list[str]:
    """Give the folded words of a text that may say what it is about."""
    return [word for word in words(text) if word not in IDLE and not word.isdigit() and len(word) > 1]


def _topics(text: str, lexicon: Lexicon) -> dict[str, float]:
    return {t.label: weight * (BROAD if t.broad else 1.0) for t, weight in lexicon.topics_in(text).items()}


def _words(text: str) -> Mapping[str, float]:
    return Counter(stem(word) for word in telling_words(text))


def _letters(text: str) -> Mapping[str, float]:
    padded = [f" {word} " for word in telling_words(text)]
    return Counter(word[at : at + RUN] for word in padded for at in range(max(1, len(word) - RUN + 1)))


def _weighed(rows: Sequence[Mapping[str, float]]) -> csr_array:
    spread = Counter(name for row in rows for name in row)
    column = {name: at for at, name in enumerate(sorted(spread))}
    weight = {name: math.log1p(len(rows) / count) for name, count in spread.items()}
    values: list[float] = []
    columns: list[int] = []
    starts = [0]
    for row in rows:
        names = sorted(row)
        raw = [math.sqrt(row[name]) * weight[name] for name in names]
        length = math.sqrt(sum(value * value for value in raw)) or 1.0
        values.extend(value / length for value in raw)
        columns.extend(column[name] for name in names)
        starts.append(len(columns))
    shape = (len(rows), max(1, len(column)))
    return csr_array(
        (np.array(values), np.array(columns, dtype=np.int32), np.array(starts, dtype=np.int32)), shape=shape
    )
