"""ACRO, asked a line at a time: a table of counts, what is too small suppressed. Runs in the baselines' environment.

Its threshold is set to what is asked for; everything else stays as it comes.
"""

import json
import logging
import sys
import warnings
from functools import cache
from typing import Any

import acro  # type: ignore[import-not-found]
import pandas as pd  # type: ignore[import-untyped]

TOTAL = "All"


@cache
def session(threshold: int) -> Any:
    """ACRO with suppression on."""
    opened = acro.ACRO(suppress=True)
    opened.config["safe_threshold"] = threshold
    return opened


def table(question: dict[str, Any]) -> dict[str, Any]:
    """The cells that ACRO shows, and with margins the total that it gives; or what it ended with.

    A column by itself is crossed with one that is the same for everybody.
    """
    rows = pd.DataFrame(question["rows"], columns=question["by"])
    rows["people"] = "people"
    alone = len(question["by"]) == 1
    across = rows["people" if alone else question["by"][1]]
    try:
        told = session(question["k"]).crosstab(rows[question["by"][0]], across, margins=question["margins"])
    except Exception as error:  # whatever it is: that there is no table is what is measured
        return {"failed": type(error).__name__}
    cells = [
        [[row] if alone else [row, column], int(told.loc[row, column])]
        for row in told.index
        for column in told.columns
        if TOTAL not in (row, column) and not pd.isna(told.loc[row, column])
    ]
    return {"cells": cells, "total": int(told.loc[TOTAL, TOTAL]) if question["margins"] else None, "failed": ""}


def main() -> None:
    """Answer until nobody asks."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        print(json.dumps(table(json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main()
