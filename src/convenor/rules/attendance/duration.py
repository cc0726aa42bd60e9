"""How long somebody stayed, as meeting tools print it: "1h 30m 51s", "1 Std. 30 Min.", "1:30:51", "91"."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from convenor.rules.attendance.writing import fold, visible


class Unit(StrEnum):
    """What a bare number counts, if the heading says so."""

    HOURS = "hours"
    MINUTES = "minutes"
    SECONDS = "seconds"


SECONDS_IN = {Unit.HOURS: 3600, Unit.MINUTES: 60, Unit.SECONDS: 1}

# First letters are enough, but for the Nordic and Slavic words and the scripts of East Asia.
PARTS = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)\.?")
UNITS = (
    (
        SECONDS_IN[Unit.MINUTES],
        re.compile(r"(m|min\w*|perc\w*|dk|dakika|м|мин\w*|хв\w*|λ\w*|分\w*|分钟|分鐘|분|د|دقيقة|น\w*)$"),
    ),
    (
        SECONDS_IN[Unit.SECONDS],
        re.compile(r"(s|sec\w*|sek\w*|seg\w*|sn|saniye|сек\w*|с|δ\w*|秒\w*|초|ث|ثانية|วิ\w*|mp|másodperc)$"),
    ),
    (
        SECONDS_IN[Unit.HOURS],
        re.compile(
            r"(h|hr|hrs|hour\w*|heure\w*|std|stunde\w*|hora\w*|or[ae]|uur|u|uren|tim\w*|t|godz\w*|g|sa|saat|"
            r"ч|час\w*|год\w*|ώ\w*|ω\w*|時間?|小时|小時|时|시간|시|س|ساعة|ชม|óra|ó)$"
        ),
    ),
)
JOINTS = {"and", "et", "und", "y", "e", "en", "och", "og"}
HOURS_AND_MINUTES = re.compile(r"(\d+)\s?h\s?(\d{2})")
CLOCK = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?")
ISO = re.compile(r"pt(?=\d)((?:\d+h)?(?:\d+m)?(?:\d+(?:\.\d+)?s)?)")
LONGEST = 80
LONGEST_HOURS = 12  # "45:30" is minutes and seconds unless the times say otherwise
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Length:
    """How long, in seconds; where several readings are possible, they are all here, the likeliest first."""

    readings: tuple[float, ...]

    def beside(self, span: float | None) -> float:
        """The reading that lies nearest to what the times say; without times the likeliest."""
        if span is None:
            return self.readings[0]
        return min(self.readings, key=lambda reading: abs(reading - span))


@lru_cache(maxsize=8192)
def read_length(text: str, unit: Unit | None) -> Length | None:
    """Read a duration; None if it is none. A bare number without a unit is minutes, or seconds if the times say so."""
    if len(text) > LONGEST:
        return None
    plain = visible(unicodedata.normalize("NFKC", text)).casefold()
    if NUMBER.fullmatch(plain):
        return _number(float(plain.replace(",", ".")), unit)
    if found := CLOCK.fullmatch(plain):
        first, second, third = int(found[1]), int(found[2]), found[3]
        if third is not None:
            return Length(readings=(first * 3600 + second * 60 + int(third),))
        long, short = first * 3600 + second * 60, first * 60 + second
        return Length(readings=(short, long) if first > LONGEST_HOURS else (long, short))
    if found := HOURS_AND_MINUTES.fullmatch(plain):
        return Length(readings=(int(found[1]) * 3600 + int(found[2]) * 60,))
    if iso := ISO.fullmatch(plain):
        plain = iso[1]
    return _worded(plain)


def _number(number: float, unit: Unit | None) -> Length:
    if unit is not None:
        return Length(readings=(number * SECONDS_IN[unit],))
    return Length(readings=(number * 60, number))


def _worded(plain: str) -> Length | None:
    parts = PARTS.findall(plain)
    sizes = [next((size for size, words in UNITS if words.match(unit)), None) for _, unit in parts]
    joints = fold(PARTS.sub(" ", plain)).split()
    if not parts or None in sizes or not JOINTS.issuperset(joints):
        return None
    seconds = sum(float(amount.replace(",", ".")) * (size or 0) for (amount, _), size in zip(parts, sizes, strict=True))
    return Length(readings=(seconds,))
