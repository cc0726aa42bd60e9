"""Free-text answers grouped into labelled themes: an offer that a person may change.

No model and no chance: likeness by topics, words and letters, then average linkage up to a threshold. The order in
which answers came makes no difference.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from convenor.rules.answers.english import ENGLISH
from convenor.rules.answers.facts import Answer, AnswersError, Grouping, Theme
from convenor.rules.answers.labels import labels
from convenor.rules.answers.lexicon import Lexicon, lexicon_of
from convenor.rules.answers.likeness import likeness
from convenor.rules.answers.reading import Reading, read
from convenor.rules.answers.words import fold
from convenor.rules.wording import said, said_of

# Two groups of answers are joined while they are on average at least this like.
LIKE_ENOUGH = 0.33
# Every two answers are compared; more than this would need another way, and no poll here is near it.
MOST_ANSWERS = 2000


def themes(answers: Sequence[Answer], *, lexicon: Lexicon | None = None) -> Grouping:
    """Group answers into themes with labels (R-MTG-12, AC-17).

    Raises `AnswersError` for more than 2,000 answers and for two with one id.
    """
    if len(answers) > MOST_ANSWERS:
        raise AnswersError(
            said_of(
                len(answers),
                "{number} answer is too many to group at once; group at most {most}.",
                "{number} answers are too many to group at once; group at most {most}.",
                most=MOST_ANSWERS,
            )
        )
    if len({answer.id for answer in answers}) < len(answers):
        raise AnswersError(said("Two answers have the same id; give each its own."))
    field = lexicon or lexicon_of(ENGLISH)
    ordered = sorted(answers, key=lambda answer: (fold(answer.text), answer.text, answer.id))
    readings = [read(answer.text, field) for answer in ordered]
    groups = _groups(readings)
    named = labels([[readings[at] for at in group] for group in groups])
    found = [
        (label, by, tuple(sorted(ordered[at].id for at in group)))
        for group, (label, by) in zip(groups, named, strict=True)
    ]
    # Among equally large themes the label decides, for labels are all different.
    found.sort(key=lambda theme: (-len(theme[2]), fold(theme[0]), theme[0]))
    return Grouping(
        themes=tuple(
            Theme(id=str(number), label=label, named=by, answers=ids)
            for number, (label, by, ids) in enumerate(found, start=1)
        )
    )


def _groups(readings: Sequence[Reading]) -> list[list[int]]:
    if len(readings) < 2:
        return [[at] for at in range(len(readings))]
    far = 1.0 - likeness(readings)
    np.fill_diagonal(far, 0.0)
    # Loaded late, as in `likeness`.
    from scipy.cluster.hierarchy import average, fcluster
    from scipy.spatial.distance import squareform

    marks = fcluster(average(squareform(far, checks=False)), t=1.0 - LIKE_ENOUGH, criterion="distance")
    groups: dict[int, list[int]] = defaultdict(list)
    for at, mark in enumerate(marks):
        groups[int(mark)].append(at)
    return sorted(groups.values())
