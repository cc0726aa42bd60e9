"""red-dwarf, asked a line at a time: groups and consensus of votes, or whether it reads an export.

Runs in the baselines' environment; the settings are those that it comes with, and the seed is fixed.
"""

import csv
import json
import sys
import tempfile
import warnings
from io import StringIO
from pathlib import Path
from typing import Any

from reddwarf.data_loader import Loader  # type: ignore[import-not-found]
from reddwarf.implementations.polis import run_pipeline  # type: ignore[import-not-found]
from reddwarf.utils.matrix import generate_raw_matrix  # type: ignore[import-not-found]

SEED = 0


def opinion(votes: list[list[int]]) -> dict[str, Any]:
    """Who is in which group, the consensus that it selects, and all statements by group-aware consensus."""
    named = [
        {"participant_id": person, "statement_id": statement, "vote": sign, "modified": at}
        for at, (person, statement, sign) in enumerate(votes)
    ]
    found = run_pipeline(votes=named, random_state=SEED)
    aware = found.group_aware_consensus["agree"]
    return {
        "groups": {str(person): int(group) for person, group in found.participants_df["cluster_id"].dropna().items()},
        "consensus": [int(one["tid"]) for one in found.consensus["agree"]],
        "group_aware": [int(one) for one in sorted(aware, key=lambda one: (-aware[one], one))],
    }


def reading(export: str) -> dict[str, Any]:
    """What hinders it from making a table of an export of votes, by itself and after its own filter of repeated votes.

    Its loader filters only what it downloads itself; from a file of one's own it takes the rows as they are.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "votes.json"
        path.write_text(json.dumps(list(csv.DictReader(StringIO(export)))), encoding="utf-8")
        loader = Loader(filepaths=[str(path)])
    by_itself = hindrance(loader.votes_data)
    loader.filter_duplicate_votes(keep="recent")
    return {"by_itself": by_itself, "filtered": hindrance(loader.votes_data)}


def hindrance(votes: list[dict[str, Any]]) -> str:
    """What it says instead of making a table, if anything."""
    try:
        generate_raw_matrix(votes=votes)
    except ValueError as error:
        return str(error)
    return ""


def main() -> None:
    """Answer until nobody asks."""
    warnings.simplefilter("ignore")
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        question = json.loads(line)
        answer = opinion(question["votes"]) if "votes" in question else reading(question["export"])
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
