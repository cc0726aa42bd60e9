"""What a measurement yields, and how it travels from its own process to the page."""

import json
import statistics
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One row of docs/benchmarks.md; `goal` is what we aim at, never asserted."""

    what: str
    measured: str
    goal: str = ""
    note: str = ""


def milliseconds(seconds: list[float]) -> str:
    """The median and the spread of several runs."""
    low, middle, high = (1000 * f(seconds) for f in (min, statistics.median, max))
    return f"{middle:.0f} ms ({low:.0f} to {high:.0f})"


def tell(measure: Callable[[], list[Measure]]) -> None:
    """Measure, and print the rows for the process that collects them."""
    json.dump([asdict(row) for row in measure()], sys.stdout)


def heard(text: str) -> list[Measure]:
    """The rows that `tell` printed."""
    return [Measure(**row) for row in json.loads(text)]
