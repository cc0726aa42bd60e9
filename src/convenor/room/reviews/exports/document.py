"""The review as a Word document, written element by element from its Markdown."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

# Every document of every review carries this moment: when a file was made says when somebody worked.
NO_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - the file format knows no zones

# The first line of every file: the room does not know what was released, so what it hands over never was.
NOT_FOR_PUBLICATION = "Draft for the room, not for publication. What is published passes the desk first."


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """A review as its files need it: a title, and its sections in Markdown."""

    title: str
    sections: tuple[tuple[str, str], ...]


def as_document(review: Review) -> bytes:
    """The review as .docx; its properties name no author, no company and no moment."""
    from docx import Document

    document = Document()
    _clear_properties(document.core_properties, review.title)
    document.add_paragraph(NOT_FOR_PUBLICATION)
    document.add_heading(review.title, level=0)
    for heading, body in review.sections:
        document.add_heading(heading, level=1)
        _write(document, MarkdownIt("commonmark").enable("table").parse(body))
    file = io.BytesIO()
    document.save(file)
    return _without_moments(file)


def _clear_properties(properties: Any, title: str) -> None:
    for name in ("author", "category", "comments", "identifier", "keywords", "last_modified_by", "subject", "version"):
        setattr(properties, name, "")
    properties.title, properties.revision = title, 1
    properties.created = properties.modified = NO_MOMENT


def _without_moments(file: io.BytesIO) -> bytes:
    """The same file, each of its parts dated alike: an archive notes when each part was put into it."""
    dated = io.BytesIO()
    with zipfile.ZipFile(file) as parts, zipfile.ZipFile(dated, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts.namelist():
            archive.writestr(zipfile.ZipInfo(part, NO_MOMENT.timetuple()[:6]), parts.read(part), zipfile.ZIP_DEFLATED)
    return dated.getvalue()


def _write(document: Any, tokens: Sequence[Token]) -> None:
    style = "Normal"
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.type == "table_open":
            position = _write_table(document, tokens, position)
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            style = "List Bullet" if token.type == "bullet_list_open" else "List Number"
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            style = "Normal"
        elif token.type == "inline":
            _write_inline(document.add_paragraph(style=style), token)
        position += 1


def _write_table(document: Any, tokens: Sequence[Token], start: int) -> int:
    """Write the table that opens here; the result is the position of its end."""
    end = next(place for place in range(start, len(tokens)) if tokens[place].type == "table_close")
    rows = list(_rows(tokens[start:end]))
    table = document.add_table(rows=len(rows), cols=max(len(row) for row in rows), style="Table Grid")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            _write_inline(table.cell(number, column).paragraphs[0], cell)
    return end


def _rows(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    row: list[Token] = []
    for token in tokens:
        if token.type == "inline":
            row.append(token)
        elif token.type == "tr_close":
            yield row
            row = []


def _write_inline(paragraph: Any, token: Token) -> None:
    bold = italic = False
    address = ""
    for child in token.children or []:
        match child.type:
            case "strong_open" | "strong_close":
                bold = child.type == "strong_open"
            case "em_open" | "em_close":
                italic = child.type == "em_open"
            case "link_open":
                address = str(child.attrGet("href") or "")
            case "link_close":
                paragraph.add_run(f" ({address})")
            case "softbreak" | "hardbreak":
                paragraph.add_run(" ")
            case _ if child.content:
                run = paragraph.add_run(child.content)
                run.bold, run.italic = bold, italic
