"""A Word file as a set of parts, opened with care: bounded in every direction, and without anything from outside."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from convenor.rules.wording import said

MOST_BYTES = 10_000_000
MOST_PARTS = 2_000
MOST_UNPACKED = 100_000_000
MOST_OF_A_PART = 15_000_000
DEEPEST = 200

_OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_READABLE = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)

NOT_WORD = said("it is not a Word document; save it as .docx in Word or another editor and try again")
OLD = said("it is in the old .doc format; open it in Word or another editor and save it as .docx")
ENCRYPTED = said("it is encrypted or protected by a password; take the protection off and save it again")
MACROS = said("it carries macros; save it as .docx, the kind without macros")
DAMAGED = said("it is damaged; open it in Word or another editor and save it again")
TOO_LARGE = said("it is larger than {most} MB; take the pictures out and save it again", most=MOST_BYTES // 1_000_000)
UNPACKS_TOO_LARGE = said("it unpacks to far more than a text needs; take out what is embedded in it and save it again")


class Unreadable(ValueError):  # noqa: N818 - it is the file that cannot be read
    """The file cannot be read as a Word file; the message says why and how to mend it, and nothing of its content."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Relation:
    """What a part refers to: a part of the same file, or an address outside it."""

    key: str
    kind: str
    target: str
    outside: bool


@dataclass(kw_only=True)
class Package:
    """The parts of a Word file; each is parsed when it is asked for, and once."""

    archive: zipfile.ZipFile
    names: frozenset[str]
    main: str = ""
    _trees: dict[str, Element] = field(default_factory=dict)

    def tree(self, name: str) -> Element:
        """A part's XML; nothing in an element of its own where there is no such part."""
        if name not in self._trees:
            self._trees[name] = _parsed(self._read(name)) if name in self.names else Element("nothing")
        return self._trees[name]

    def relations(self, name: str) -> list[Relation]:
        """What a part refers to."""
        folder = dirname(name)
        tree = self.tree(join(folder, "_rels", f"{name.rpartition('/')[2]}.rels"))
        return [self._relation(each, folder) for each in tree]

    def related(self, kind: str) -> list[str]:
        """The names of the parts of a kind that the main part refers to."""
        found = (one for one in self.relations(self.main) if one.kind == kind and not one.outside)
        return [one.target for one in found if one.target in self.names]

    @staticmethod
    def _relation(each: Element, folder: str) -> Relation:
        target, outside = each.get("Target", ""), each.get("TargetMode", "") == "External"
        if not outside:
            target = normpath(target.lstrip("/") if target.startswith("/") else join(folder, target))
        return Relation(
            key=each.get("Id", ""), kind=each.get("Type", "").rpartition("/")[2], target=target, outside=outside
        )

    def _read(self, name: str) -> bytes:
        try:
            with self.archive.open(name) as stream:
                content = stream.read(MOST_OF_A_PART + 1)
        except _DAMAGES:
            raise Unreadable(DAMAGED) from None
        if len(content) > MOST_OF_A_PART:
            raise Unreadable(UNPACKS_TOO_LARGE)
        return content


def open_package(content: bytes) -> Package:
    """Open the bytes of a Word file. Raises Unreadable with the reason for anything else."""
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    if content.startswith(_OLD_CONTAINER):
        raise Unreadable(ENCRYPTED if _ENCRYPTED in content else OLD)
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except _DAMAGES:
        raise Unreadable(NOT_WORD) from None
    parts = archive.infolist()
    _bounded(parts)
    package = Package(archive=archive, names=frozenset(part.filename for part in parts))
    _of_word(package)
    return package


def _bounded(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable(UNPACKS_TOO_LARGE)
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(ENCRYPTED)
    if any(part.compress_type not in _READABLE for part in parts):
        raise Unreadable(DAMAGED)


def _of_word(package: Package) -> None:
    """Find the main part, or raise Unreadable where this is no Word file or one with macros."""
    if "[Content_Types].xml" not in package.names:
        raise Unreadable(NOT_WORD)
    kinds = [each.get("ContentType", "").lower() for each in package.tree("[Content_Types].xml")]
    if any("macroenabled" in kind or "vbaproject" in kind for kind in kinds) or _has_macros(package.names):
        raise Unreadable(MACROS)
    mains = (one.target for one in package.relations("") if one.kind == "officeDocument")
    package.main = next((name for name in mains if name in package.names), "")
    root = package.tree(package.main) if package.main else Element("nothing")
    if local(root) != "document" or "wordprocessingml" not in str(root.tag):
        raise Unreadable(NOT_WORD)


def _has_macros(names: frozenset[str]) -> bool:
    return any(name.lower().endswith("vbaproject.bin") for name in names)


# Reading XML


class _Careful(ElementTree.TreeBuilder):
    """Builds a tree of limited depth and refuses a document type, with which entities would come."""

    depth = 0

    def doctype(self, *_declared: Any) -> None:
        raise Unreadable(DAMAGED)

    def start(self, tag: str, attrs: Any) -> Element:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable(UNPACKS_TOO_LARGE)
        return super().start(tag, attrs)

    def end(self, tag: str) -> Element:
        self.depth -= 1
        return super().end(tag)


def _parsed(content: bytes) -> Element:
    try:
        return ElementTree.fromstring(content, parser=ElementTree.XMLParser(target=_Careful()))
    except (ElementTree.ParseError, LookupError):
        raise Unreadable(DAMAGED) from None


def local(element: Element) -> str:
    """An element's name without its namespace: transitional and strict files differ in nothing else."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An attribute's value by its name without its namespace; empty where there is none."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def child(element: Element | None, name: str) -> Element | None:
    """The first child of this name."""
    return next((one for one in element if local(one) == name), None) if element is not None else None


def within(element: Element, *names: str) -> Iterator[Element]:
    """Everything of these names below an element, in the order of the file."""
    return (one for one in element.iter() if local(one) in names)
