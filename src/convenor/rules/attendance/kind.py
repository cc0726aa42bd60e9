"""Files that are no attendance report: other kinds of files, and what the Chatham House Rule keeps out."""

import re
from collections.abc import Sequence

from convenor.rules.attendance.column import Column
from convenor.rules.attendance.headings import read_heading
from convenor.rules.attendance.report import Refused, Unreadable
from convenor.rules.attendance.table import Row
from convenor.rules.wording import said

RECORDING = said("This is a recording; recordings are never taken in, so hand in the participants report instead.")
TRANSCRIPT = said("This is a transcript; what was said is never taken in, so hand in the participants report instead.")
CHAT = said("This is a chat; what was written is never taken in, so hand in the participants report instead.")
POLL = said(
    "This is a report of polls or questions, with what people answered; hand in the participants report instead."
)
RECORDINGS = said(
    "This is a list of recordings; recordings are never taken in, so hand in the participants report instead."
)

RECORDING_ENDINGS = (
    ".mp4 .m4a .m4v .mp3 .mov .mkv .webm .avi .wav .ogg .oga .ogv .opus .flac .aac .wma .wmv .zoom".split()
)
TRANSCRIPT_ENDINGS = ".vtt .srt .sbv .ttml .dfxp".split()
CHAT_NAMES = re.compile(r"saved[ _-]?chat|chat[ _-]?log|[ _-]chat\.(txt|csv)$|^chat\.(txt|csv)$")
TRANSCRIPT_NAMES = re.compile(r"transcript|closed[ _-]?caption")

RECORDING_STARTS = (
    b"\x1aE\xdf\xa3",
    b"OggS\x00",
    b"fLaC\x00",
    b"ID3\x02",
    b"ID3\x03",
    b"ID3\x04",
    b"\xff\xfb",
    b"\xff\xf3",
)
AS_CSV = said("download the participants report as CSV")
SAVE_AGAIN = said("open it and save it as CSV in UTF-8")
UNPACK = said("unpack it first")
OTHER_STARTS = (
    (b"PK\x03\x04", said("an Excel workbook or another packed file"), SAVE_AGAIN),
    (b"PK\x05\x06", said("an empty packed file"), AS_CSV),
    (b"\xd0\xcf\x11\xe0", said("an older Excel or Word file"), SAVE_AGAIN),
    (b"%PDF", said("a PDF"), AS_CSV),
    (b"\x89PNG", said("an image"), AS_CSV),
    (b"\xff\xd8\xff", said("an image"), AS_CSV),
    (b"GIF8", said("an image"), AS_CSV),
    (b"\x1f\x8b", said("a packed file"), UNPACK),
    (b"7z\xbc\xaf", said("a packed file"), UNPACK),
    (b"Rar!", said("a packed file"), UNPACK),
    (b"{\\rtf", said("a word processor's file"), AS_CSV),
    (b"SQLite format 3", said("a database"), AS_CSV),
)

TIMELINE = re.compile(
    r"^\s*(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}\s*(?:-->|,)\s*(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}", re.MULTILINE
)
CHAT_LINE = re.compile(
    r"^\s*\[?\d{1,2}:\d{2}(?::\d{2})?\s?(?:[AaPp]\.?[Mm]\.?)?\]?\s+(?:From|Von|De|Da|Van|Från|От)\b.*:"
    r"|^\s*\d{1,2}:\d{2}:\d{2}\t.*:"
    r"|^\s*\[[^\]]{0,30}\d{1,2}:\d{2}[^\]]{0,12}\]\s*[^:]{1,80}:"
    r"|^\s*\d{1,2}:\d{2}(?::\d{2})?\s+[^\d:,;]{2,60}:\s"
    r"|^\s*\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+\d{1,2}:\d{2}[^,;\t]{0,12}[\]-]\s[^:,;\t]{2,60}:\s"
)
SPEECH_LINE = re.compile(
    r"^\s*\[[^\]]{2,80}\]\s+\d{1,2}:\d{2}:\d{2}\s*$|^[^\d,;\t]{2,60}\s{1,4}\(?\d{1,2}:\d{2}(?::\d{2})?\)?\s*$|^<v\s"
)
SAID_LINE = re.compile(r"^[^\W\d][\w.'’-]*\s[^:,;\t]{1,50}:\s+\S")
JSON = re.compile(r'\{|\[\s*(?:[{"\[\]]|\d+\s*,)')
HEAD = 60
A_THIRD = 0.3


def refuse_other_kinds(content: bytes, filename: str) -> None:
    """Raise Refused for a recording or a transcript, Unreadable for an empty file or one of another kind."""
    name = filename.casefold()
    if not content.strip(b"\x00 \t\r\n\xff\xfe\xef\xbb\xbf"):
        raise Unreadable(said("The file is empty; download the participants report again."))
    if name.endswith(tuple(RECORDING_ENDINGS)) or content.startswith(RECORDING_STARTS) or _is_film_or_sound(content):
        raise Refused(RECORDING)
    if name.endswith(tuple(TRANSCRIPT_ENDINGS)):
        raise Refused(TRANSCRIPT)
    for start, what, mending in OTHER_STARTS:
        if content.startswith(start):
            if TRANSCRIPT_NAMES.search(name):
                raise Refused(TRANSCRIPT)
            raise _other(what, mending)


def _is_film_or_sound(content: bytes) -> bool:
    return content[4:8] == b"ftyp" or (content[:4] == b"RIFF" and content[8:12] in (b"WAVE", b"AVI "))


def refuse_other_texts(text: str) -> None:
    """Raise Refused for subtitles, which show in their time line, and Unreadable for web pages and JSON."""
    begin = text.lstrip()[:200].casefold()
    if "ttml" in begin or begin.startswith("<tt"):
        raise Refused(TRANSCRIPT)
    if begin.startswith(("<!doctype", "<html", "<?xml", "<table")):
        raise _other(said("a web page or XML"))
    if JSON.match(begin):
        raise _other(said("JSON"))
    if text.lstrip().startswith("WEBVTT") or len(TIMELINE.findall(text[:20_000])) > 0:
        raise Refused(TRANSCRIPT)


def refuse_unwanted(row: Row) -> None:
    """Raise Refused if this row is the header of a poll, a chat, a transcript or a list of recordings."""
    headings = [heading for cell in row.cells if (heading := read_heading(cell)) is not None]
    found = {heading.column for heading in headings if heading.is_exact}
    if found & {Column.ATTENDED, Column.APPROVAL, Column.REGISTERED, Column.JOINED, Column.LEFT}:
        return
    who = found & {Column.NAME, Column.EMAIL, Column.PARTICIPANTS, Column.FIRST_NAME}
    if Column.MESSAGE in found:
        raise Refused(CHAT)
    if found & {Column.SUBMITTED, Column.BALLOT} or (Column.QUESTION in found and (who or Column.ANSWER in found)):
        raise Refused(POLL)
    if Column.SPOKEN in found and (who or found & {Column.SPEAKER, Column.START, Column.TIMESTAMP}):
        raise Refused(TRANSCRIPT)
    if Column.RECORDING in found:
        raise Refused(RECORDINGS)


def no_report(text: str, rows: Sequence[Row], filename: str) -> Refused | Unreadable:
    """What to say of a text without any header of ours."""
    for row in rows[:HEAD]:
        if not row.is_blank:
            refuse_unwanted(row)
    lines = [line for line in text.splitlines() if line.strip()][:HEAD]
    if _share(CHAT_LINE, lines) > A_THIRD or CHAT_NAMES.search(filename.casefold()):
        return Refused(CHAT)
    speech, told = _share(SPEECH_LINE, lines), _share(SAID_LINE, lines)
    if (len(lines) > 1 and max(speech, told / 2) > A_THIRD) or TRANSCRIPT_NAMES.search(filename.casefold()):
        return Refused(TRANSCRIPT)
    first = next((row for row in rows if not row.is_blank), None)
    if first is None:
        return Unreadable(said("The file has rows and nothing in them; download the participants report again."))
    return Unreadable(
        said(
            "Row {row}: no row of this file is a header of a Zoom, Teams or Meet report, or of a "
            "list with a column Name; download the participants report again, or name the columns.",
            row=first.number,
        )
    )


def _other(what: str, mending: str = AS_CSV) -> Unreadable:
    return Unreadable(said("The file is {what}, whatever its name says; {mending}.", what=what, mending=mending))


def _share(pattern: re.Pattern[str], lines: list[str]) -> float:
    """The share of lines that are such; what is said may run over several lines."""
    return sum(1 for line in lines if pattern.match(line)) / max(len(lines), 1)
