"""Names as tools show them, and the names that people have: marks, pronouns and numbers are no part of a name."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from convenor.rules.attendance.writing import fold, visible

GUEST_MARKS = frozenset(
    fold(words)
    for words in """
        guest; guests; external; unverified; not verified; anonymous; federated; invite; invitee; externe;
        non verifie; non verifiee; gast; extern; externer; nicht verifiziert; nicht uberpruft; nicht bestatigt;
        ungepruft; unbestatigt; invitado; invitada; externo; externa; sin verificar; sin comprobar;
        no verificado; no verificada; no comprobado; convidado; convidada; nao verificado; nao verificada;
        ospite; esterno; esterna; non verificato; non verificata; niet geverifieerd; gosc; zewnetrzny;
        niezweryfikowany; gost; gaest; gjest; ekstern; overifierad; vieras; ulkoinen; misafir; konuk; harici;
        гость; внешний; не проверено; непроверенный; ゲスト; 外部; 未確認; 未検証; 来宾; 客人; 访客; 來賓;
        未验证; 未驗證; 게스트; 외부; 확인되지 않음
    """.split(";")
)

PRONOUNS_ALONE = frozenset("she he they xe ze fae elle il iel lui sie er ella el elles ellos ela ele".split())
PRONOUNS = PRONOUNS_ALONE | frozenset(
    """
        her hers him his them their theirs zir zirs hir hirs xem xyr ey em eir faer it its elles ils ihr ihre
        ihm sein ellas elle elu delu dela dele lei loro essa esse zij hun hen diens haar hij hem hon han henne
        ham
    """.split()
)

# Roles and devices that stand in brackets after a name and are no original name.
NO_NAME = frozenset(
    """
        host co cohost me you organizer organiser presenter panelist panellist moderator interpreter speaker
        chair iphone ipad android mobile phone telephone tel desktop laptop web audio only dial in pstn room
    """.split()
)
# What a tool writes beside the number of somebody who dialled in and has no name.
CALLER_WORDS = frozenset(
    """
        phone telephone tel mobile cell caller call in user dial dialin callin pstn audio only unknown guest
        external anonymous unverified number no from via ext telefon telefono telefone telefonnummer handy mobil
        portable appelant anrufer llamada llamante numero numer nummer participant joined by
    """.split()
)

# A number that somebody can be called under: seven digits or more, some of them masked perhaps. A date is none.
NUMBER = re.compile(
    r"(?:\+|(?<!\d))[(\[]?[\d*•][\d*•\s().\[\]/\-\u2010-\u2015]{4,}[\d*•](?:[xX]{2,}\d*)?"
    r"(?:\s*(?:ext|x|poste|durchwahl)\.?\s*\d+)?(?!\d)",
    re.IGNORECASE,
)
DATE = re.compile(r"\s*(?:(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d)\s*")
DIALLED = re.compile(r"(?:\+[\d().\-]{5,}|[\d().\-]{10,})@\S+")
ENOUGH_DIGITS = 7
DIGIT = re.compile(r"\d")
LONE_NUMBER = re.compile(r"[\d*•#xX\s()./+,\-\u2010-\u2015\[\]]+")
LONE_DIGITS = 3
LONGEST = 300  # a longer cell is no name of anybody, and is not searched for brackets in brackets
BRACKET = re.compile(r"[)\]】]")
BRACKETS = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
WIDE_BRACKETS = str.maketrans("（）", "()")
LOOSE_ENDS = " \t-–—:,;|/·•()[]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A cleaned name; empty `text` where nobody is named. `was_number` where a telephone number was taken out."""

    text: str
    shown_as: str | None = None
    is_guest: bool = False
    was_number: bool = False


@lru_cache(maxsize=65_536)
def read_name(cell: str, *, has_original: bool = False) -> Name:
    """Read a name as a tool shows it; `has_original` where the original name may follow in brackets."""
    shown, was_number = without_numbers(visible(cell).translate(WIDE_BRACKETS))
    if len(shown) > LONGEST or not BRACKET.search(shown):
        return Name(text=shown, was_number=was_number)
    bare, is_guest = _without_guest_marks(shown)
    display, original = _split_original(bare) if has_original else (bare, None)
    text = _without_pronouns(original or display)
    before = display if original else shown
    return Name(
        text=text,
        shown_as=before if before != text and text else None,
        is_guest=is_guest,
        was_number=was_number,
    )


def without_numbers(text: str) -> tuple[str, bool]:
    """Take telephone numbers out of a text, and say whether there was one; what names nobody without it goes too."""
    if not DIGIT.search(text):
        return text, False
    if is_dialled(text):
        return "", True
    if _is_address(text):
        return text, False
    if LONE_NUMBER.fullmatch(text) and len(DIGIT.findall(text)) >= LONE_DIGITS:
        return "", True
    kept = NUMBER.sub(lambda found: found[0] if _is_no_telephone(found[0]) else " ", text)
    if kept == text:
        return text, False
    kept = BRACKETS.sub(lambda found: found[0] if found[1].strip() else "", visible(kept)).strip(LOOSE_ENDS)
    if kept.count("(") > kept.count(")"):
        kept += ")"
    return ("" if CALLER_WORDS.issuperset(fold(kept).split()) else kept), True


def is_dialled(address: str) -> bool:
    """Whether an address is a telephone number in disguise, as gateways make them."""
    return DIALLED.fullmatch(address) is not None


def _is_address(text: str) -> bool:
    local, at, domain = text.partition("@")
    return bool(at and domain) and " " not in text and any(mark.isalpha() for mark in local)


def _is_no_telephone(found: str) -> bool:
    digits = sum(mark.isdigit() for mark in found)
    masked = sum(mark in "*•" for mark in found)
    return digits < 2 or digits + masked < ENOUGH_DIGITS or DATE.fullmatch(found) is not None


def _without_guest_marks(name: str) -> tuple[str, bool]:
    bare = BRACKETS.sub(lambda found: "" if fold(found[1]) in GUEST_MARKS else found[0], name).strip()
    return (bare, True) if bare and bare != name else (name, False)


def _without_pronouns(name: str) -> str:
    bare = BRACKETS.sub(lambda found: "" if _are_pronouns(found[1]) else found[0], name).strip()
    return bare or name


def _are_pronouns(words: str) -> bool:
    tokens = fold(words).split()
    return tokens[0] in PRONOUNS_ALONE if len(tokens) == 1 else bool(tokens) and PRONOUNS.issuperset(tokens)


def _split_original(name: str) -> tuple[str, str | None]:
    """What is shown, and the original name in the last brackets, if that is what they hold."""
    opening = _last_opening(name)
    if opening is None:
        return name, None
    display, inner = name[:opening].strip(), name[opening + 1 : -1].strip()
    if _are_pronouns(inner):
        shorter, original = _split_original(display)
        return (name, None) if original is None else (shorter, original)
    if set(fold(inner).split()) <= set(fold(display).split()):
        return name, display
    return (display, inner) if _is_original(display, inner) else (name, None)


def _last_opening(name: str) -> int | None:
    """Where the brackets begin that close at the very end; they may hold brackets, and a gap is before them."""
    if not name.endswith(")"):
        return None
    depth = 0
    for place in range(len(name) - 1, -1, -1):
        depth += (name[place] == ")") - (name[place] == "(")
        if depth == 0:
            return place if name[place - 1] == " " else None
    return None


def _is_original(display: str, inner: str) -> bool:
    """One word after a full name is an organisation, a place or a nickname; it would be a poor name for somebody."""
    if not display or "@" in inner or not any(mark.isalpha() for mark in inner):
        return False
    if NO_NAME.issuperset(fold(inner).split()):
        return False
    return len(inner.split()) > 1 or len(_without_pronouns(display).split()) == 1


def name_key(name: str) -> str:
    """What is equal for names that are written the same, but for case and the way accents are coded."""
    return name.casefold() if name.isascii() else unicodedata.normalize("NFC", name).casefold()
