"""A calendar object as components with their properties, from the lines in which it is written (RFC 5545, 3.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from convenor.rules.replies.bounds import DEPTH, EVENTS, LINE, Unreadable

_NEWLINE = re.compile(r"\r\n|\r|\n")
_NAME = re.compile(r"[A-Za-z0-9-]+")
# Some programs forget the quotation marks around an address, whose colon then looks like the end of the parameters.
_ONE_VALUE = r'(?:"[^"]*"|(?:mailto:)?[^";:,]*)'
_PARAMETER = re.compile(rf";\s*([A-Za-z0-9-]+)(?:=({_ONE_VALUE}(?:,{_ONE_VALUE})*))?", re.IGNORECASE)
_INNER_QUOTE = re.compile(r'\\"|(?<![=,])""')
_VALUES = re.compile(r'"([^"]*)"|([^",]+)')
_ESCAPED = re.compile(r"\\([nN\\;,:\"])")
_CARET = re.compile(r"\^([n'^])")
# What is read of an event; of the rest only the name matters.
_READ = frozenset(
    ["METHOD", "UID", "RECURRENCE-ID", "SEQUENCE", "DTSTAMP", "ATTENDEE", "ORGANIZER", "COMMENT", "RRULE"]
)
_PEOPLE = frozenset({"ATTENDEE", "ORGANIZER"})
_COUNTED = frozenset({"RDATE", "EXDATE"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Property:
    """One line: `parameters` by their upper-case names, each with its values; `value` as it is written."""

    name: str
    parameters: dict[str, tuple[str, ...]]
    value: str

    def first(self, parameter: str) -> str:
        """A parameter's first value; empty where there is none."""
        return next(iter(self.parameters.get(parameter, ())), "")

    @property
    def text(self) -> str:
        """The value without the backslashes that a text is written with."""
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Component:
    """What stands between BEGIN and END: its own properties, and the components in it. `dates` counts what it lists."""

    name: str
    properties: list[Property] = field(default_factory=list)
    inner: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        """The properties of this name, in their order."""
        return [line for line in self.properties if line.name == name]


def calendars(text: str) -> list[Component]:
    """Every VCALENDAR of a text. Raises Unreadable where one breaks off or is nested beyond all use."""
    whole, found = Component(name=""), 0
    open_ones = [whole]
    for line in unfolded(text):
        begins, name = _edge(line)
        if begins is None:
            if len(open_ones) > 1 and (read := _property(line)):
                open_ones[-1].properties.append(read)
        elif begins:
            found += 1
            if len(open_ones) > DEPTH or found > EVENTS * 4:
                raise Unreadable("it holds far more components than an answer has; ask for a plain reply")
            made = Component(name=name)
            open_ones[-1].inner.append(made)
            open_ones.append(made)
        elif len(open_ones) > 1:
            if open_ones[-1].name != name:
                raise Unreadable(f"its {open_ones[-1].name} does not end before END:{name}; ask for the mail again")
            open_ones.pop()
    if len(open_ones) > 1:
        raise Unreadable(f"it breaks off before END:{open_ones[1].name}; ask for the mail again")
    return [component for component in whole.inner if component.name == "VCALENDAR"]


def unfolded(text: str) -> Iterator[str]:
    """The lines of a text, each whole again where it was folded; empty ones say nothing."""
    parts: list[str] = []
    for line in filter(None, _NEWLINE.split(text)):
        if line[:1] in {" ", "\t"} and parts:
            parts.append(line[1:])
            continue
        if parts:
            yield "".join(parts)
        parts = [line]
    yield "".join(parts)


def _edge(line: str) -> tuple[bool | None, str]:
    """Whether a line begins or ends a component, and which; None for any other line."""
    word, colon, name = line.partition(":")
    word = word.strip().upper()
    if not colon or word not in {"BEGIN", "END"}:
        return None, ""
    return word == "BEGIN", name.strip().upper()[:40]


def _property(line: str) -> Property | None:
    """A line that is read; None for one that says nothing here, or that is no property."""
    named = _NAME.match(line)
    name = named[0].upper() if named else ""
    if name in _COUNTED:
        return Property(name=name, parameters={}, value="," * line.count(","))
    if named is None or name not in _READ:
        return None
    if len(line) > LINE:
        raise Unreadable(f"its {name} is {len(line):,} characters long; ask for a plain reply")
    if name in _PEOPLE:
        # Not as the standard has it, but some programs write a quotation mark in a name in one of these ways.
        line = _INNER_QUOTE.sub("'", line)
    parameters: dict[str, tuple[str, ...]] = {}
    at = named.end()
    while found := _PARAMETER.match(line, at):
        _keep(found, parameters)
        at = found.end()
    if line[at : at + 1] != ":":
        return None
    value = line[at + 1 :].strip()
    cut = value.lower().rfind("mailto:")
    if name in _PEOPLE and cut > 0:
        # A colon in a name that nobody quoted: what follows it is parameters still.
        for found in _PARAMETER.finditer(value, 0, cut):
            _keep(found, parameters)
    return Property(name=name, parameters=parameters, value=value)


def _keep(found: re.Match[str], parameters: dict[str, tuple[str, ...]]) -> None:
    """Keep what a parameter says; one that is said twice in two ways says nothing."""
    values = tuple(_uncareted(one or other.strip()) for one, other in _VALUES.findall(found[2] or ""))
    name = found[1].upper()
    parameters[name] = values if parameters.get(name, values) == values else ()


def _uncareted(text: str) -> str:
    """A parameter's value without its carets (RFC 6868)."""
    return _CARET.sub(lambda found: {"n": "\n", "'": '"', "^": "^"}[found[1]], text)
