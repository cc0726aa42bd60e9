"""Tell a name that is also an ordinary word from the word: by capitals, position and neighbours."""

import re
from functools import lru_cache

from convenor.rules.attribution.geography import PLACE_WORDS
from convenor.rules.attribution.text import Joint, Reading, Word, joint
from convenor.rules.attribution.words import BRANDS, WORDS

# What people and companies do in a note; after a name, such a word speaks for a somebody.
ACTS = frozenset(
    """
    acknowledged added admitted adopted advised agreed announced answered argued asked attended backed began
    believes built called came chaired changed claimed commented committed complained confirmed considered
    contributed cautioned dealt decided declined deployed described developed disagreed disclosed doubted emphasised
    emphasized employs encountered endorsed expects explained explains expressed faced favoured found founded gave
    had has highlighted hired hosted insisted intends introduced invited is joined keeps launched led listed made
    mentioned moderated moved noted objected offered opened operates owns paid piloted plans pledged pointed praised
    presented promised proposed provided published put questioned raised ran received recalled recommended refused
    rejected released replied reported reports reminded requested responded reviewed runs said says sees sent shared
    showed shows sold spoke started stated stepped stopped stressed submitted suggested supported supports talked
    tells tested thanked thinks told took trained tried underlined uses volunteered wanted wants warned was welcomed
    went withdrew wondered works worked writes wrote
    """.split()
)
_WEAK_ACTS = frozenset({"is", "has", "had", "was", "came", "made", "found", "led", "opened", "put", "works", "shows"})
_BEFORE_SMALL_NAMES = frozenset(
    "from by with than via joined thanked praised told asked unlike versus ex former".split()
)
_BEFORE_NAMES = _BEFORE_SMALL_NAMES | frozenset("at to of for and or like about against".split())
_COMPANY_WORDS = frozenset(
    """
    inc incorporated corp corporation co company ltd limited llc plc gmbh ag sa nv bv ab asa oyj spa group holdings
    staff colleague colleagues engineer engineers employee employees representative representatives nominee nominees
    delegate delegates executive executives lawyer lawyers counsel spokesperson subsidiary officials delegation
    """.split()
)
# What ordinary words describe as easily as names do, so that a capital at the start of a sentence proves nothing.
_COMPANY_THINGS = frozenset(
    """
    team teams people user users customers account accounts product products app apps phone phones policy participant
    """.split()
)
_BEFORE_WORDS = frozenset(
    """
    a an the this that these those my your his her its our their some any no every each many much more most little few
    can could may might must shall should will would to not never very too so as quite rather
    """.split()
)
_OUTSIDE_NAMES = frozenset(
    """
    of in on at for to and or but is was are were be been has had have that which who this these those will would should
    must can may as than with from by
    """.split()
)
_INFLECTIONS = (
    ("ies", "y"), ("ied", "y"), ("ily", "y"), ("ier", "y"), ("iest", "y"), ("iness", "y"), ("es", ""), ("s", ""),
    ("s", "e"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ings", ""), ("ings", "e"), ("ly", ""),
    ("er", ""), ("er", "e"), ("ers", ""), ("ers", "e"), ("est", ""), ("est", "e"), ("ness", ""), ("less", ""),
    ("ish", ""), ("able", ""), ("able", "e"), ("ful", ""),
)  # fmt: skip
_LONGEST = 24
_START = re.compile(r"(?:[.!?:;…•|]|(?:^|\n)[^\S\n]*(?:[-+>#–—]{1,6}|\d+[.)])?)[\s\"'“‘«(\[*_]*$")


@lru_cache(maxsize=1 << 16)
def is_ordinary(word: str) -> bool:
    """Say whether a folded word is an ordinary English word, in any regular inflection."""
    if word in WORDS or word in BRANDS or len(word) > _LONGEST:
        return word in WORDS
    for ending, instead in _INFLECTIONS:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 1:
            if stem + instead in WORDS:
                return True
            if not instead and len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in WORDS:
                return True
    return False


def is_everyday(word: str) -> bool:
    """Say whether a folded word is an ordinary word or the name of a place."""
    return word in PLACE_WORDS or is_ordinary(word)


def starts_sentence(reading: Reading, word: Word) -> bool:
    """Say whether a capital would be there in any case: at the start of a sentence or a line."""
    return bool(_START.search(reading.note[max(0, word.start - 12) : word.start]))


def shouts(reading: Reading, word: Word) -> bool:
    """Say whether a word stands among words in capitals only, where capitals say nothing."""
    around = re.findall(r"[^\W\d_]{3,}", reading.note[max(0, word.start - 60) : word.end + 60])
    return len(around) > 2 and all(part.isupper() for part in around)


def in_title(reading: Reading, word: Word) -> bool:
    """Say whether a word stands in a line where nearly every word has a capital."""
    start = reading.note.rfind("\n", max(0, word.start - 120), word.start) + 1 or max(0, word.start - 120)
    end = reading.note.find("\n", word.end, word.end + 120)
    line = reading.note[start : end if end >= 0 else word.end + 120]
    long_words = [part for part in re.findall(r"[^\W\d_]+", line) if len(part) > 3]
    capitals = sum(part[0].isupper() for part in long_words)
    return len(long_words) > 1 and capitals >= 0.75 * len(long_words)


def weight(reading: Reading, first: int, after: int) -> int:
    """Weigh whether the pieces from `first` up to `after` are a name and not a word.

    3 and more: surely a name; 1 and 2: it may be; 0 and less: the word.
    """
    pieces = reading.pieces
    word = pieces[first]
    before = _neighbour(reading, first - 1, first)
    behind = _neighbour(reading, after, after - 1)
    capital = _capital(reading, word, before)
    return capital + _frame(word, before, behind, proven=capital > 0) + _owner(reading, after)


def _capital(reading: Reading, word: Word, before: Word | None) -> int:
    letters = [sign for sign in word.raw if sign.isalpha()]
    if not any(sign.isupper() for sign in letters) or in_title(reading, word):
        return 0
    if len(letters) > 1 and all(sign.isupper() for sign in letters):
        return 2
    if starts_sentence(reading, word):
        return 0
    return 1 if before and before.raw[0].isupper() and before.fold not in _BEFORE_WORDS else 2


def _frame(word: Word, before: Word | None, behind: Word | None, *, proven: bool) -> int:
    capital = word.raw[0].isupper()
    points = 0
    if before and before.fold in _BEFORE_WORDS and not capital:
        return -2
    if behind:
        strong = behind.fold in ACTS and behind.fold not in _WEAK_ACTS
        points += 2 if strong else 1 if capital and behind.fold in _WEAK_ACTS else 0
        points += 2 if capital and behind.fold in _COMPANY_WORDS else 0
        points += 2 if proven and behind.fold in _COMPANY_THINGS else 0
    if before and before.fold in _BEFORE_NAMES:
        ends = behind is None or behind.fold in _OUTSIDE_NAMES or behind.fold in ACTS
        sure = capital or (before.fold in _BEFORE_SMALL_NAMES and not word.fold.endswith("s"))
        points += 1 if ends and sure else 0
    return points


def _owner(reading: Reading, after: int) -> int:
    last = reading.pieces[after - 1]
    tail = reading.note[last.end : last.end + 2].lower()
    return 1 if tail in {"'s", "’s", "ʼs"} and last.raw[0].isupper() else 0


def _neighbour(reading: Reading, wanted: int, beside: int) -> Word | None:
    """Give the next word on one side, if nothing but a small gap stands between."""
    if not 0 <= wanted < len(reading.pieces):
        return None
    left, right = sorted((reading.pieces[wanted], reading.pieces[beside]))
    gap = reading.gap(left, right)
    near = joint(gap) in {Joint.SPACE, Joint.LINE, Joint.HYPHEN, Joint.NOTHING} or gap in {" (", " “", ' "', " *", " _"}
    return reading.pieces[wanted] if near else None
