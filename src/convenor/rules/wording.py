"""How dates, numbers and lists are written for people."""

import unicodedata
from collections.abc import Sequence
from datetime import date

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


def on_day(day: date) -> str:
    """Write a date as people say it: 14 March 2022."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def counted(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: 1 meeting, 3 meetings, 2 companies."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def spelled(number: int) -> str:
    """Write a small number as running text does: six; above twelve in digits."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def listed(parts: Sequence[str], joint: str = "and") -> str:
    """Write a list as a sentence does: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}"


def alphabetical(name: str) -> str:
    """Give the key that sorts names as people expect: accents and capitals do not matter."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))
