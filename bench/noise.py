"""How far off "about" numbers are: what is drawn, and what a page says, against the true counts."""

import os
import statistics
from collections.abc import Iterator
from tempfile import TemporaryDirectory

import numpy as np

from bench.disclosure_reader import VALUES, people
from bench.table import Measure
from convenor.rules.disclosure import Thresholds
from convenor.rules.disclosure.noisy import count, read_question, tell

SEED, DRAWS = 20230308, 200
SIZES, STRENGTHS = (50, 200), (0.5, 1.0, 2.0)


def off(size: int, epsilon: float) -> tuple[float, float]:
    """By how many people a drawn number is off on average, and how often the truth lies where a page says.

    The noise is that of the product and cannot be seeded, so the last digit differs from run to run.
    """
    from convenor.room.statistics.noise import draw

    question = read_question("answer", VALUES["answer"], epsilon=epsilon, most=1)
    errors, inside = list[int](), list[bool]()
    for number in range(DRAWS):
        # One person of each organisation counts, so twice as many are there as are wanted.
        rows = [dict(row) for row in people(np.random.default_rng([SEED, 3, size, number]), 2 * size)]
        alone = list({row["organisation"]: row for row in rows}.values())[:size]
        truth = count(alone, question).counts
        drawn = draw(truth, epsilon=epsilon, most=1)
        cells = tell(question, drawn, limits=Thresholds(k=5, k_organisations=3)).tables[0].cells
        errors += [abs(one - other) for one, other in zip(drawn, truth, strict=True)]
        inside += [cell.least <= one <= cell.most for cell, one in zip(cells, truth, strict=True)]
    return statistics.mean(errors), statistics.mean(inside)


def noise_rows() -> Iterator[Measure]:
    """One row a size of room."""
    with TemporaryDirectory(prefix="convenor-bench-") as folder:
        os.environ.update(CONVENOR_DATA=folder, DJANGO_SETTINGS_MODULE="convenor.settings", DATABASE_URL="")
        import django

        django.setup()
        found = {size: {epsilon: off(size, epsilon) for epsilon in STRENGTHS} for size in SIZES}
    for size, each in found.items():
        yield Measure(
            what=f"{size} people, “about” numbers: people that a number is off on average, at epsilon "
            + ", ".join(f"{epsilon:g}" for epsilon in STRENGTHS),
            measured=", ".join(f"{error:.2f}" for error, _ in each.values()),
            note="the truth lies where the page says in "
            + ", ".join(f"{100 * share:.0f} %" for _, share in each.values())
            + "; one person of each organisation counts",
        )
