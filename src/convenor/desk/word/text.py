"""The text of a Word file as a reader sees it, as Markdown: insertions are in, deletions and hidden words are out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from convenor.desk.word.package import Package, Relation, attribute, local, within
from convenor.desk.word.styles import Shape, Styles, styles_of

_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_LEFT_OUT = frozenset(
    {
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "sectPr",
        "tblPr",
        "trPr",
        "tcPr",
        "sdtPr",
        "rt",
        "Fallback",
        "instrText",
        "delText",
    }
)
_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')
_WEB = ("https://", "http://", "mailto:")


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A file's title, where it has one, and its body."""

    title: str
    body: str

    @property
    def whole(self) -> str:
        return "\n\n".join(part for part in (self.title, self.body) if part)


@dataclass(kw_only=True)
class _Reader:
    """One part being read: its links, and the notes it has pointed to so far, in the order of the text."""

    styles: Styles
    links: dict[str, Relation]
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def blocks(self, parent: Element) -> Iterator[tuple[Shape, str]]:
        """The paragraphs, points and tables below an element."""
        for one in parent:
            name = local(one)
            if name == "p":
                text = self.paragraph(one)
                if text:
                    yield self.styles.shape(one), text
                boxes, self.boxes = self.boxes, []
                for box in boxes:
                    yield from self.blocks(box)
            elif name == "tbl":
                yield from self._table(one)
            elif name not in _LEFT_OUT:
                yield from self.blocks(one)

    def paragraph(self, element: Element) -> str:
        """The words of a paragraph, with its links."""
        return _without_odd_spaces("".join(self._words(element)))

    def _words(self, element: Element) -> Iterator[str]:
        fields = _Fields()
        for one in self._tokens(element):
            yield from fields.read(one)
        yield from fields.rest()

    def _tokens(self, element: Element) -> "Iterator[str | _Mark]":
        for one in element:
            name = local(one)
            if name == "instrText":
                yield _Mark(kind="instruction", text=one.text or "")
            elif name == "fldChar":
                yield _Mark(kind=attribute(one, "fldCharType"))
            elif name == "t" or name in _SIGNS:
                yield _SIGNS.get(name) or one.text or ""
            elif name == "txbxContent":
                self.boxes.append(one)
            elif name not in _LEFT_OUT and not (name == "r" and self.styles.hides(one)):
                yield from self._inside(one, name)

    def _inside(self, one: Element, name: str) -> "Iterator[str | _Mark]":
        if name in {"footnoteReference", "endnoteReference"}:
            self.notes.append((name.removesuffix("Reference"), attribute(one, "id")))
            yield f" [{len(self.notes)}]"
        elif name == "hyperlink":
            yield _linked("".join(self._words(one)), self._address(one))
        elif name == "fldSimple":
            found = _LINK.match(attribute(one, "instr"))
            yield _linked("".join(self._words(one)), found[1] if found else "")
        else:
            yield from self._tokens(one)

    def _address(self, hyperlink: Element) -> str:
        relation = self.links.get(attribute(hyperlink, "id"))
        return relation.target if relation is not None and relation.outside else ""

    def _table(self, table: Element) -> Iterator[tuple[Shape, str]]:
        rows = [[self._cell(cell) for cell in row if local(cell) == "tc"] for row in within(table, "tr")]
        width = max((len(row) for row in rows), default=0)
        if width < 2 or len(rows) < 2:
            # A table of one row or one column is there for its looks.
            yield from ((Shape(), cell) for row in rows for cell in row if cell)
            return
        lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
        yield Shape(), "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])

    def _cell(self, cell: Element) -> str:
        text = " ".join(text for _, text in self.blocks(cell))
        return " ".join(text.split()).replace("|", "\\|")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Mark:
    """Where a field begins, where its words begin, where it ends, or what it is told to do."""

    kind: str
    text: str = ""


@dataclass(kw_only=True)
class _Fields:
    """Fields that are open: of each the instruction so far, and its words once they have begun."""

    open: list[tuple[list[str], list[str]]] = field(default_factory=list)

    def read(self, token: str | _Mark) -> Iterator[str]:
        if isinstance(token, str):
            yield from self._say(token)
        elif token.kind == "begin":
            self.open.append(([], []))
        elif token.kind == "instruction" and self.open:
            self.open[-1][0].append(token.text)
        elif token.kind == "end" and self.open:
            instruction, words = self.open.pop()
            found = _LINK.match("".join(instruction))
            yield from self._say(_linked("".join(words), found[1] if found else ""))

    def rest(self) -> Iterator[str]:
        """The words of fields that never end, so that nothing is lost."""
        for _, words in self.open:
            yield from words

    def _say(self, words: str) -> Iterator[str]:
        if self.open:
            self.open[-1][1].append(words)
        else:
            yield words


def text_of(package: Package) -> Text:
    """The title, where the file begins with one, and the text with its notes at the end."""
    reader = _reader(package, package.main, styles_of(package))
    blocks = list(reader.blocks(package.tree(package.main)))
    title = ""
    if blocks and blocks[0][0].heading in {0, 1}:
        title = " ".join(blocks.pop(0)[1].split())
    return Text(title=title, body=_joined([*blocks, *_notes(package, reader)]))


def margins_of(package: Package) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands at the head and at the foot of the pages."""
    styles = styles_of(package)
    headers, footers = (tuple(_plain(package, styles, kind)) for kind in ("header", "footer"))
    return headers, footers


def _plain(package: Package, styles: Styles, kind: str) -> Iterator[str]:
    for name in package.related(kind):
        text = _joined(_reader(package, name, styles).blocks(package.tree(name)))
        if text:
            yield text


def _reader(package: Package, name: str, styles: Styles) -> _Reader:
    return _Reader(styles=styles, links={one.key: one for one in package.relations(name)})


def _notes(package: Package, reader: _Reader) -> Iterator[tuple[Shape, str]]:
    """The footnotes and endnotes that the text points to, in its order."""
    if not reader.notes:
        return
    known = {
        (local(one), attribute(one, "id")): (one, name)
        for kind in ("footnotes", "endnotes")
        for name in package.related(kind)
        for one in package.tree(name)
    }
    yield Shape(heading=1), "Notes"
    # A note that points to a note does not lengthen the list.
    for number, note in enumerate(list(reader.notes), start=1):
        element, name = known.get(note, (None, ""))
        if element is not None:
            own = _reader(package, name, reader.styles)
            text = " ".join(text for _, text in own.blocks(element))
            yield Shape(), f"[{number}] {text}"


def _joined(blocks: Iterable[tuple[Shape, str]]) -> str:
    parts: list[str] = []
    before, count = Shape(), 0
    for shape, text in blocks:
        count = count + 1 if (shape.point, shape.depth) == (before.point, before.depth) else 1
        if parts:
            parts.append("\n" if shape.point and before.point else "\n\n")
        parts.append(_laid_out(shape, text, count))
        before = shape
    return "".join(parts)


def _laid_out(shape: Shape, text: str, count: int) -> str:
    if shape.heading is not None:
        return f"{'#' * min(max(shape.heading, 1) + 1, 6)} {' '.join(text.split())}"
    if shape.point:
        sign = "-" if shape.point == "-" else f"{count}."
        return f"{'    ' * shape.depth}{sign} {' '.join(text.split())}"
    return text


def _linked(words: str, address: str) -> str:
    if not words.strip() or not address.startswith(_WEB) or any(sign in address for sign in "<> \n"):
        return words
    return f"[{words.replace('[', '(').replace(']', ')')}](<{address}>)"


def _without_odd_spaces(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.replace("\t", " ").split("\n"))
    return "\n".join(lines).strip()
