"""`convenor common-ground`: what a room agrees on, what divides it, and opinion groups that hold; needs no database."""

import argparse
import csv
import json
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from convenor.cli.refusals import Unusable

if TYPE_CHECKING:
    from convenor.rules.opinion import Opinion

NAME = "common-ground"
MOST_BYTES = 200_000_000


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        NAME,
        help="say what people agree on, from their votes on statements",
        description="Says which statements a room shares and which divide it, and shows opinion groups where they "
        "would hold among other people. What it prints may be published: no counts, nothing of fewer than k people.",
        epilog="example: convenor common-ground votes.csv --comments comments.csv --members members.csv",
    )
    parser.add_argument("votes", metavar="VOTES.csv", help="the votes as Polis exports them, or - for standard input")
    parser.add_argument("--comments", metavar="COMMENTS.csv", help="the statements; leaves out what was moderated out")
    parser.add_argument("--members", metavar="MEMBERS.csv", help="columns voter-id, organisation; default: one each")
    parser.add_argument("--k", type=int, default=5, metavar="N", help="fewest people spoken of (default 5, at least 3)")
    parser.add_argument(
        "--k-organisations", type=int, default=3, metavar="N", help="fewest organisations spoken of (default 3)"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="where drawing people anew begins (default 0)")
    parser.add_argument(
        "--private-groups",
        metavar="FILE",
        help="write voter-id,group for a check against other software; the file must not be published",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what may be published: 0, or 1 when there is nothing."""
    # Before NumPy is loaded: for tables as small as these more threads only wait for each other, and one thread adds
    # in one order, so that the same votes give the same bytes.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from convenor.rules.opinion import Safety, Statements, opinion_of, read_members, read_statements, read_votes

    if args.seed < 0:
        raise Unusable(f"--seed: {args.seed} is below 0; write a whole number from 0.")
    if args.private_groups and args.private_groups in (args.votes, args.comments, args.members):
        raise Unusable(f"--private-groups: {args.private_groups} is read from; name a file of its own.")
    with _named("--k"):
        safety = Safety(k=args.k)
    with _named("--k-organisations"):
        safety = Safety(k=args.k, organisations=args.k_organisations)
    statements: Statements | None = None
    if args.comments:
        with _named(args.comments):
            statements = read_statements(_text(args.comments))
    with _named(args.votes):
        votes = read_votes(_text(args.votes), known=statements.known if statements else None)
    if statements:
        votes = votes.without(statements.left_out)
    with _named(args.members):
        members = read_members(_text(args.members)) if args.members else None
        opinion, group_of = opinion_of(votes, members=members, safety=safety, seed=args.seed)
    if args.private_groups:
        _write_private(args.private_groups, group_of)
    print(json.dumps(_as_json(opinion), ensure_ascii=False, indent=1) if args.json else "\n".join(_as_text(opinion)))
    return 0 if opinion.says_something else 1


@contextmanager
def _named(where: str) -> Iterator[None]:
    """Put the name of the file or option before what is wrong in it."""
    from convenor.rules.opinion import OpinionError

    try:
        yield
    except OpinionError as error:
        raise Unusable(f"{where}: {error}.") from error


def _text(path: str) -> str:
    try:
        if path == "-":
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(path).open("rb") as stream:
                content = stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise Unusable(f"{path}: it is larger than {MOST_BYTES // 1_000_000} MB; leave out old votes.")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unusable(f"{path}: byte {error.start + 1} is not UTF-8; save the file as UTF-8 text.") from error
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise Unusable(f"{path}: {reason}; give the path of a file that can be read.") from error


def _as_json(opinion: "Opinion") -> dict[str, object]:
    groups = opinion.groups
    return {
        "participants": opinion.participants,
        "statements": opinion.statements,
        "k": opinion.k,
        "common_ground": [
            {"comment": one.statement, "agree": one.agree, "rank": rank} for rank, one in enumerate(opinion.shared, 1)
        ],
        "divisive": [{"comment": one, "rank": rank} for rank, one in enumerate(opinion.divisive, 1)],
        "statements_withheld": opinion.statements_withheld,
        "groups": None
        if groups is None
        else [{"id": group.id, "size": group.size, "statements": list(group.statements)} for group in groups],
        "groups_withheld": opinion.groups_withheld,
    }


def _as_text(opinion: "Opinion") -> Iterator[str]:
    yield f"{opinion.participants} people, {opinion.statements} statements; nothing is said of fewer than {opinion.k}."
    if opinion.statements_withheld:
        yield f"No statements: {opinion.statements_withheld}."
    if opinion.shared:
        yield "Common ground, the surest first:"
        yield from (f"  {rank}. {one.statement}: {one.agree} agree" for rank, one in enumerate(opinion.shared, 1))
    if opinion.divisive:
        yield "What divides, the clearest first:"
        yield from (f"  {rank}. {one}" for rank, one in enumerate(opinion.divisive, 1))
    if opinion.groups is None:
        yield f"No opinion groups: {opinion.groups_withheld}."
        return
    yield f"Opinion groups (sizes rounded down to a multiple of {opinion.k}):"
    for group in opinion.groups:
        apart = ", ".join(group.statements)
        yield f"  group {group.id}: {group.size} people or more" + (f"; set apart by {apart}" if apart else "")


def _write_private(path: str, group_of: "Mapping[str, int]") -> None:
    """Write who is in which group, for nobody else to read."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
            if stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                os.fchmod(stream.fileno(), 0o600)  # a file that is there might be open to others
            csv.writer(stream, lineterminator="\n").writerows([("voter-id", "group"), *group_of.items()])
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        raise Unusable(f"{path}: {reason}; give the path of a file that can be written.") from error
