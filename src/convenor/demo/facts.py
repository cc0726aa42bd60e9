"""The demonstration's facts, read from the file beside this one."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def facts() -> dict[str, Any]:
    """Names, dates, themes and numbers of the programme; where they come from is said in the file itself."""
    text = files("convenor.demo").joinpath("facts.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
