"""What a note at the desk is made of before it may leave: its length, its sections, and where it says it comes from."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from convenor.rules.vocabulary import DraftKind
from convenor.rules.wording import MONTHS

# How many words a text of each kind should need at most; deliverables are mainly short (R-GEN-12, R-PUB-02).
WORD_BUDGETS: Mapping[DraftKind, int] = {
    DraftKind.OUTPUT_NOTE: 600,
    DraftKind.SUMMARY_NOTE: 400,
    DraftKind.FOUNDATIONAL_PAPER: 6000,
    DraftKind.GUIDANCE_NOTE: 2000,
    DraftKind.CASE_STUDY: 1000,
    DraftKind.STATISTICS: 300,
    DraftKind.YEAR_END_REVIEW: 2500,
    DraftKind.NEWSLETTER: 800,
    DraftKind.PAGE: 600,
}

# The shape that a text of each kind begins with: what was learned, what to do about it, what remains (R-PUB-21).
SECTIONS: Mapping[DraftKind, tuple[str, ...]] = {
    DraftKind.OUTPUT_NOTE: ("What we heard", "What to do", "Open questions"),
    DraftKind.SUMMARY_NOTE: ("What was discussed", "What to take away", "What comes next"),
    DraftKind.FOUNDATIONAL_PAPER: ("What this is about", "What companies can do", "What remains open"),
    DraftKind.GUIDANCE_NOTE: ("What to do", "Why it matters", "How to begin"),
    DraftKind.CASE_STUDY: ("What happened", "What was done", "What can be learned"),
    DraftKind.STATISTICS: ("What the table shows",),
    # A review is composed from its year (`rules.review`), never begun from an outline; this is its frame.
    DraftKind.YEAR_END_REVIEW: ("Overview", "Participants", "Contact"),
    DraftKind.NEWSLETTER: ("What was published", "What comes next", "How to take part"),
    DraftKind.PAGE: ("What this is", "What to do"),
}

# Fewer sessions than this in a stretch of time, and the stretch would point to a session.
SESSIONS_THAT_HIDE_ONE = 3

# Signs that show the letters after them from right to left, so that a reader sees another word than the check.
_TURNING_ROUND = frozenset("\u202d\u202e")

_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*?))?[ \t]*#*[ \t]*$")
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
# As the other five languages of the United Nations write them, as far as is needed to know one.
_MONTHS_ELSEWHERE = (
    "janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|"
    "ener|febr|marz|abril|may|juni|juli|agost|septiembre|setiembre|octubre|noviembre|diciembre|"
    "январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|"
    "يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يونيه|يوليو|يوليه|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|"
    "كانون|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين"
)
_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})\b|\b(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)"
    rf"|\b\d{{1,2}}(?:er|º|-?го|-?е)?\s+(?:de\s+)?(?:{_MONTHS_ELSEWHERE})|\d{{1,2}}\s*月\s*\d{{1,2}}\s*[日号]"
    r"|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b",
    re.IGNORECASE,
)


def words_in(text: str) -> int:
    """Count the words of a text; signs that stand alone, such as those of a list or a heading, are not words."""
    return sum(any(sign.isalnum() for sign in part) for part in text.split())


def outline(kind: DraftKind, remarks: Iterable[str]) -> str:
    """Lay out a new text: the sections of its kind, with the remarks as a list under the first."""
    first, *others = SECTIONS[kind]
    points = "".join(f"- {' '.join(remark.split())}\n" for remark in remarks)
    return "\n".join([f"## {first}\n\n{points}", *(f"## {section}\n" for section in others)])


def empty_sections(body: str) -> tuple[str, ...]:
    """Name the headings under which nothing is written."""
    empty: list[str] = []
    waiting: list[tuple[int, str]] = []
    for line in body.splitlines():
        if heading := _HEADING.match(line):
            depth = len(heading[1])
            empty += [title for level, title in waiting if level >= depth]
            waiting = [(level, title) for level, title in waiting if level < depth] + [(depth, heading[2] or "")]
        elif line.strip():
            waiting = []
    return (*empty, *(title for _, title in waiting))


def provenance(day: date, held: Sequence[date]) -> str:
    """Say in general words where a note comes from, so widely that no session is pointed at (R-PUB-11, A-19).

    `day` is the day of the session it comes from, `held` the days of all sessions of the same room.
    """
    half = [other for other in held if other.year == day.year and (other.month > 6) == (day.month > 6)]
    if len(half) >= SESSIONS_THAT_HIDE_ONE:
        return f"From the community's sessions of the {'second' if day.month > 6 else 'first'} half of {day.year}."
    if sum(other.year == day.year for other in held) >= SESSIONS_THAT_HIDE_ONE:
        return f"From the community's sessions of {day.year}."
    return "From the community's sessions."


def names_a_day(text: str) -> str | None:
    """Find a date of a day in a text that should speak in general words; the date as written, or None."""
    found = _DAY.search(text)
    return found[0] if found else None


def tidy(text: str) -> str:
    """Take out what nobody sees: control characters, signs that turn letters round, odd line ends, outer space."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = (sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs", "Cn"})
    return "".join(sign for sign in seen if sign not in _TURNING_ROUND).strip()
