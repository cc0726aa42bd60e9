"""How the engines for numbers stood when they were measured, as the benchmark wrote it."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).with_name("numbers.json")


@cache
def measured() -> Mapping[str, Any]:
    """The file that the benchmark wrote."""
    found: dict[str, Any] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return found


def measured_on() -> date:
    """The day of the measurement."""
    return date.fromisoformat(measured()["measured_on"])


def sections() -> list[tuple[str, list[dict[str, str]]]]:
    """The tables of the benchmark: each title with its rows of what, measured, goal and note."""
    return [(title, rows) for title, rows in measured()["sections"].items()]
