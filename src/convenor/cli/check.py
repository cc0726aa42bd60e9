"""`convenor check`: does this note point to somebody on the roster?"""

import argparse
import json
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from convenor.cli.refusals import Unusable

if TYPE_CHECKING:
    from convenor.rules.attribution import Finding, Roster, Verdict

NAME = "check"
MOST_BYTES = 4_000_000
HIDDEN_PARTS = "hidden parts of the document"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}


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
    note = _text(args.note)
    earlier = [_text(path) for path in args.earlier]
    present = [one.strip() for one in args.present.split(",") if one.strip()] if args.present else None
    try:
        verdict = check(note, roster, present=present, k=args.k, earlier=earlier)
    except RosterError as error:
        raise Unusable(f"--{error}.") from error
    unchecked = [*verdict.unchecked, *([HIDDEN_PARTS] if _is_docx(args.note) else [])]
    if args.json:
        print(json.dumps(_as_json(verdict, unchecked), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_as_text(args.note, note, verdict, unchecked)))
    return 1 if verdict.findings else 0


def _as_json(verdict: "Verdict", unchecked: list[str]) -> dict[str, object]:
    return {
        "verdict": verdict.verdict,
        "k": verdict.k,
        "findings": [_finding_as_json(finding) for finding in verdict.findings],
        "unchecked": unchecked,
    }


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


def _as_text(path: str, note: str, verdict: "Verdict", unchecked: list[str]) -> Iterator[str]:
    count = len(verdict.findings)
    yield f"{path}: {verdict.verdict}" + (f", {count} finding{'s' if count != 1 else ''}" if count else "")
    for finding in verdict.findings:
        line = note.count("\n", 0, finding.start) + 1
        column = finding.start - (note.rfind("\n", 0, finding.start) + 1) + 1
        yield f"  line {line}, sign {column}: {finding.level} ({finding.kind}) “{' '.join(finding.text.split())}”"
        yield f"    {finding.reason}"
        if finding.members:
            yield f"    fits: {', '.join(finding.members)}"
        if finding.suggestion:
            yield f"    instead: {finding.suggestion} (fits {finding.suggestion_size})"
    yield f"Not decided by this version: {', '.join(unchecked)}. A person must read for these."


def _roster(path: str) -> "Roster":
    from convenor.rules.attribution import RosterError, parse_roster

    try:
        return parse_roster(json.loads(_decoded(path, _read(path))))
    except RosterError as error:
        raise Unusable(f"{path}: {error}.") from error
    except RecursionError as error:
        raise Unusable(f"{path}: it is nested too deeply to be a roster; write it as the guide shows.") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Unusable(f"{path}: {place}: it is not JSON ({error.msg}); correct it there.") from error


def _text(path: str) -> str:
    return _docx_text(path) if _is_docx(path) else _decoded(path, _read(path))


def _is_docx(path: str) -> bool:
    return path.lower().endswith(".docx")


def _read(path: str) -> bytes:
    try:
        if path == "-":
            return _limited(path, sys.stdin.buffer)
        with Path(path).open("rb") as stream:
            return _limited(path, stream)
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise Unusable(f"{path}: {reason}; give the path of a file that can be read.") from error


def _limited(path: str, stream: IO[bytes]) -> bytes:
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Unusable(f"{path}: it is larger than {MOST_BYTES // 1_000_000} MB; check it in parts.")
    return content


def _decoded(path: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unusable(f"{path}: byte {error.start + 1} is not UTF-8; save the file as UTF-8 text.") from error


def _docx_text(path: str) -> str:
    """Give the text of a Word document as a reader sees it: headers, body with tables, footers."""
    import docx
    from docx.opc.exceptions import OpcError

    _read(path)
    try:
        document = docx.Document(path)
        headers = [section.header for section in document.sections]
        footers = [section.footer for section in document.sections]
        parts = [*_bodies(headers), document.element.body, *_bodies(footers)]
        return "\n\n".join(_paragraph(paragraph) for part in parts for paragraph in part.iter(f"{_WORD}p"))
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise Unusable(f"{path}: it is not a Word document; save it as .docx or as UTF-8 text.") from error


def _bodies(parts: Sequence[Any]) -> list[Any]:
    return [part._element for part in parts if not part.is_linked_to_previous]


def _paragraph(paragraph: Any) -> str:
    """Give one paragraph's own text, insertions included, deletions left out."""
    words: list[str] = []
    for part in paragraph.iter():
        if part.tag == f"{_WORD}t":
            words.append(part.text or "")
        else:
            words.append(_BREAKS.get(part.tag, ""))
    return "".join(words)
