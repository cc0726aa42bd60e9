"""All the names of a roster, laid out once so that a note is read in one pass."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from convenor.rules.attribution.ordinary import is_everyday
from convenor.rules.attribution.roster import Member, Person, Roster
from convenor.rules.attribution.scripts import skeleton
from convenor.rules.attribution.text import Joint, Reading, joint, read, sign_letter
from convenor.rules.attribution.text import fold as read_as

_LEGAL_FORMS = frozenset(
    """
    inc incorporated corp corporation co company ltd limited llc llp lp plc gmbh ag kg kgaa se sa sas sarl sl srl spa nv
    bv ab asa as aps oy oyj sro zrt kk pvt pty pt tbk berhad bhd pte jsc pjsc ooo pao group holding holdings
    """.split()
)
_LEADING_FORMS = frozenset("the pt ab ooo pao oao pjsc grupo groupe".split())
# Two letters that stand for so much else that they cannot be asked about.
_OTHER_INITIALS = frozenset("AI AM AR CV DM EU HR ID IP IT MA ML MP OS PC PM PR QA TV UI UK UN US UX VC VP VR".split())
_PARTICLES = frozenset("van von der den de del della di da dos du la le el al bin binti ibn ter ten zu".split())
TITLES = frozenset(
    """
    mr mrs ms mx miss mister dr prof professor sir dame lady lord madam ambassador herr frau mme mlle monsieur madame
    sr sra srta señor señora senor senora don doña dona signor signora sig dott mevrouw meneer sheikh sayyid shri smt
    rev reverend justice senator hon
    """.split()
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "å": "aa"})
LEAST_TYPO = 5
_SPOKEN = tuple(
    (re.compile(written), spoken)
    for written, spoken in (
        ("ph", "f"), ("gh|h", ""), ("ck|qu|q|c(?![eiy])", "k"), ("x", "ks"), ("[cz]", "s"), ("ou|oo", "u"),
        ("ai|ay|ei", "e"), ("ie|ee|ea|ey|y|j", "i"), ("w", "v"), (r"(.)\1+", r"\1"), ("(?<=..)e$", ""),
    )
)  # fmt: skip


class Sort(Enum):
    """What a name is, as the reason says it."""

    NAME = "{name}, the name of {owner}"
    ALIAS = "{name}, another name of {owner}"
    SHORT = "{name}, a short form of the name of {owner}"
    PRODUCT = "{name}, a product of {owner}"
    DOMAIN = "{name}, a domain of {owner}"
    HANDLE = "{name}, a handle of {owner}"
    PERSON = "{name}, the name of somebody of {owner}"
    REVERSED = "{name}, the name, surname first, of somebody of {owner}"
    SURNAME = "{name}, the surname of somebody of {owner}"
    GIVEN = "{name}, the first name of somebody of {owner}"
    INITIALS = "{name}, the initials of somebody of {owner}"


PERSONAL = frozenset({Sort.PERSON, Sort.REVERSED, Sort.SURNAME, Sort.GIVEN, Sort.INITIALS})
_COMPOUNDABLE = frozenset({Sort.NAME, Sort.ALIAS, Sort.PRODUCT, Sort.HANDLE})
_MISTYPED = _COMPOUNDABLE | {Sort.PERSON, Sort.SURNAME}


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One name of a member or a person; `words` as an eye reads them, `cuts` where its pieces meet."""

    sort: Sort
    member: str | None
    written: str
    fold: str
    words: tuple[str, ...]
    cuts: frozenset[int]
    everyday: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Index:
    """Names by key, by fold and by what one typing error may leave of them; `starts` are all keys' beginnings."""

    by_key: dict[str, tuple[Entry, ...]]
    by_fold: dict[str, tuple[Entry, ...]]
    by_remains: dict[str, tuple[tuple[Entry, int], ...]]
    by_sound: dict[str, tuple[tuple[Entry, int], ...]]
    by_skeleton: dict[str, tuple[Entry, ...]]
    starts: frozenset[str]


@lru_cache(maxsize=16)
def index_of(roster: Roster) -> Index:
    """Lay out a roster's names; the same roster is laid out once."""
    by_key: dict[str, dict[Entry, None]] = defaultdict(dict)
    by_fold: dict[str, dict[Entry, None]] = defaultdict(dict)
    by_remains: dict[str, dict[tuple[Entry, int], None]] = defaultdict(dict)
    by_sound: dict[str, dict[tuple[Entry, int], None]] = defaultdict(dict)
    by_skeleton: dict[str, dict[Entry, None]] = defaultdict(dict)
    for entry, key in _entries(roster):
        by_key[key][entry] = None
        if entry.sort in _COMPOUNDABLE:
            by_fold[entry.fold][entry] = None
        if entry.sort in _MISTYPED:
            if entry.fold.isascii():
                by_skeleton[skeleton(sound(entry.fold))][entry] = None
            for at, word in enumerate(entry.words):
                for rest in remains(word) if len(word) >= least_typo(entry) else ():
                    by_remains[rest][entry, at] = None
                if len(word) >= LEAST_TYPO and word.isalpha():
                    by_sound[sound(word)][entry, at] = None
    return Index(
        by_key={key: tuple(entries) for key, entries in by_key.items()},
        by_fold={key: tuple(entries) for key, entries in by_fold.items()},
        by_remains={key: tuple(entries) for key, entries in by_remains.items()},
        by_skeleton={key: tuple(entries) for key, entries in by_skeleton.items()},
        by_sound={key: tuple(entries) for key, entries in by_sound.items()},
        starts=frozenset(key[:end] for key in by_key for end in range(1, len(key))),
    )


def sound(fold: str) -> str:
    """Give roughly how a word is spoken, so that Skerrie and Skerry are one."""
    for written, spoken in _SPOKEN:
        fold = written.sub(spoken, fold)
    return fold


def least_typo(entry: Entry) -> int:
    """Give how long a word of a name must be to be told from another word after a typing error."""
    return LEAST_TYPO if len(entry.words) == 1 else LEAST_TYPO - 2


def remains(word: str) -> Iterator[str]:
    """Give a word and what is left of it when any one letter goes; two words one error apart share one."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def glued(reading: Reading, first: int, after: int) -> tuple[str, str, frozenset[int]]:
    """Give the fold, the key and the cuts of the pieces from `first` up to `after`, run together."""
    folds, keys, length, cuts = [], [], 0, []
    for at in range(first, after):
        piece = reading.pieces[at]
        gap = reading.gap(reading.pieces[at - 1], piece) if at > first else ""
        letter = sign_letter(gap)
        folds += [gap if letter else "", piece.fold]
        keys += [letter, piece.key]
        length += len(letter) + len(piece.fold)
        cuts.append(length)
    return "".join(folds), "".join(keys), frozenset(cuts[:-1])


def _entries(roster: Roster) -> Iterator[tuple[Entry, str]]:
    seen: set[tuple[str | None, str, frozenset[int]]] = set()
    for sort, member, written in _names(roster):
        for spelling in _spellings(written):
            for entry, key in _entry(sort, member, written, spelling):
                if (member, key, entry.cuts) not in seen:
                    seen.add((member, key, entry.cuts))
                    yield entry, key


def _entry(sort: Sort, member: str | None, written: str, spelling: str) -> Iterator[tuple[Entry, str]]:
    """Give a name with each key that a note may spell it by: a digit in a word is a letter, alone it is none."""
    reading = read(spelling)
    if not reading.pieces:
        return
    fold, key, cuts = glued(reading, 0, len(reading.pieces))
    words = _words(reading)
    everyday = sort is not Sort.DOMAIN and (all(map(is_everyday, words)) or sort is Sort.SHORT)
    entry = Entry(sort=sort, member=member, written=written, fold=fold, words=words, cuts=cuts, everyday=everyday)
    keys = (key, read_as(fold)[1], "".join(read_as(sign)[1] for sign in fold)) if not fold.isalpha() else (key,)
    yield from ((entry, one) for one in dict.fromkeys(keys))


def _words(reading: Reading) -> tuple[str, ...]:
    """Give the words of a name; what only a hyphen or a sign joins is still several."""
    return tuple(word.fold for word in reading.words)


def _spellings(written: str) -> Iterator[str]:
    yield written
    if not written.isascii():
        yield written.upper()
        yield written.translate(_UMLAUTS)
    if "&" in written:
        yield written.replace("&", " and ")


def _names(roster: Roster) -> Iterator[tuple[Sort, str | None, str]]:
    for member in roster.members:
        for sort, written in _member_names(member):
            yield sort, member.id, written
        yield from _personal(member.people, member.id)
    yield from _personal(roster.experts, None)


def _member_names(member: Member) -> Iterator[tuple[Sort, str]]:
    yield Sort.NAME, member.name
    for alias in member.aliases:
        yield Sort.ALIAS, alias
    for product in member.products:
        yield Sort.PRODUCT, product
    for domain in member.domains:
        yield Sort.DOMAIN, bare_host(domain)
    for account in member.handles:
        yield Sort.HANDLE, account.rpartition("/")[2].lstrip("@")
    for written in (member.name, *member.aliases):
        yield from _shortened(written)


def _shortened(written: str) -> Iterator[tuple[Sort, str]]:
    """Give what people make of a long name: without its legal form, its first word, its initials."""
    words = re.findall(r"[^\s,]+", written)
    while len(words) > 1 and re.sub(r"\W", "", words[-1]).casefold() in _LEGAL_FORMS:
        words = words[:-1]
    while len(words) > 1 and words[0].casefold() in _LEADING_FORMS:
        words = words[1:]
    short = " ".join(words)
    if short != written and len(short) > 2:
        yield Sort.ALIAS, short
    first = re.sub(r"\W", "", words[0])
    if len(words) > 1 and len(first) >= LEAST_TYPO and not is_everyday(_folded(first)):
        yield Sort.SHORT, first
    initials = "".join(word[0] for word in words if word[0].isalnum())
    if len(initials) > 1 and initials.isupper() and initials not in _OTHER_INITIALS:
        yield Sort.SHORT, initials


def bare_host(address: str) -> str:
    """Give the host of a web address without scheme, path and www."""
    host = re.sub(r"^[a-z]+://", "", address.strip().lower()).partition("/")[0]
    return host.removeprefix("www.").lstrip("@")


def _personal(people: Iterable[Person], member: str | None) -> Iterator[tuple[Sort, str | None, str]]:
    for person in people:
        for sort, written in _person_names(person.name):
            yield sort, member, written


def _person_names(name: str) -> Iterator[tuple[Sort, str]]:
    parts = [part for part in name.replace(",", " ").split() if part.casefold().rstrip(".") not in TITLES]
    if len(parts) < 2:
        yield Sort.SURNAME, name
        return
    cut = len(parts) - 1
    while cut > 1 and parts[cut - 1].casefold() in _PARTICLES:
        cut -= 1
    given, surname, last = parts[0], " ".join(parts[cut:]), parts[-1]
    yield Sort.PERSON, " ".join(parts)
    yield Sort.PERSON, f"{given} {surname}"
    yield Sort.PERSON, f"{given[0]}. {surname}"
    yield Sort.PERSON, f"{given} {last}"
    yield Sort.REVERSED, f"{surname} {given}"
    yield Sort.SURNAME, surname
    yield Sort.SURNAME, last
    for half in last.split("-") if "-" in last else ():
        if len(half) >= LEAST_TYPO - 1:
            yield Sort.SURNAME, half
    for several in dict.fromkeys((given, " ".join(parts[:cut]))):
        if len(several) > 2:
            yield Sort.GIVEN, several
    initials = ".".join(part[0] for part in re.findall(r"[^\s-]+", " ".join(parts)))
    yield Sort.INITIALS, initials


def _folded(text: str) -> str:
    return "".join(word.fold for word in read(text).words)


def joints(reading: Reading, first: int, after: int) -> tuple[Joint, ...]:
    """Give what stands between the pieces from `first` up to `after`."""
    return tuple(joint(reading.gap(reading.pieces[at], reading.pieces[at + 1])) for at in range(first, after - 1))
