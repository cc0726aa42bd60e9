"""In which language a paragraph is written, so that one whose descriptions are not checked says so.

Counts only: the letters of a script, and the small words that no sentence of a language does without.
Short paragraphs, and English ones with foreign names in them, are left alone.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from convenor.rules.attribution.findings import Finding, Kind
from convenor.rules.attribution.ordinary import is_ordinary
from convenor.rules.vocabulary import Level
from convenor.rules.wording import said

_SCRIPTS = {
    said("Arabic"): "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefe",
    said("Russian or another language in Cyrillic letters"): "\u0400-\u052f",
    said("Chinese"): "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    said("Japanese"): "\u3040-\u30ff",
    said("Korean"): "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    said("Greek"): "\u0370-\u03ff\u1f00-\u1fff",
    said("Hebrew"): "\u0590-\u05ff",
    said("Hindi or another language in Devanagari letters"): "\u0900-\u097f",
    said("Bengali"): "\u0980-\u09ff",
    said("Tamil"): "\u0b80-\u0bff",
    said("Thai"): "\u0e00-\u0e7f",
    said("Burmese"): "\u1000-\u109f",
    said("Georgian"): "\u10a0-\u10ff",
    said("Armenian"): "\u0530-\u058f",
    said("Amharic"): "\u1200-\u137f",
    said("Khmer"): "\u1780-\u17ff",
}
_SCRIPT = {name: re.compile(f"[{signs}]") for name, signs in _SCRIPTS.items()}
_SMALL_WORDS = {
    "English": """
        the of and to in that is was for on with as are were be by it at from this which or an have had has not
        they their its we who would more about what how when than been but some if all can our there these will
        """,
    said("French"): """
        le la de en un à les des une est dans que qui pour sur avec pas par plus ont sont aux du et au ce cette
        nous vous leur leurs mais ou être été elle ils elles ses son sa se ne comme
        """,
    said("Spanish"): """
        el la de en un los las una que por con para del es son como más sus pero su al ha han fue se lo entre
        sobre este esta también no y muy sin está cuando
        """,
    said("Portuguese"): """
        o a e de os as uma que por com para dos das não é são como mais seus mas ao foi se um em pelo pela entre
        sobre também ou está na no nas nos
        """,
    said("German"): """
        der die das und ist nicht ein eine einer einen den dem des mit für auf von zu sich im auch als wie bei
        sind wurde werden hat haben aus nach wir dass oder über
        """,
    said("Italian"): """
        il la e di a un lo gli una che per con del della dei delle non è sono come più anche nel nella si da al
        alla hanno ha ma questo questa ai degli
        """,
    said("Dutch"): """
        de het een van en is niet dat die voor met op zijn te aan er ook als bij naar door maar werd worden
        hebben heeft uit
        """,
    said("Swedish"): """
        och att det som en ett är på för med av till den inte har om de var från vi kan ska eller men hade
        """,
    said("Danish or Norwegian"): """
        og at det som en et er på for med av til den ikke har om de var fra vi kan skal eller men
        """,
    said("Polish"): """
        w i na z że nie się do jest to o jak po przez dla od oraz są który która które ale czy był była
        """,
    said("Turkish"): "ve bir bu için ile de da olarak çok daha gibi olan ne ama kadar sonra ancak ya her şirket",
    said("Indonesian"): """
        yang dan di untuk dengan dari pada ini itu tidak dalam akan oleh telah juga ke atau sebagai adalah
        """,
    said("Swahili"): "ya na wa kwa ni katika za la kuwa cha hii kama pia hiyo au lakini yake wao kampuni",
}
_LISTS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_PARAGRAPH = re.compile(r"(?:(?!\n[^\S\n]*\n).)+", re.DOTALL)
# Fewer letters or words than this do not tell a language from a name.
_LETTERS, _SIGNS, _WORDS = 24, 8, 6
_SIGNED = ("Chinese", "Japanese", "Korean")
# Of ten words of running text, at least two are small ones; of English text, at least half are in the word list.
_SHARE, _KNOWN, _LONG = 0.2, 0.2, 12


class _Part(NamedTuple):
    start: int
    end: int
    language: str | None


def unread_languages(note: str) -> Iterator[Finding]:
    """Find the paragraphs whose descriptions nobody has checked; neighbours in one language are one finding."""
    for language, parts in groupby(_parts(note), key=lambda part: part.language):
        if language is None:
            continue
        stretch = list(parts)
        start, end = stretch[0].start, stretch[-1].end
        yield Finding(
            start=start,
            end=end,
            text=note[start:end],
            kind=Kind.DESCRIPTION,
            level=Level.REVIEW,
            members=(),
            reason=said(
                "this reads as {language}: names are checked, descriptions are not; a person must read it",
                language=language,
            ),
        )


def _parts(note: str) -> Iterator[_Part]:
    for found in _PARAGRAPH.finditer(note):
        text = found.group()
        bare = text.strip()
        if bare:
            start = found.start() + text.index(bare)
            yield _Part(start, start + len(bare), unread_language(bare))


def unread_language(text: str) -> str | None:
    """Name the language of a paragraph when it is not English; None for English and for what is too short to tell."""
    words = _WORD.findall(text)
    if not text.isascii():
        script = _script(text, sum(map(len, words)))
        if script:
            return script
    folds = [word.lower() for word in words if word.isascii() or not _is_foreign(word)]
    return _by_words(folds) if len(folds) >= _WORDS else None


def _script(text: str, letters: int) -> str | None:
    counts: dict[str, int] = {name: len(signs.findall(text)) for name, signs in _SCRIPT.items()}
    if counts["Japanese"] and counts["Japanese"] * 5 > counts["Chinese"]:
        counts["Japanese"] += counts.pop("Chinese")
    name = max(counts, key=lambda one: counts[one])
    least = _SIGNS if name in _SIGNED else _LETTERS
    return name if counts[name] >= least and counts[name] * 2 > letters else None


def _is_foreign(word: str) -> bool:
    return any(signs.search(word) for signs in _SCRIPT.values())


def _by_words(folds: list[str]) -> str | None:
    english = sum(fold in _LISTS["English"] for fold in folds)
    if english > _SHARE * len(folds):
        return None
    counts = {one: sum(fold in words for fold in folds) for one, words in _LISTS.items() if one != "English"}
    likely = max(counts, key=lambda one: counts[one])
    kinds = len({fold for fold in folds if fold in _LISTS[likely]})
    if counts[likely] >= _SHARE * len(folds) and kinds >= 3 and counts[likely] > 2 * english:
        return likely
    known = sum(is_ordinary(fold) for fold in folds) + english
    if len(folds) >= _LONG and known < _KNOWN * len(folds) and english < 2:
        return said("a language other than English")
    return None
