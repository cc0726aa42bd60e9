"""`convenor standing`: where each member stands, with the reasons."""

import argparse
import json
from datetime import date
from typing import Any

NAME = "standing"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        NAME,
        help="say where each member of a cohort stands, and why",
        description="Says for each member of a cohort which participation requirements are met, and why.",
        epilog="example: convenor standing --cohort cop-2 --year 2023 --json",
    )
    parser.add_argument("--cohort", required=True, metavar="SLUG", help="the cohort, for example cop-2")
    parser.add_argument("--year", required=True, metavar="YYYY", help="the programme year")
    parser.add_argument("--as-of", metavar="DATE", help="the day to judge on, as YYYY-MM-DD; default today")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    from convenor.cli.database import add_database_options

    add_database_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the standing of a cohort in a year."""
    from convenor.cli.database import open_database, the_year
    from convenor.cli.refusals import Unusable, a_date, a_year

    number = a_year(args.year, option="--year")
    asked = a_date(args.as_of, option="--as-of") if args.as_of else None
    with open_database(args) as today:
        year = the_year(args.cohort, number)
        day = asked or today
        if day < year.starts:
            raise Unusable(f"--as-of {day} is before the year {number} began on {year.starts}; give a later day.")
        answer = _answer(year, day)
    print(json.dumps(answer, ensure_ascii=False, indent=2) if args.json else _readable(answer))
    return 0


def _answer(year: Any, day: date) -> dict[str, Any]:
    from convenor.room.standing.queries import standing_of

    return {
        "cohort": year.cohort_id,
        "year": year.year,
        "as_of": day.isoformat(),
        "requirement_set": year.requirement_set or None,
        "members": [
            {
                "id": member.id,
                "standing": member.standing.value,
                "because": member.because,
                "synthetic": member.synthetic,
                "requirements": [
                    {
                        "id": finding.id.value,
                        "status": finding.status.value,
                        "because": finding.because,
                        "evidence": list(finding.evidence),
                    }
                    for finding in member.requirements
                ],
            }
            for member in standing_of(year, day)
        ],
    }


def _readable(answer: dict[str, Any]) -> str:
    lines = [f"{answer['cohort']} {answer['year']}, as of {answer['as_of']}"]
    for member in answer["members"]:
        note = " (synthetic attendance)" if member["synthetic"] else ""
        lines.append(f"\n{member['id']}: {member['because']}{note}")
        lines += [f"  {item['id']}: {item['status']} – {item['because']}" for item in member["requirements"]]
    return "\n".join(lines)
