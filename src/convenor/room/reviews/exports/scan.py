"""A file is opened again before it is handed over: no person of the roster and no author may be in any of its parts."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from convenor.rules.attribution import Kind, Roster, check
from convenor.rules.vocabulary import Level
from convenor.rules.wording import said

_TAG, _BREAK = re.compile(r"<[^>]*>"), re.compile(r"</w:p>|<w:br/>|</p>|</li>|</t[dhr]>|</h\d>|<br ?/?>")
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
# Where the formats keep who wrote: elements and attributes of Office files, web pages and PDF.
_AUTHORS = (
    re.compile(r"<(?:dc:creator|cp:lastModifiedBy|Company|Manager|pdf:Author)\b[^>]*>\s*([^<\s][^<]*)<"),
    re.compile(r"<dc:creator>\s*<rdf:\w+>\s*<rdf:li[^>]*>\s*([^<\s][^<]*)<"),
    re.compile(r'\bw\d*:(?:author|initials|userId)="([^"]+)"'),
    re.compile(r'<meta\s+name="(?:author|creator)"\s+content="([^"]+)"', re.IGNORECASE),
    re.compile(r"/Author\s*\(([^)]+)\)"),
    re.compile(r"/Author\s*<([0-9A-Fa-f]+)>"),
)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


_TEXT, _PROPERTIES = said("its text"), said("its properties")


class ExportRefused(Exception):  # noqa: N818 - it is the export that is refused
    """A file would have told of somebody; the message says of whom, where, and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One part of a file: what it is for people, all that is written in it, and the words of it that are read."""

    where: str
    markup: str
    words: str


def refuse_names(words: str, names: Iterable[str]) -> None:
    """Raise ExportRefused if these words name one of those who did not agree to be named."""
    for name in names:
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE):
            raise ExportRefused(
                said(
                    "The file was not made: among the participants it names “{name}”, which did not agree to it. "
                    "Take the name out there, then take the file again.",
                    name=name,
                )
            )


def refuse_traces(content: bytes, roster: Roster | None, *, printed_from: bytes = b"") -> None:
    """Raise ExportRefused if any part of the file names a person of the roster, or says who made it.

    The words of a PDF are drawn and not written, so they are read in the page that it is `printed_from`.
    """
    for part in parts_of(content, printed_from):
        for author in _authors(part.markup):
            raise ExportRefused(
                said(
                    "The file was not made: {where} says who wrote it, “{author}”. Tell whoever runs this software.",
                    where=part.where,
                    author=author,
                )
            )
        if roster is not None:
            for person in _persons(part.words, roster):
                raise ExportRefused(
                    said(
                        "The file was not made: {where} names a person, “{person}”. "
                        "Take the name out of the review, then take the file again.",
                        where=part.where,
                        person=person,
                    )
                )


def parts_of(content: bytes, printed_from: bytes = b"") -> Iterator[Part]:
    """Every part of a file, unpacked."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield _part(_named(name), archive.read(name).decode("utf-8", "replace"))
    elif content.startswith(b"%PDF"):
        yield _part(_TEXT, printed_from.decode())
        unpacked = b"\n".join([content, *_unpacked(content)])
        yield Part(where=_PROPERTIES, markup=unpacked.decode("latin-1"), words="")
        yield Part(where=_PROPERTIES, markup=unpacked.replace(b"\x00", b"").decode("latin-1"), words="")
    else:
        yield _part(_TEXT, content.decode())


def _part(where: str, text: str) -> Part:
    apart = _BREAK.sub("\n\n", _STYLE.sub("", text))
    return Part(where=where, markup=text, words=unescape(_TAG.sub("", apart)))


def _named(part: str) -> str:
    return _TEXT if part.startswith("word/") else _PROPERTIES


def _unpacked(content: bytes) -> Iterator[bytes]:
    for stream in _STREAM.finditer(content):
        try:
            yield zlib.decompress(stream[1])
        except zlib.error:
            yield stream[1]


def _authors(markup: str) -> Iterator[str]:
    for pattern in _AUTHORS:
        for found in pattern.finditer(markup):
            yield found[1].strip()


def _persons(words: str, roster: Roster) -> Iterator[str]:
    if any(sign.isalpha() for sign in words):
        for finding in check(words, roster).findings:
            if finding.kind is Kind.PERSON and finding.level is Level.BLOCKED:
                yield finding.text
