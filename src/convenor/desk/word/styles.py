"""What a paragraph of a Word file is: a heading, a point of a list, or plain; what its runs hide."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from convenor.desk.word.package import Package, attribute, child, local, within

_HEADING = re.compile(r"heading ?(\d)")
_FALSE = frozenset({"0", "false", "off", "none"})
_CHAIN = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """How a paragraph stands: `heading` from 0 for a title, `point` the sign of its list, `depth` how far in."""

    heading: int | None = None
    point: str = ""
    depth: int = 0


@dataclass(kw_only=True)
class Styles:
    """The styles and lists of a file, by their ids."""

    styles: dict[str, Element] = field(default_factory=dict)
    numbers: dict[str, dict[str, str]] = field(default_factory=dict)

    def shape(self, paragraph: Element) -> Shape:
        """What a paragraph is, by its own marks and by those of its style."""
        own = child(paragraph, "pPr")
        style = _value(child(own, "pStyle"))
        marks = [own, *(child(one, "pPr") for one in self._chain(style))]
        heading = self._heading(style, marks)
        if heading is not None:
            return Shape(heading=heading)
        return self._point(style, [child(one, "numPr") for one in marks])

    def hides(self, run: Element) -> bool:
        """Whether a run is hidden, by itself or by its style."""
        own = child(run, "rPr")
        marks = [own, *(child(one, "rPr") for one in self._chain(_value(child(own, "rStyle"))))]
        for mark in marks:
            for name in ("vanish", "specVanish"):
                said = child(mark, name)
                if said is not None:
                    return _value(said) not in _FALSE
        return False

    def _chain(self, style: str) -> list[Element]:
        """A style and those that it is based on."""
        found: list[Element] = []
        while style in self.styles and len(found) < _CHAIN:
            found.append(self.styles[style])
            style = _value(child(self.styles[style], "basedOn"))
        return found

    def _names(self, style: str) -> list[str]:
        return [_value(child(one, "name")).lower() for one in self._chain(style)]

    def _heading(self, style: str, marks: list[Element | None]) -> int | None:
        for name in self._names(style):
            if name == "title":
                return 0
            if found := _HEADING.match(name):
                return int(found[1])
        for mark in marks:
            level = _value(child(mark, "outlineLvl"))
            if level.isdigit():
                return int(level) + 1 if int(level) < 9 else None
        return None

    def _point(self, style: str, marks: list[Element | None]) -> Shape:
        for mark in marks:
            if mark is not None:
                number, level = _value(child(mark, "numId")), _value(child(mark, "ilvl")) or "0"
                if number == "0":
                    return Shape()
                if number:
                    kind = self.numbers.get(number, {}).get(level, "bullet")
                    return Shape(point="" if kind == "none" else "-" if kind == "bullet" else "1.", depth=_depth(level))
        names = " ".join(self._names(style))
        return Shape(point="-" if "list bullet" in names else "1." if "list number" in names else "")


def styles_of(package: Package) -> Styles:
    """Read the styles and the lists that a file defines."""
    styles = {
        attribute(one, "styleId"): one
        for name in package.related("styles")
        for one in within(package.tree(name), "style")
    }
    numbers: dict[str, dict[str, str]] = {}
    for name in package.related("numbering"):
        tree = package.tree(name)
        shapes = {attribute(one, "abstractNumId"): _levels(one) for one in tree if local(one) == "abstractNum"}
        numbers |= {
            attribute(one, "numId"): shapes.get(_value(child(one, "abstractNumId")), {})
            for one in tree
            if local(one) == "num"
        }
    return Styles(styles=styles, numbers=numbers)


def _levels(shape: Element) -> dict[str, str]:
    return {attribute(one, "ilvl"): _value(child(one, "numFmt")) for one in shape if local(one) == "lvl"}


def _depth(level: str) -> int:
    return min(int(level), 8) if level.isdigit() else 0


def _value(element: Element | None) -> str:
    return attribute(element, "val") if element is not None else ""
