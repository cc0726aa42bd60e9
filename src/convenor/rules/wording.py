"""How sentences, dates, numbers and lists are written for people.

What a rule says is an English text that remembers how it was made, so that it can be told in another language.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Self

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


# What stands between the parts of a list, and how it ends, by the word that joins it.
BETWEEN = (", ", "; ", " and ", ", then ")
JOINTS = {"and": "{some} and {last}", "or": "{some} or {last}"}


class Said(str):
    """An English text that remembers its form and its parts; compared, kept and sent it is the text alone.

    `forms` holds one form, or the one for 1 and the one for any other `number`. A part is a text, a number, a date, or
    texts that stand beside each other with `between` them; parts that were said remember theirs.
    """

    forms: tuple[str, ...]
    number: int
    between: str
    parts: Mapping[str, Any]
    # Whether it begins with a capital, whatever its parts begin with.
    opens = False

    def __new__(cls, text: str, *, forms: tuple[str, ...], parts: Mapping[str, Any], number: int, between: str) -> Self:
        """Make one; `said` and its fellows below do."""
        made = super().__new__(cls, text)
        made.forms, made.number, made.between, made.parts = forms, number, between, MappingProxyType(dict(parts))
        return made

    def __copy__(self) -> Self:
        """Give itself: a text does not change."""
        return self

    def __deepcopy__(self, _memory: object) -> Self:
        """Give itself."""
        return self

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Be kept as the text alone."""
        return str, (str(self),)


def said(form: str, /, **parts: Any) -> Said:
    """Say a sentence made of parts: `said("Represented at {there} of {of}.", there=2, of=3)`."""
    return _made((form,), parts)


def said_of(number: int, one: str, many: str, /, **parts: Any) -> Said:
    """Say a sentence that agrees with a number: `said_of(3, "{number} seat is …", "{number} seats are …")`."""
    return _made((one, many), {"number": number, **parts}, number=number)


def said_again(text: str, *forms: str) -> str:
    """Read what was kept as its English text in the form that it was said in; what fits none stays as it is."""
    for form in forms:
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(form))
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return said(form, **found.groupdict())
    return text


def on_day(day: date) -> Said:
    """Write a date as people say it: 14 March 2022."""
    return said("{day}", day=day)


def counted(number: int, one: str, many: str = "") -> Said:
    """Write a number with its noun: 1 meeting, 3 meetings, 2 companies."""
    return said_of(number, f"{{number}} {one}", f"{{number}} {many or one + 's'}")


def spelled(number: int) -> str:
    """Write a small number as running text does: six; above twelve in digits."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def listed(parts: Iterable[str], joint: str = "and") -> str:
    """Write a list as a sentence does: a, b and c."""
    *some, last = [*parts] or [""]
    return said(JOINTS[joint], some=tuple(some), last=last) if some else last


def together(sentences: Iterable[str]) -> str:
    """Put sentences one after the other; what says nothing falls away."""
    return beside(" ", sentences)


def beside(between: str, parts: Iterable[str]) -> str:
    """Put parts beside each other with a sign between them; what says nothing falls away."""
    found = [part for part in parts if part]
    return _made(("{parts}",), {"parts": tuple(found)}, between=between) if len(found) > 1 else [*found, ""][0]


def as_a_sentence(clause: str) -> str:
    """Begin a clause with a capital and end it with a full stop."""
    ended = clause if clause.endswith((".", "!", "?")) else said("{clause}.", clause=clause)
    made = Said(ended[:1].upper() + ended[1:], forms=("{some}",), parts={"some": ended}, number=1, between=", ")
    made.opens = True
    return made


def _made(forms: tuple[str, ...], parts: Mapping[str, Any], *, number: int = 1, between: str = ", ") -> Said:
    english = {name: _in_english(part, between) for name, part in parts.items()}
    text = forms[0 if number == 1 else -1].format_map(english)
    return Said(text, forms=forms, parts=parts, number=number, between=between)


def _in_english(part: Any, between: str) -> str:
    if isinstance(part, date):
        return f"{part.day} {MONTHS[part.month - 1]} {part.year}"
    return between.join(part) if isinstance(part, tuple) else str(part)


def alphabetical(name: str) -> str:
    """Give the key that sorts names as people expect: accents and capitals do not matter."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))
