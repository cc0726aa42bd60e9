"""An answer as words, whatever its language and script."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# What is read of one answer; a poll's answers are far shorter.
LONGEST = 4000
# Signs that belong to the letter before them. Those that are accents or points make no difference and are left out.
_MARKS = "".join(chr(code) for code in range(0x300, 0x2000) if unicodedata.category(chr(code))[0] == "M")
_ACCENTS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
# Scripts written without spaces: pairs of signs stand for words.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
# English possessives, and "I have" in French, which is not artificial intelligence.
_SILENT = re.compile(r"['’]s\b|\b[jn]['’]ai\b")
_AMERICAN = re.compile(r"(?<=\w\w\w)iz(e|es|ed|er|ers|ing|ation|ations)$")

# Words that carry no subject, among them those of any question about hopes and interests.
_IDLE = """
a about above after again against all also am among an and any are as at be because been before being below
best better between both but by can cannot could did do does doing done don down during each eg else etc even
ever every few first for from further get gets getting give given go goes going good great had has have having
he her here hers him his how however i ie if in into is it its itself just know least less like likely look
looking lot made make makes making many may maybe me might more most much must my near need needs new no
nobody non nor not now of off often on once one ones only onto or other others our ours out over own per
perhaps please put rather really s same say see seem should since so some somebody someone something such t
take taking than that the their them then there these they thing things this those through to today together
too toward towards under until up upon us use used using very via want was way ways we well were what whatever
when where whether which while who whom whose why will with within without would yes yet you your yours answer
curious discuss discussion expect gain hear hearing hope hoping idea ideas interest interested join joined
joining learn learning love people question questions seek seeking understand understanding wish would year
business businesses company companies corporate corporation digital firm firms human industry product right
rights sector service tech technical technologies technology
au aux avec ce ces cette comment d dans de des du elle en entre est et il ils je l la le les leur mais nos
notre nous on ou par pas pour qu que quel quelle quels qui sa se ses son sont sur un une vos votre vous
al como con cual cuando del donde el ella ellos eran es esta este estos las lo los mas mi muy nuestra nuestras
nuestro nuestros o para pero por porque que se ser si sin sobre su sus un una unas unos y ya
в во для его и из к как который мы на не но о об от по при с со так то у что чтобы это
"""
IDLE = frozenset(_IDLE.split())


def fold(text: str) -> str:
    """Write a text small and without accents."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold())))


def words(text: str) -> list[str]:
    """Cut a text into folded words; of scripts without spaces, into pairs of neighbouring signs."""
    return [fold(word) for word in written_words(text)]


def written_words(text: str) -> list[str]:
    """Cut a text into the same words as they are written, in small letters."""
    small = _SILENT.sub("", unicodedata.normalize("NFKC", text[:LONGEST]).casefold())
    return [word for run in _WORD.findall(small) for word in _cut(run) if fold(word)]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Fold the plural of an English word, and one of its two spellings."""
    word = _AMERICAN.sub(r"is\1", word)
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ous")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]


def _cut(run: str) -> Iterator[str]:
    end = 0
    for match in _UNSPACED.finditer(run):
        yield run[end : match.start()]
        signs = match.group()
        yield from (signs[at : at + 2] for at in range(max(1, len(signs) - 1)))
        end = match.end()
    yield run[end:]
