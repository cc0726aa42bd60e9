"""What the grouping of answers is measured against: plain TF-IDF of words with k-means, told the number of themes."""

import re
import warnings
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.vq import kmeans2

SEEDS = range(20)
STARTS = 10
IDLE = frozenset(
    """
    a about after all am an and any are as at be been but by can could do does for from had has have how i if in
    into is it its like me more most my no not of on one or other our out over same so some than that the their
    them then there these they this those through to too under up us was we what when where which while who whom
    why will with would you your
    """.split()
)


def k_means(texts: Sequence[str], themes: int) -> list[list[int]]:
    """Group texts once a seed; of several starts the tightest counts."""
    rows = _tf_idf(texts)
    return [_best(rows, themes, seed) for seed in SEEDS]


def _tf_idf(texts: Sequence[str]) -> NDArray[np.float64]:
    """Weigh words as is usual: smoothed idf, length one."""
    cut = [[word for word in re.findall(r"\w\w+", text.lower()) if word not in IDLE] for text in texts]
    column = {word: at for at, word in enumerate(sorted({word for row in cut for word in row}))}
    rows = np.zeros((len(texts), len(column)))
    for at, row in enumerate(cut):
        for word, count in Counter(row).items():
            rows[at, column[word]] = count
    rows *= np.log((1 + len(texts)) / (1 + (rows > 0).sum(axis=0))) + 1
    scaled: NDArray[np.float64] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return scaled


def _best(rows: NDArray[np.float64], themes: int, seed: int) -> list[int]:
    tries = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for start in range(STARTS):
            centres, marks = kmeans2(rows, themes, minit="++", rng=np.random.default_rng(1000 * seed + start))
            tries.append((float(((rows - centres[marks]) ** 2).sum()), [int(mark) for mark in marks]))
    return min(tries)[1]
