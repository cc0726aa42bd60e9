"""Tell a name in small letters from a rare word: somebody from oriel, and the oriel window.

A note typed in a hurry writes names small; a plant, a stone or a wind that a firm is called after stands so, too. Names
take no article, speak, own and are asked; where nothing of the kind stands near, a rare word is for a person to judge.
"""

from functools import lru_cache

from convenor.rules.attribution.ordinary import (
    ACTS,
    BEING,
    OUTSIDE_NAMES,
    acts,
    is_ordinary,
    neighbour,
    possessive,
    starts_sentence,
    stem_in,
)
from convenor.rules.attribution.rare_words import RARE_WORDS
from convenor.rules.attribution.text import Reading

_ARTICLES = frozenset(
    """
    a an the this that these those my your his her its our their some any no each every another both either neither
    two three four five six seven eight nine ten several many few most all other such
    """.split()
)
_SEVERAL = frozenset("some any no two three four five six seven eight nine ten several few many most all such".split())
# Over these an article no longer belongs to the word.
_PARTS = frozenset(
    """
    of in on at by for to from with as than and or but is are was were be been has have had do does did will would can
    could may might must should shall not that which who whom whose what when while if because how where so then
    """.split()
)
_MOST_BETWEEN = 2
_PEOPLE = frozenset(
    """
    somebody someone anybody anyone nobody everybody everyone person people folk folks friend friends colleague
    colleagues lawyer lawyers engineer engineers counsel representative representatives rep reps nominee nominees
    delegate delegates speaker speakers guest guests participant participants team teams staff employee employees
    manager managers executive executives ceo cto coo founder founders director analyst analysts spokesperson man woman
    """.split()
)
# What a firm has and a plant has not.
_OWN = _PEOPLE | frozenset(
    """
    policy policies platform platforms app apps website account accounts service services user users customer customers
    subscriber subscribers product products slide slides deck draft drafts review reviews assessment assessments audit
    audits statement statements report reports office offices headquarters board shares shareholders employees network
    store group case example template questionnaire presentation proposal position view views answer reply letter
    """.split()
)
_TOLD_BY = frozenset("question questions comment comments word news answer answers reply view opinion case".split())
_BESIDE_PEOPLE = frozenset("from at of for with by".split())
# Whom one does this to can answer.
_DONE_TO_SOMEBODY = frozenset(
    """
    ask asked asks asking tell told tells telling thank thanked thanks thanking owe owes owed remind reminded invite
    invited chase chased ping pinged email emailed phone phoned called cc quote quoted quoting persuade persuaded help
    helped hear heard per via sue sued hire hired advise advised let joined fined criticised praised unlike vs versus
    """.split()
)
_TO_SOMEBODY = frozenset({("according", "to"), ("thanks", "to"), ("said", "by"), ("works", "for"), ("worked", "for")})
_POINTED_AT = frozenset({("it", "was"), ("it", "is"), ("was", "it"), ("is", "it")})


@lru_cache(maxsize=1 << 12)
def is_rare(fold: str) -> bool:
    """Say whether a folded word is a rare English word, in any regular inflection."""
    return stem_in(fold, RARE_WORDS)


def means_somebody(reading: Reading, first: int, after: int) -> bool:
    """Say whether the pieces from `first` up to `after` stand where only somebody can stand."""
    owns = possessive(reading, after)
    behind = neighbour(reading, after + owns, after + owns - 1)
    if behind and behind.fold in (_PEOPLE if owns else _OWN):
        return True
    if first and reading.pieces[first - 1].fold in _ARTICLES:
        return False
    done = 0 if owns else acts(reading, after, behind, large=False)
    does = done > 2 or (done == 2 and behind is not None and behind.fold not in BEING)
    return does or _is_spoken_to(reading, first, behind.fold if behind else "")


def opens_as_word(reading: Reading, first: int, after: int) -> bool:
    """Say whether a rare word opens a sentence in front of a noun: jacaranda trees line the street."""
    word, behind = reading.pieces[first], neighbour(reading, after, after - 1)
    if behind is None or not word.raw.istitle() or not behind.raw.islower() or not is_rare(word.fold):
        return False
    verb = behind.fold in OUTSIDE_NAMES | ACTS or behind.fold.endswith(("ed", "ly"))
    return not verb and is_ordinary(behind.fold) and starts_sentence(reading, word)


def may_mean_somebody(reading: Reading, first: int, after: int, *, beside_name: bool) -> bool:
    """Say the same of an everyday word: only "according to signal", "signal's lawyer" and a list of names tell."""
    if has_article(reading, first):
        return False
    owns = possessive(reading, after)
    behind = neighbour(reading, after + owns, after + owns - 1)
    if owns:
        return behind is not None and behind.fold in _PEOPLE
    ends = behind is None or behind.fold in OUTSIDE_NAMES | ACTS
    return ends and (beside_name or _folds_before(reading, first) in _TO_SOMEBODY)


def _is_spoken_to(reading: Reading, first: int, behind: str) -> bool:
    """Read "somebody from oriel", "we asked oriel", "according to oriel", "it was oriel that"."""
    two, one = _folds_before(reading, first)
    if neighbour(reading, first - 1, first) is None:
        return False
    by_people = one in _BESIDE_PEOPLE and two in _PEOPLE | _TOLD_BY
    pointed = (two, one) in _POINTED_AT and behind in {"that", "who", "which"}
    there = one == "at" and (behind in OUTSIDE_NAMES or not behind)
    return one in _DONE_TO_SOMEBODY or by_people or pointed or there or (two, one) in _TO_SOMEBODY or behind == "put"


def _folds_before(reading: Reading, first: int) -> tuple[str, str]:
    return (reading.pieces[first - 2].fold if first > 1 else "", reading.pieces[first - 1].fold if first else "")


def has_article(reading: Reading, first: int) -> bool:
    """Say whether an article or a number belongs to a word, over adjectives, too: a hot sirocco."""
    for at in range(first - 1, max(first - 2 - _MOST_BETWEEN, -1), -1):
        piece = neighbour(reading, at, at + 1)
        if piece is None or piece.fold in _PARTS | ACTS:
            return False
        if piece.fold in _ARTICLES or piece.fold.isdigit():
            between = tuple(piece.fold for piece in reading.pieces[at + 1 : first])
            return not between or (piece.fold not in _SEVERAL and _are_adjectives(between))
        if not is_ordinary(piece.fold):
            return False
    return False


def _are_adjectives(between: tuple[str, ...]) -> bool:
    """Say whether words may describe the next one: nobody's people or things, no several, and no verb behind a noun."""
    verb = len(between) > 1 and between[-1].endswith("ed")
    nouns = any(fold in _PEOPLE | _OWN or (fold.endswith("s") and not fold.endswith(("ss", "us"))) for fold in between)
    return not verb and not nouns
