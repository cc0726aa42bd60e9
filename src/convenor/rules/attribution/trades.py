"""What words for lines of business and sizes mean for a roster: its own words first, then everyday ones.

A value of a roster is read with the same words as a note, so `video on demand` and `a streaming service` meet.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from convenor.rules.attribution.lexicons import Language, Role, Trade
from convenor.rules.attribution.places import sum_bits
from convenor.rules.attribution.roster import Roster
from convenor.rules.attribution.terms import Term, Topic, fits_by_value, plural_of, words_of

Words = tuple[str, ...]
_LEAST_TELLING = 4


def trade_terms(roster: Roster, language: Language) -> Iterator[Term]:
    """Give every word for a trade; the roster's own wording of a value fits the members with that value alone."""
    sectors = fits_by_value(roster, "sector")
    values = defaultdict(int, sectors)
    for words, fits in fits_by_value(roster, "stack").items():
        values[words] |= fits
    known = _vocabulary(language)
    fits_of, near_of = _trades(values, language)
    # Whose layer of the stack is not known may be meant by the words for any layer of its trade.
    unlayered = sum_bits(1 << at for at, member in enumerate(roster.members) if not member.values("stack"))
    for words, fits in values.items():
        around = sum_bits(fits_of[trade.name] for trade in known.get(words, ()) if words not in sectors)
        yield from _own(words, fits | (around & unlayered), known, language)
    shown = _written(language)
    for words, trades in known.items():
        noun, weak = _is_noun(language)[words]
        fits = sum_bits(fits_of[trade.name] for trade in trades)
        near = sum_bits(near_of[trade.name] for trade in trades)
        forms = _in_both_numbers(words, shown[words], fits, noun=noun, weak=weak, near=near, known=True)
        # Telecoms is a word of its own, and no plural of telecom.
        yield from (form for form in forms if form.words == words or form.words not in known)
    for words, fits in values.items():
        yield from _parts(words, fits, known, language)


def size_terms(roster: Roster, language: Language) -> Iterator[Term]:
    """Give every word for a size class, and the roster's own."""
    values = fits_by_value(roster, "size")
    fits_of: dict[str, int] = defaultdict(int)
    for words, fits in values.items():
        for size, named in language.sizes.items():
            alike = {words_of(one) for one in (size, *named)} | {
                words_of(one) for one, meant in language.size_nouns.items() if meant == size
            }
            fits_of[size] |= fits if words in alike or (size in words and len(words) < _LEAST_TELLING) else 0
    fits_by_word: dict[str, int] = defaultdict(int)
    for size, named in language.sizes.items():
        for one in named:
            fits_by_word[one] |= fits_of[size]
    for one, fits in fits_by_word.items():
        yield Term(topic=Topic.SIZE, words=words_of(one), shown=one, bits=fits)
    for one, size in language.size_nouns.items():
        for words, plural in ((words_of(one), False), (words_of(plural_of(one)), True)):
            yield Term(
                topic=Topic.SIZE, words=words, shown=one, bits=fits_of[size], noun=True, plural=plural, weak=True
            )
    for words, fits in values.items():
        yield Term(topic=Topic.SIZE, words=words, shown=" ".join(words), bits=fits)


@lru_cache(maxsize=4)
def _vocabulary(language: Language) -> dict[Words, tuple[Trade, ...]]:
    found: dict[Words, dict[str, Trade]] = defaultdict(dict)
    for trade in language.trades:
        for written in (*trade.describing, *trade.nouns):
            found[words_of(written)][trade.name] = trade
    return {words: tuple(trades.values()) for words, trades in found.items()}


@lru_cache(maxsize=4)
def _written(language: Language) -> dict[Words, str]:
    """Give how each word is written: AI lab."""
    return {words_of(one): one for trade in language.trades for one in (*trade.nouns, *trade.describing)}


@lru_cache(maxsize=4)
def _is_noun(language: Language) -> dict[Words, tuple[bool, bool]]:
    """Give of each word whether it stands for a member by itself, and whether only weakly."""
    nouns = {words_of(noun) for trade in language.trades for noun in trade.nouns}
    weak = {words_of(noun) for trade in language.trades for noun in trade.weak}
    return {words: (words in nouns, words in weak) for words in _vocabulary(language)}


def _trades(values: dict[Words, int], language: Language) -> tuple[dict[str, int], dict[str, int]]:
    """Give the members of each trade, and for each those of the trades around it."""
    wider = {trade.name: trade.within for trade in language.trades}
    fits_of: dict[str, int] = defaultdict(int)
    for words, fits in values.items():
        for name in _read(words, language):
            for one in (name, *wider[name], *(far for near in wider[name] for far in wider[near])):
                fits_of[one] |= fits
    return fits_of, {name: sum_bits(fits_of[one] for one in around) for name, around in wider.items()}


def _read(words: Words, language: Language) -> Iterator[str]:
    """Read a value from the left, always the longest known words, and give the trades that they name."""
    known, at = _vocabulary(language), 0
    while at < len(words):
        for end in range(len(words), at, -1):
            trades = known.get(words[at:end]) or known.get((*words[at : end - 1], _singular(words[end - 1])))
            if trades:
                yield from (trade.name for trade in trades)
                at = end
                break
        else:
            at += 1


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _own(words: Words, fits: int, known: dict[Words, tuple[Trade, ...]], language: Language) -> Iterator[Term]:
    noun, weak = _is_noun(language).get(words, (False, False))
    ending, _ = _is_noun(language).get(words[-1:], (False, False))
    noun = noun or (len(words) > 1 and (ending or words[-1] in language.roles[Role.AGENT]))
    yield from _in_both_numbers(
        words, _written(language).get(words, " ".join(words)), fits, noun=noun, weak=weak, known=words in known
    )
    if words[-1].endswith("er"):
        # A chip designer is a chip design company, too.
        yield from _in_both_numbers((*words[:-1], words[-1][:-2]), " ".join(words), fits)


def _parts(words: Words, fits: int, known: Iterable[Words], language: Language) -> Iterator[Term]:
    """Give the parts of "search and online platform", and telling words of which no trade knows: lidar."""
    named = {word for trade in known for word in trade}
    start = 0
    for at in range(len(words) + 1):
        if at == len(words) or words[at] == "and":
            part, start = words[start:at], at + 1
            if part and not (len(part) == 1 and part[0] in language.generic) and part != words:
                yield from _in_both_numbers(part, " ".join(part), fits, noun=part[-1] in language.roles[Role.AGENT])
    for word in words:
        if len(word) >= _LEAST_TELLING and word not in named and word not in language.generic:
            yield from _in_both_numbers((word,), word, fits)


def _in_both_numbers(
    words: Words, shown: str, fits: int, *, noun: bool = False, weak: bool = False, near: int = 0, known: bool = False
) -> Iterator[Term]:
    """Give the term in the singular and in the plural, whichever of them it is written in."""
    for form, plural in _forms(words, noun=noun):
        yield Term(
            topic=Topic.SECTOR,
            words=form,
            shown=shown,
            bits=fits,
            noun=noun,
            plural=plural,
            weak=weak,
            near=near,
            known=known,
        )


@lru_cache(maxsize=1 << 14)
def _forms(words: Words, *, noun: bool) -> tuple[tuple[Words, bool], ...]:
    more = (*words[:-1], plural_of(words[-1]))
    less = (*words[:-1], _singular(words[-1]))
    if noun:
        return tuple({words: words[-1].endswith("s") and less != words, more: True}.items())
    return tuple({words: False, more: True, less: False}.items())
