"""Dates and times as meeting tools print them, in many orders and languages."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache

from convenor.rules.attendance.writing import fold, visible

# A time of day without a date is kept on this day and never shown; it still tells how long somebody stayed.
NO_DAY = date(4, 1, 1)
LONGEST = 80


class Order(StrEnum):
    """Which of two numbers is the day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A moment as it is written, before anybody decided what the order of its numbers is.

    `separator` is empty where the order is plain; `first` is then the month and `second` the day. `year` is 0 where
    only a time of day is written; `clock` is None where only a date is.
    """

    text: str
    separator: str = ""
    year: int = 0
    first: int = 0
    second: int = 0
    clock: time | None = None

    @property
    def numbers(self) -> tuple[int, int, int]:
        return self.year, self.first, self.second

    def day(self, order: Order) -> date | None:
        """The date in that order, or None where the calendar has no such day."""
        if not self.year:
            return None
        day_first = self.separator and order is Order.DAY_FIRST
        month, day = (self.second, self.first) if day_first else (self.first, self.second)
        try:
            return date(self.year, month, day)
        except ValueError:
            return None

    def at(self, day: date) -> datetime:
        """The moment on a day that is known."""
        return datetime.combine(day, self.clock or time())


NUMBERS = re.compile(r"(?:[^\W\d]+\.?,?\s+)?(\d{1,4})\s?([-/.年])\s?(\d{1,2})\s?(?:\2|月)\s?(\d{1,4})(?!\d)\s?[日.]?")
DAY_MONTH_NAME = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º)?[\s\-/]+(?:de\s+)?([^\W\d_]{3,})\.?,?[\s\-/]+(?:de\s+)?(\d{4}|\d{2})(?!\d)"
)
MONTH_NAME_DAY = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
ZONE = re.compile(
    r"\(?(?:utc|gmt)\s?[+\-−]\s?\d{1,2}(?::?\d{2})?\)?|(?<=[\dm])\s?[+\-−](?:0?\d|1[0-4])(?::?\d{2})?$|z$"
)
BEFORE_NOON = r"am|a\.\s?m\.?|上午|午前|오전|vorm\.|π\.?μ\.?|ص"
AFTER_NOON = r"pm|p\.\s?m\.?|下午|午後|오후|nachm\.|μ\.?μ\.?|م"
CLOCK = re.compile(
    rf"(?:(?P<before>{BEFORE_NOON}|{AFTER_NOON})\s*)?(?<![\d:])(?P<hour>\d{{1,2}})"
    r"(?:\s?[:.h時时시点點]\s?(?P<minute>\d{2})(?:\s?[:.m分분]\s?(?P<second>\d{2})(?:[.,]\d+)?)?)?\s?[s秒초분分]?"
    rf"\s*(?P<after>{BEFORE_NOON}|{AFTER_NOON})?(?!\d)"
)

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janv janvier januar janner enero ene gennaio gen januari janeiro stycznia января янв",
            "feb february fevr fev fevrier februar febrero febbraio februari fevereiro lutego февраля фев",
            "mar march mars marz maerz mrz marzo maart mrt marco marca марта мар marts",
            "apr april avr avril abr abril aprile kwietnia апреля апр",
            "may mai mayo maggio mag mei maio maja мая maj",
            "jun june juin juni junio giugno giu junho czerwca июня июн",
            "jul july juil juillet juli julio luglio lug julho lipca июля июл",
            "aug august aout ago agosto augustus augusti sierpnia августа авг",
            "sep sept september septembre septiembre settembre set setembro wrzesnia сентября сен сент",
            "oct october octobre oktober okt octubre ottobre ott outubro out pazdziernika октября окт",
            "nov november novembre noviembre novembro listopada ноября ноя",
            "dec december decembre dez dezember dic diciembre dicembre dezembro grudnia декабря дек",
        ),
        start=1,
    )
    for name in map(fold, names.split())
}


@lru_cache(maxsize=65_536)
def read_moment(text: str) -> Written | None:
    """Read a date with a time, a date or a time; None if it is none of them."""
    if len(text) > LONGEST:
        return None
    plain = visible(unicodedata.normalize("NFKC", text)).casefold()
    dated = _date_in(plain)
    if dated is None:
        clock = _clock_in(plain)
        return Written(text=text, clock=clock) if clock is not None and _is_all_clock(plain) else None
    separator, numbers, rest = dated
    clock = None
    if any(mark.isdigit() for mark in rest):
        clock = _clock_in(ZONE.sub("", rest))
        if clock is None:
            return None
    year, first, second = numbers
    return Written(text=text, separator=separator, year=year, first=first, second=second, clock=clock)


def _date_in(plain: str) -> tuple[str, tuple[int, int, int], str] | None:
    """The separator, the year with two numbers, and what is left of the text."""
    if found := NUMBERS.match(plain):
        a, separator, b, c = found[1], found[2], found[3], found[4]
        rest = plain[found.end() :]
        if len(a) == 4 and len(c) <= 2:
            return "", (int(a), int(b), int(c)), rest
        if len(a) <= 2 and len(c) in (2, 4) and separator != "年":
            return separator, (_full_year(c), int(a), int(b)), rest
        return None
    if found := DAY_MONTH_NAME.search(plain):
        day, month, year = found[1], found[2], found[3]
    elif found := MONTH_NAME_DAY.search(plain):
        month, day, year = found[1], found[2], found[3]
    else:
        return None
    number = MONTHS.get(fold(month))
    rest = plain[: found.start()] + " " + plain[found.end() :]
    return ("", (_full_year(year), number, int(day)), rest) if number else None


def _full_year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _clock_in(rest: str) -> time | None:
    found = CLOCK.search(rest)
    if found is None or any(mark.isdigit() for mark in rest[: found.start()] + rest[found.end() :]):
        return None
    mark = found["before"] or found["after"]
    if found["minute"] is None and mark is None:
        return None
    hour, minute, second = int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0)
    if mark and hour <= 12:
        hour = hour % 12 + (12 if re.fullmatch(AFTER_NOON, mark) else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _is_all_clock(plain: str) -> bool:
    """Whether a text without a date is a time and not a sentence or a number with one in it."""
    return len(fold(CLOCK.sub("", plain, count=1))) <= 6
