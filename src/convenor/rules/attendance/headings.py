"""What the heading of a column means, in the languages in which meeting tools write it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from convenor.rules.attendance.column import Column
from convenor.rules.attendance.duration import Unit
from convenor.rules.attendance.words import WORDS
from convenor.rules.attendance.writing import fold, visible

MEANINGS = {fold(words): column for column, text in WORDS.items() for words in text.replace("\n", " ").split(";")}

FIRST_WORDS = frozenset(meaning.partition(" ")[0] for meaning in MEANINGS)

# Translations change with each release of a tool; these stems catch what the lists above do not have.
STEMS = (
    (Column.EMAIL, re.compile(r"\b(e ?mail|courriel|correo electronico|posta elettronica)\b")),
    (Column.DURATION, re.compile(r"\b(duration|dauer|duree|duracion|duracao|durata|duur)\b")),
    (
        Column.JOINED,
        re.compile(r"\b(join|joined|beitritts?|beigetreten|arrivee|rejoint|union|unirse|ingreso|ingresso)\b"),
    ),
    (Column.LEFT, re.compile(r"\b(leave|left|exited|verlassens?|depart|quitte|salida|saida|uscita|vertrek)\b")),
)
SOMEBODY_ELSE = re.compile(
    r"\b(host|hote|gastgeber|anfitrion|organi[sz]er|organisateur|manager|registration|assistant)\b"
)
LONGEST_STEM = 5

UNITS = (
    (Unit.MINUTES, re.compile(r"\b(min|mins|minut\w*|мин\w*)\b|分|분")),
    (Unit.SECONDS, re.compile(r"\b(sec|secs|seconds?|secondes?|sekunden|segundos|secondi|seconden)\b|秒|초")),
    (Unit.HOURS, re.compile(r"\b(hours?|hrs?|stunden|heures|horas|ore|uren)\b")),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """What a heading means; `has_original` where it says that the original name follows in brackets."""

    column: Column
    has_original: bool = False
    unit: Unit | None = None
    is_exact: bool = True


ORIGINAL = re.compile(
    r"orig|urspr|oorspr|pierwot|alkuper|eredet|puvodn|оригин|исходн|настоящ|первонач|原|元|원래|실제|asil"
)
BRACKETED = re.compile(r"^(?P<outer>[^(（\[]+)[(（\[](?P<inner>[^)）\]]*)[)）\]]?\s*$")


def may_be_heading(cell: str) -> bool:
    """Whether a cell begins with a word that headings begin with: quick enough to ask of every row."""
    words = fold(cell.split(None, 1)[0]).split(None, 1)
    return bool(words) and words[0] in FIRST_WORDS


@lru_cache(maxsize=8192)
def read_heading(text: str) -> Heading | None:
    """Understand a heading or the label of a summary line; None if it means nothing to us."""
    text = visible(text).strip(":： ")
    if not text or len(text) > 80:
        return None
    whole = fold(text)
    bracketed = BRACKETED.match(text)
    outer = fold(bracketed["outer"]) if bracketed else whole
    column = MEANINGS.get(whole) or MEANINGS.get(outer)
    is_exact = column is not None
    if column is None and "?" not in text and len(whole.split()) <= LONGEST_STEM and not SOMEBODY_ELSE.search(whole):
        column = next((column for column, stem in STEMS if stem.search(outer)), None)
    if column is None:
        return None
    return Heading(
        column=column,
        has_original=column is Column.NAME
        and bracketed is not None
        and bool(ORIGINAL.search(fold(bracketed["inner"]))),
        unit=next((unit for unit, words in UNITS if words.search(whole)), None) if column is Column.DURATION else None,
        is_exact=is_exact,
    )
