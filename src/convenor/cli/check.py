"""`convenor check`: does this note point to somebody on the roster?"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from convenor.cli.refusals import Unusable

if TYPE_CHECKING:
    from convenor.desk.word import Hidden, WordFile
    from convenor.rules.attribution import Finding, Roster, Verdict

    HiddenFindings = tuple[Hidden, list[Finding]]

NAME = "check"
MOST_BYTES = 4_000_000


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        NAME,
        help="say where a note points to a member",
        description="Says where a note names, describes or places a member of a roster, and what cannot be published.",
        epilog="example: convenor check note.md --roster roster.json --present telefonica,cisco --earlier march.md",
    )
    parser.add_argument("note", metavar="NOTE", help="UTF-8 text or Markdown, a .docx, or - for standard input")
    parser.add_argument("--roster", required=True, metavar="ROSTER.json", help="who the members are")
    parser.add_argument("--present", metavar="ID,ID,…", help="ids of the members who were in the room")
    parser.add_argument("--k", type=int, metavar="N", help="fewest members that a description may fit")
    parser.add_argument(
        "--earlier", nargs="+", default=[], metavar="NOTE", help="notes already released about the room"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check the note and print what was found: 0 when it is clear, 1 when there are findings."""
    from convenor.rules.attribution import RosterError, check

    roster = _roster(args.roster)
    word = _word(args.note) if _is_docx(args.note) else None
    note = _as_read(word) if word else _text(args.note)
    earlier = [_text(path) for path in args.earlier]
    named = None if args.present is None else args.present.split(",")
    present = named and [one.strip() for one in named if one.strip()]
    look = partial(check, roster=roster, present=present, k=args.k)
    try:
        verdict = look(note, earlier=earlier)
        hidden = _in_hidden_parts(word.hidden if word else (), look)
    except RosterError as error:
        raise Unusable(f"--{error}.") from error
    if args.json:
        print(json.dumps(_as_json(verdict, hidden if word else None), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_as_text(args.note, note, verdict, hidden)))
    return 1 if verdict.findings or any(found for _, found in hidden) else 0


def _as_json(verdict: "Verdict", hidden: "list[HiddenFindings] | None") -> dict[str, object]:
    told: dict[str, object] = {
        "verdict": _strongest(verdict, hidden or []),
        "k": verdict.k,
        "findings": [_finding_as_json(finding) for finding in verdict.findings],
        "unchecked": list(verdict.unchecked),
    }
    if hidden is not None:
        told["hidden"] = [
            {"part": str(one.part), "text": one.whole, "findings": [_finding_as_json(finding) for finding in found]}
            for one, found in hidden
        ]
    return told


def _strongest(verdict: "Verdict", hidden: "list[HiddenFindings]") -> str:
    """The strongest level of the text and of what is hidden beside it."""
    levels = {verdict.verdict, *(str(finding.level) for _, found in hidden for finding in found)}
    return next((level for level in ("blocked", "review") if level in levels), "clear")


def _finding_as_json(finding: "Finding") -> dict[str, object]:
    return {
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "kind": str(finding.kind),
        "level": str(finding.level),
        "members": list(finding.members),
        "size": finding.size,
        "reason": finding.reason,
        "suggestion": finding.suggestion,
        "suggestion_size": finding.suggestion_size,
    }


def _as_text(path: str, note: str, verdict: "Verdict", hidden: "list[HiddenFindings]") -> Iterator[str]:
    count = len(verdict.findings) + sum(len(found) for _, found in hidden)
    strongest = _strongest(verdict, hidden)
    yield f"{path}: {strongest}" + (f", {count} finding{'s' if count != 1 else ''}" if count else "")
    for finding in verdict.findings:
        line = note.count("\n", 0, finding.start) + 1
        column = finding.start - (note.rfind("\n", 0, finding.start) + 1) + 1
        yield from _finding_as_text(f"line {line}, sign {column}", finding)
    if hidden:
        yield "Hidden in the file, and sent along with it:"
    for one, found in hidden:
        yield f"  {one.part}: {one.whole}"
        for finding in found:
            yield from _finding_as_text("  there", finding)
    if verdict.unchecked:
        yield f"Not decided by this version: {', '.join(verdict.unchecked)}. A person must read for these."


def _finding_as_text(where: str, finding: "Finding") -> Iterator[str]:
    yield f"  {where}: {finding.level} ({finding.kind}) “{' '.join(finding.text.split())}”"
    yield f"    {finding.reason}"
    if finding.members:
        yield f"    fits: {', '.join(finding.members)}"
    if finding.suggestion:
        yield f"    instead: {finding.suggestion} (fits {finding.suggestion_size})"


def _roster(path: str) -> "Roster":
    from convenor.rules.attribution import RosterError, parse_roster

    try:
        return parse_roster(json.loads(_decoded(path, _read(path)).removeprefix("\ufeff")))
    except RosterError as error:
        raise Unusable(f"{path}: {error}.") from error
    except RecursionError as error:
        raise Unusable(f"{path}: it is nested too deeply to be a roster; write it as the guide shows.") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Unusable(f"{path}: {place}: it is not JSON ({error.msg}); correct it there.") from error
    except ValueError as error:  # Python reads no number of more than 4,300 digits.
        raise Unusable(f"{path}: a number in it has too many digits to be read; correct it.") from error


def _text(path: str) -> str:
    return _as_read(_word(path)) if _is_docx(path) else _decoded(path, _read(path))


def _is_docx(path: str) -> bool:
    return path.lower().endswith(".docx")


def _read(path: str, most: int = MOST_BYTES) -> bytes:
    try:
        if path == "-":
            return _limited(path, sys.stdin.buffer, most)
        with Path(path).open("rb") as stream:
            return _limited(path, stream, most)
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise Unusable(f"{path}: {reason}; give the path of a file that can be read.") from error


def _limited(path: str, stream: IO[bytes], most: int) -> bytes:
    content = stream.read(most + 1)
    if len(content) > most:
        raise Unusable(f"{path}: it is larger than {most // 1_000_000} MB; check it in parts.")
    return content


def _decoded(path: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unusable(f"{path}: byte {error.start + 1} is not UTF-8; save the file as UTF-8 text.") from error


def _word(path: str) -> "WordFile":
    """Read a Word document: its text as a reader sees it, and what is hidden in it."""
    from convenor.desk.word import MOST_BYTES as MOST_OF_WORD
    from convenor.desk.word import Unreadable, read_word

    try:
        return read_word(_read(path, MOST_OF_WORD))
    except Unreadable as error:
        raise Unusable(f"{path}: {error}.") from error


def _as_read(word: "WordFile") -> str:
    """The text of a Word document from the head of its pages to their foot."""
    return "\n\n".join(part for part in (*word.headers, word.text.whole, *word.footers) if part)


def _in_hidden_parts(hidden: "Sequence[Hidden]", look: "Callable[[str], Verdict]") -> "list[HiddenFindings]":
    """What the check finds in each hidden part; they are read as one text, so that it costs no more than one."""
    if not hidden:
        return []
    verdict = look("\n\n".join(one.whole for one in hidden))
    told, begins = [], 0
    for one in hidden:
        ends = begins + len(one.whole)
        own = [
            replace(finding, start=finding.start - begins, end=finding.end - begins)
            for finding in verdict.findings
            if begins <= finding.start and finding.end <= ends
        ]
        told.append((one, own))
        begins = ends + len("\n\n")
    return told
