"""What a Word file would tell beyond its text: who wrote it, who changed what, and what nobody sees on the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, islice
from xml.etree.ElementTree import Element

from convenor.desk.word.package import Package, attribute, local, within
from convenor.desk.word.styles import styles_of
from convenor.rules.wording import Said, said

MOST = 300
LONGEST = 300


class Part(StrEnum):
    """The kinds of what is hidden, in the order in which they are told."""

    AUTHOR = "author"
    LAST_EDITOR = "last editor"
    COMPANY = "company"
    MANAGER = "manager"
    TEMPLATE = "template"
    PROPERTY = "property"
    PERSON = "person known to the file"
    COMMENT = "comment"
    INSERTION = "tracked insertion"
    DELETION = "tracked deletion"
    FORMATTING = "tracked change of format"
    HIDDEN_TEXT = "hidden text"
    ALTERNATIVE = "alternative text"
    MARGIN = "header or footer"
    EMBEDDED = "embedded file"
    OUTSIDE = "address of another file"
    VARIABLE = "variable"
    CUSTOM_XML = "custom XML"
    SITTINGS = "editing sittings"


@dataclass(frozen=True, kw_only=True, slots=True)
class Hidden:
    """One thing that is hidden in a file; `by` is whoever the file says it is from."""

    part: Part
    text: str
    by: str = ""

    @property
    def whole(self) -> str:
        return f"{self.by}: {self.text}" if self.by and self.text else self.by or self.text


# Where a property has a line of its own; every other property is told with its name.
_OWN_LINES = {
    "creator": Part.AUTHOR,
    "lastModifiedBy": Part.LAST_EDITOR,
    "Company": Part.COMPANY,
    "Manager": Part.MANAGER,
    "Template": Part.TEMPLATE,
}
_CORE = {
    "title": said("title"),
    "subject": said("subject"),
    "keywords": said("keywords"),
    "description": said("description"),
    "category": said("category"),
    "contentStatus": said("status"),
    "identifier": said("identifier"),
    "created": said("first saved"),
    "modified": said("last saved"),
    "lastPrinted": said("last printed"),
    "revision": said("revision"),
    "HyperlinkBase": said("address that links begin with"),
    "TotalTime": said("minutes of editing"),
}
_USUAL = {"Normal.dotm", "Normal", "Normal.dot", "0"}
_TRACKED = {
    "ins": Part.INSERTION,
    "moveTo": Part.INSERTION,
    "del": Part.DELETION,
    "moveFrom": Part.DELETION,
}
_EMBEDDED = re.compile(r"(?:^|/)embeddings/|(?:^|/)afchunk|(?:^|/)activeX/.*\.bin$|thumbnail", re.IGNORECASE)
_ONLY_A_NUMBER = re.compile(r"\W*\d*\W*")


def hidden_parts(package: Package) -> list[Hidden]:
    """Everything that is hidden in a file, in the order of `Part`, shortened where it is long, each thing once."""
    found = (_in_short(one) for one in _all(package))
    once = dict.fromkeys(one for one in found if one.whole)
    ordered = sorted(once, key=lambda one: [*Part].index(one.part))
    return list(islice(ordered, MOST))


def _all(package: Package) -> Iterator[Hidden]:
    yield from _properties(package)
    yield from _people(package)
    yield from _comments(package)
    for name in _written_parts(package):
        yield from _tracked(package.tree(name))
        yield from _unseen(package, package.tree(name))
        yield from _outside(package, name)
    yield from _margins(package)
    yield from _embedded(package)
    yield from _settings(package)
    yield from _custom_xml(package)


def _written_parts(package: Package) -> list[str]:
    kinds = ("header", "footer", "footnotes", "endnotes", "comments")
    return [package.main, *(name for kind in kinds for name in package.related(kind))]


# The properties of the file


def _properties(package: Package) -> Iterator[Hidden]:
    for name in ("docProps/core.xml", "docProps/app.xml"):
        for one in package.tree(name):
            yield from _property(local(one), (one.text or "").strip())
    for one in package.tree("docProps/custom.xml"):
        value = " ".join(text for text in one.itertext() if text.strip()).strip()
        yield Hidden(part=Part.PROPERTY, text=f"{attribute(one, 'name')}: {value}")


def _property(name: str, value: str) -> Iterator[Hidden]:
    if not value or value in _USUAL:
        return
    if name in _OWN_LINES:
        yield Hidden(part=_OWN_LINES[name], text=value)
    elif name in _CORE:
        yield Hidden(part=Part.PROPERTY, text=said("{name}: {value}", name=_CORE[name], value=_shortened(value)))


def _people(package: Package) -> Iterator[Hidden]:
    """People who commented or changed something, with the account by which their company knows them."""
    for name in package.related("people"):
        for person in within(package.tree(name), "person"):
            accounts = [attribute(one, "userId") for one in within(person, "presenceInfo")]
            words = [attribute(person, "author"), *accounts]
            yield Hidden(part=Part.PERSON, text=" · ".join(word for word in words if word))


# What was said about the text, and how it came about


def _comments(package: Package) -> Iterator[Hidden]:
    for name in package.related("comments"):
        for comment in within(package.tree(name), "comment"):
            yield Hidden(part=Part.COMMENT, by=attribute(comment, "author"), text=_words(comment))


def _tracked(tree: Element) -> Iterator[Hidden]:
    """Insertions and deletions, those that follow one another by the same hand as one; changes of format by hand."""
    changes = [
        (_TRACKED[local(one)], attribute(one, "author"), _words(one, "t", "delText")) for one in within(tree, *_TRACKED)
    ]
    for (part, author), group in groupby(changes, key=lambda change: change[:2]):
        yield Hidden(part=part, by=author, text=" … ".join(text for *_, text in group if text))
    formats = (one for one in tree.iter() if local(one).endswith("PrChange"))
    for author in dict.fromkeys(attribute(one, "author") for one in formats):
        yield Hidden(part=Part.FORMATTING, text=author)


def _unseen(package: Package, tree: Element) -> Iterator[Hidden]:
    styles = styles_of(package)
    for paragraph in within(tree, "p"):
        runs = (run for run in within(paragraph, "r") if styles.hides(run))
        yield Hidden(part=Part.HIDDEN_TEXT, text="".join(_words(run, spaced=False) for run in runs).strip())
    for one in within(tree, "docPr", "cNvPr", "tblCaption", "tblDescription", "shape", "imagedata"):
        for name in ("title", "descr", "alt"):
            yield Hidden(part=Part.ALTERNATIVE, text=attribute(one, name).strip())
        if local(one).startswith("tbl"):
            yield Hidden(part=Part.ALTERNATIVE, text=attribute(one, "val").strip())


def _margins(package: Package) -> Iterator[Hidden]:
    for kind in ("header", "footer"):
        for name in package.related(kind):
            text = _words(package.tree(name))
            if not _ONLY_A_NUMBER.fullmatch(text):
                yield Hidden(part=Part.MARGIN, text=text)


# What hangs on the file


def _outside(package: Package, name: str) -> Iterator[Hidden]:
    """Addresses of files, pictures and templates elsewhere; links of the text are in the text."""
    for one in package.relations(name):
        if one.outside and one.kind != "hyperlink":
            yield Hidden(part=Part.TEMPLATE if one.kind == "attachedTemplate" else Part.OUTSIDE, text=one.target)
        elif one.outside and one.target.startswith(("file:", "\\\\")):
            yield Hidden(part=Part.OUTSIDE, text=one.target)


def _embedded(package: Package) -> Iterator[Hidden]:
    for name in sorted(package.names):
        if _EMBEDDED.search(name) and not name.endswith((".rels", "/")):
            yield Hidden(part=Part.EMBEDDED, text=name.rpartition("/")[2])


def _settings(package: Package) -> Iterator[Hidden]:
    for name in package.related("settings"):
        yield from _outside(package, name)
        tree = package.tree(name)
        for one in within(tree, "docVar"):
            yield Hidden(part=Part.VARIABLE, text=f"{attribute(one, 'name')}: {attribute(one, 'val')}")
        for one in within(tree, "connectString", "query"):
            yield Hidden(part=Part.OUTSIDE, text=attribute(one, "val"))
        sittings = sum(1 for _ in within(tree, "rsid"))
        if sittings > 1:
            yield Hidden(part=Part.SITTINGS, text=str(sittings))


def _custom_xml(package: Package) -> Iterator[Hidden]:
    for name in sorted(package.names):
        if re.fullmatch(r"customXml/item\d+\.xml", name):
            words = " ".join(text.strip() for text in package.tree(name).itertext() if text.strip())
            yield Hidden(part=Part.CUSTOM_XML, text=words)


def _words(element: Element, *names: str, spaced: bool = True) -> str:
    """The words below an element, paragraph by paragraph."""
    wanted = names or ("t", "delText")
    pieces = (" " if local(one) == "p" else one.text or "" for one in within(element, "p", *wanted))
    words = "".join(pieces)
    return " ".join(words.split()) if spaced else words


def _in_short(one: Hidden) -> Hidden:
    return Hidden(part=one.part, text=_shortened(one.text), by=" ".join(one.by.split())[:LONGEST])


def _shortened(text: str) -> str:
    """A text on one line, cut where it is long; what is said with its name was shortened before."""
    if isinstance(text, Said):
        return text
    line = " ".join(text.split())
    return f"{line[:LONGEST].rstrip()} …" if len(line) > LONGEST else line
