"""`convenor review`: the year-end review as a file."""

import argparse
from pathlib import Path

from convenor.cli.database import add_database_options, open_database, the_year
from convenor.cli.refusals import Unusable, a_year

NAME = "review"
ENDINGS = ("md", "html", "docx", "pdf")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        NAME,
        help="write the year-end review of a cohort to a file",
        description="Writes the year-end review of a cohort to a file that names no author.",
        epilog="example: convenor review --cohort cop-1 --year 2022 --format docx --output review-2022.docx",
    )
    parser.add_argument("--cohort", required=True, metavar="SLUG", help="the cohort, for example cop-1")
    parser.add_argument("--year", required=True, metavar="YYYY", help="the programme year")
    parser.add_argument("--format", required=True, choices=ENDINGS, help="the kind of file")
    parser.add_argument("--output", required=True, metavar="FILE", help="where to write it")
    add_database_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the file; exit status 1 where the review still has questions that must be answered."""
    number, target = a_year(args.year, option="--year"), Path(args.output)
    if target.is_dir() or not target.parent.is_dir():
        raise Unusable(f"--output {target} cannot be written: name a file in a folder that exists.")
    with open_database(args):
        from convenor.room.reviews.exports import ExportRefused, ExportUnavailable, export_review
        from convenor.room.reviews.queries import chapters
        from convenor.rules.review import may_go_to_the_desk

        year = the_year(args.cohort, number)
        try:
            content = export_review(year, args.format)
        except ExportUnavailable as unavailable:
            raise Unusable(str(unavailable)) from None
        except ExportRefused as refused:
            print(refused)
            return 1
        finished = may_go_to_the_desk(chapter.section for chapter in chapters(year))
    try:
        target.write_bytes(content)
    except OSError as error:
        raise Unusable(f"--output {target} cannot be written: {error.strerror}; name another file.") from None
    print(f"The review is in {target}.")
    if not finished.allowed:
        print(finished.reason)
    return 0 if finished.allowed else 1
