"""Tell a name that is also an ordinary word from the word: by capitals, position and neighbours."""

import re
from functools import lru_cache

from convenor.rules.attribution.geography import PLACE_WORDS
from convenor.rules.attribution.text import Joint, Reading, Word, joint
from convenor.rules.attribution.words import BRANDS, WORDS

# What only somebody does: an ordinary word that is not a name never says a thing.
_SPEAKS = frozenset(
    """
    said says say told tells tell asked asks ask replied replies reply answered answers explained explains explain
    argued argues argue stated states agreed agrees agree disagreed disagrees disagree admitted admits admit confirmed
    confirms insisted insists wondered wonders recalled stressed emphasised emphasized noted notes objected objects
    complained thanked thanks doubted believes believe thinks thought intends intend employs commented cautioned warned
    apologised apologized attended attends participated participates enrolled chaired moderated
    volunteered joked conceded reckons reckoned hopes hoped knew knows dialled
    """.split()
)
# What people and companies do in a note; after a name, such a word speaks for a somebody.
ACTS = _SPEAKS | frozenset(
    """
    acknowledged added adopted advised announced attended backed began built called came chaired changed claimed
    committed considered contributed dealt decided declined deployed described developed disclosed encountered endorsed
    expects expressed faced favoured felt found founded gave had has heard highlighted hired hosted introduced invited
    is joined keeps kept launched learned led left listed made mentioned met missed moderated moved offered opened
    operates owns paid piloted plans pledged pointed praised presented promised proposed provided published put
    questioned raised ran received recommended refused rejected released reminded reported reports requested responded
    reviewed runs sees sent shared showed shows signed sold spoke started stepped stopped submitted suggested supported
    supports talked tested took trained tried underlined uses voted wanted wants was welcomed went withdrew works worked
    writes wrote
    """.split()
)
_WEAK_ACTS = frozenset(
    "is has had was were came made found led opened put works shows does did left met kept heard felt sold".split()
)
BEING = frozenset("is was are were be been being".split())
_HELPING = BEING | frozenset("has had have will would can could may might must should does did".split())
# What a sentence says of somebody, behind is or has: an orange is round, Orange is a member.
_SUCH = frozenset("a an the one not in at on among our part new its no some two three".split())
_ADVERBS = frozenset("also then later already now not never still only first both again too recently".split())
# After a form of to be: what is done to somebody, or what somebody is doing; an orange is eaten and never testing.
_DONE_TO_SOMEBODY = frozenset("asked told invited thanked praised reminded criticised criticized there absent".split())
_DOES = frozenset(
    """
    publish share launch join present support report propose offer host send chair withdraw plan test provide release
    disclose announce respond attend pledge commit want use invest pay speak write refuse decline hire like
    """.split()
)
_OWNED = frozenset(
    "owned led backed run funded hosted built branded affiliated sponsored operated employed internal wide".split()
)
_BEFORE_SMALL_NAMES = frozenset(
    "from by with than via joined thanked praised told asked unlike versus ex former".split()
)
_FROM = frozenset("of from at by".split())
_BEFORE_NAMES = _BEFORE_SMALL_NAMES | frozenset("at to for like about against within inside".split())
_KINDS = frozenset(
    "firm company operator vendor provider platform called named member competitor rival employer".split()
)
_LEGAL_FORM = re.compile(
    r",?[ \u00a0](?:inc|incorporated|corp|corporation|ltd|limited|llc|plc|gmbh|oyj|asa|holdings?"
    r"|(?-i:AG|SE|AB|NV|BV|SA|KK)|s\.(?:a|p\.a|r\.l)\.|[bn]\.v\.|co\. ltd)(?![\w-])",
    re.IGNORECASE,
)
_COMPANY_WORDS = frozenset(
    """
    co company sa group staff colleague colleagues engineer engineers employee employees representative representatives
    nominee nominees delegate delegates executive executives lawyer lawyers counsel spokesperson subsidiary officials
    delegation ceo shareholders
    """.split()
)
# What ordinary words describe as easily as names do, so that a capital at the start of a sentence proves nothing.
_COMPANY_THINGS = frozenset(
    """
    team teams people user users customer customers account accounts product products app apps phone phones policy
    participant speaker slides
    """.split()
)
_BEFORE_WORDS = frozenset(
    """
    a an the this that these those my your his her its our their some any no every each many much more most little few
    can could may might must shall should will would to not never very too so as quite rather
    """.split()
)
OUTSIDE_NAMES = frozenset(
    """
    of in on at for to and or but is was are were be been has had have that which who this these those will would should
    must can may as than with from by knew does did about
    """.split()
)
# Words that have a capital in any case: of them, it says nothing.
_CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december easter christmas
    """.split()
)
_ALWAYS_CAPITALS = _CALENDAR | frozenset("q1 q2 q3 q4 h1 h2 o2 co2 x y z q".split())
_QUANTITY = re.compile(r"\d+(?:[kmbgx]|bn|mn)?")
_INFLECTIONS = (
    ("ies", "y"), ("ied", "y"), ("ily", "y"), ("ier", "y"), ("iest", "y"), ("iness", "y"), ("es", ""), ("s", ""),
    ("s", "e"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ings", ""), ("ings", "e"), ("ly", ""),
    ("er", ""), ("er", "e"), ("ers", ""), ("ers", "e"), ("est", ""), ("est", "e"), ("ness", ""), ("less", ""),
    ("ish", ""), ("able", ""), ("able", "e"), ("ful", ""),
)  # fmt: skip
_LONGEST = 24
# In minutes, who speaks stands before a colon; in a sentence, what somebody is, behind a comma.
_SPEAKS_FOR_ITSELF = re.compile(
    r" (?:and|,|plus) (?:\w+ )?(?:others?|more)\b|[*_]{0,3}:[*_]{0,3}\s{1,3}[\"“‘]?(?:we|our|i|my|us)\b"
    r"|,? [(]?(?:which|who|whose) (?:runs|owns|says|said|has|had|is|team|staff)\b"
    r"|, (?:a|an|our|the) (?:[\w-]+ ){0,2}(?:firm|company|operator|vendor|provider|platform|member|competitor)\b",
    re.IGNORECASE,
)
_START = re.compile(r"(?:[.!?:;…•|]|(?:^|\n)[^\S\n]*(?:[-+>#–—]{1,6}|\d+[.)])?)[\s\"'“‘«(\[*_]*$")
_END = re.compile(r"[*_`]{0,3}[^\S\n]*(?:\n|\||\]|\Z)")


@lru_cache(maxsize=1 << 16)
def is_ordinary(word: str) -> bool:
    """Say whether a folded word is an ordinary English word, in any regular inflection."""
    return word in WORDS if word in BRANDS or len(word) > _LONGEST else stem_in(word, WORDS)


def stem_in(word: str, words: frozenset[str]) -> bool:
    """Say whether a folded word is one of some words, in any regular inflection."""
    if word in words:
        return True
    for ending, instead in _INFLECTIONS:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 1:
            if stem + instead in words:
                return True
            if not instead and len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in words:
                return True
    return False


def is_everyday(word: str) -> bool:
    """Say whether a folded word is an ordinary word or the name of a place."""
    return word in PLACE_WORDS or is_ordinary(word) or is_always_capital(word)


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
    few, most = (2, 0.9) if line.rstrip().endswith((".", "!", "?")) else (1, 0.75)
    return len(long_words) > few and capitals >= most * len(long_words)


def weight(reading: Reading, first: int, after: int) -> int:
    """Weigh whether the pieces from `first` up to `after` are a name and not a word.

    3 and more: surely a name; 1 and 2: it may be; 0 and less: the word.
    """
    word = reading.pieces[first]
    owner = possessive(reading, after)
    before, behind = neighbour(reading, first - 1, first), neighbour(reading, after + owner, after + owner - 1)
    large = not word.raw.islower() and not in_title(reading, word)
    done = acts(reading, after + owner, behind, large=large)
    company = _company(reading, first, after + owner, behind, large=large)
    if is_always_capital(word.fold):
        placed = _place(word, before, behind, large=large) + owner + _fills_its_place(reading, word)
        return (done if done > 2 else 0) + company + (0 if word.fold in _CALENDAR else placed)
    if before and before.fold in _BEFORE_WORDS and word.raw.islower():
        return -2
    capital = _capital(reading, word, before) if large and not _is_title(before, behind) else 0
    things = 2 * (capital > 0 and behind is not None and behind.fold in _COMPANY_THINGS)
    return capital + done + max(company, things) + _place(word, before, behind, large=large) + (owner and large)


def _is_title(before: Word | None, behind: Word | None) -> bool:
    """Say whether an article stands before and another capital behind, as in the Orange River."""
    if before is None or behind is None or before.fold not in {"the", "a", "an"}:
        return False
    return behind.raw.istitle() and behind.fold not in _COMPANY_WORDS | _COMPANY_THINGS | ACTS


def is_always_capital(fold: str) -> bool:
    """Say whether a word has a capital whatever it means, as days, quarters and quantities have."""
    return fold in _ALWAYS_CAPITALS or bool(_QUANTITY.fullmatch(fold))


def possessive(reading: Reading, after: int) -> bool:
    """Say whether what stands there is only the s of a possessive."""
    if after >= len(reading.pieces) or reading.pieces[after].fold != "s":
        return False
    return reading.gap(reading.pieces[after - 1], reading.pieces[after]) in {"'", "’", "ʼ"}


def _capital(reading: Reading, word: Word, before: Word | None) -> int:
    if word.raw.isupper() and len(word.raw) > 1:
        return 2
    if starts_sentence(reading, word):
        return 1 if _fills_its_place(reading, word) else 0
    if before is None or not before.raw[0].isupper() or before.fold in _BEFORE_WORDS | _BEFORE_NAMES:
        return 2
    return 1 if starts_sentence(reading, before) else 0


def _fills_its_place(reading: Reading, word: Word) -> bool:
    """Say whether a line, a cell or an item is nothing but this word."""
    return bool(_END.match(reading.note, word.end)) and reading.note[max(0, word.start - 1) : word.start] != '"'


def acts(reading: Reading, after: int, behind: Word | None, *, large: bool) -> int:
    """Weigh what stands behind: whether it is done by somebody."""
    if large and _SPEAKS_FOR_ITSELF.match(reading.note, reading.pieces[after - 1].end):
        return 3
    if behind is None:
        return 0
    at, helping = after, ""
    while at < min(after + 3, len(reading.pieces) - 1) and reading.pieces[at].fold in _HELPING | _ADVERBS:
        helping = helping if reading.pieces[at].fold in _ADVERBS else reading.pieces[at].fold
        at += 1
    fold = reading.pieces[at].fold
    such = large and fold in _SUCH and helping != ""
    if helping in BEING:
        living = fold in _DONE_TO_SOMEBODY or (fold.endswith("ing") and len(fold) > 4)
        return 2 if living else int(such)
    if fold in _SPEAKS:
        return 3
    does = fold in ACTS - _WEAK_ACTS or (helping != "" and fold in ACTS | _DOES)
    return 2 if does else int(such or (large and fold in _WEAK_ACTS))


def _company(reading: Reading, first: int, after: int, behind: Word | None, *, large: bool) -> int:
    """Weigh the words for companies, their people and their things on either side."""
    points = 0
    if behind and behind.fold in _OWNED and reading.note[behind.start - 1] in "-\u2010\u2011":
        points += 2
    if not reading.pieces[first].raw.islower() and _LEGAL_FORM.match(reading.note, reading.pieces[after - 1].end):
        return points + 3
    if not large:
        return points
    if behind and behind.fold in _COMPANY_WORDS:
        plain = behind.raw.islower() or behind.raw.isupper()
        points += 2 if plain else starts_sentence(reading, reading.pieces[first])
    elif behind and behind.fold in _COMPANY_THINGS and not is_always_capital(reading.pieces[first].fold):
        follows = reading.pieces[after + 1].fold if after + 1 < len(reading.pieces) else ""
        points += 2 * (follows in ACTS)
    folds = [piece.fold for piece in reading.pieces[max(0, first - 2) : first]]
    if folds and folds[-1] in _KINDS and len(reading.pieces[first].fold) > 1:
        points += 2
    if len(folds) == 2 and folds[1] in _FROM:
        points += 2 * (folds[0] in _COMPANY_WORDS | _COMPANY_THINGS)
    return points


def _place(word: Word, before: Word | None, behind: Word | None, *, large: bool) -> int:
    """Weigh the words that stand before names."""
    if before is None or before.fold not in _BEFORE_NAMES:
        return 0
    ends = behind is None or behind.fold in OUTSIDE_NAMES or behind.fold in ACTS
    sure = large or (before.fold in _BEFORE_SMALL_NAMES and not word.fold.endswith("s"))
    return 1 if ends and sure else 0


def neighbour(reading: Reading, wanted: int, beside: int) -> Word | None:
    """Give the next word on one side, if nothing but a small gap stands between."""
    if not 0 <= wanted < len(reading.pieces):
        return None
    left, right = sorted((reading.pieces[wanted], reading.pieces[beside]))
    gap = reading.gap(left, right)
    near = joint(gap) in {Joint.SPACE, Joint.LINE, Joint.HYPHEN, Joint.NOTHING} or gap in {" (", " “", ' "', " *", " _"}
    return reading.pieces[wanted] if near else None
