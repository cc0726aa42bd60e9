"""Find addresses, telephone numbers and links, which may lead to somebody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from convenor.rules.attribution.findings import Finding, Kind
from convenor.rules.vocabulary import Level
from convenor.rules.wording import said

_MAIL = r"(?<![\w.+-])[^\s@<>()\[\]\"',;:]{1,64}@[^\W_](?:[\w-]{0,62}\.){1,8}[^\W\d_]{2,24}"
_WEB = r"(?:https?://|hxxps?://|www\.)[^\s<>\"”»]{3,2000}"
_HOST = r"(?<![\w@.-])(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}(?:/[^\s<>\"”»]{0,2000})?(?![\w@])"
_LINK = re.compile(rf"(?P<mail>{_MAIL})|(?P<web>{_WEB})|(?P<host>{_HOST})", re.IGNORECASE)
_TELEPHONE = (
    r"(?<![\w./:-])(?:\+|00)[1-9]\d{0,2}[ \u00a0./()-]{0,3}\d(?:[ \u00a0./()-]{0,2}\d){5,12}(?![\w])"
    r"|(?<![\w./:-])(?<!\d[ \u00a0])\(?0\d{1,4}\)?[ \u00a0/-]\d{2,4}(?:[ \u00a0/-]?\d{2,4}){1,3}(?![\w])"
    r"|(?<![\w./:-])(?:\(\d{3}\) ?|\d{3}[.-])\d{3}[.-]\d{4}(?![\w-])"
    r"|\b(?i:tel|telephone|phone|mobile|call|fax|whatsapp)\b[.: ]{1,3}\(?\d(?:[ \u00a0./()-]{0,2}\d){5,12}(?![\w])"
)
_MAIL_WRITTEN_OUT = (
    r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:\(at\)|\[at\]|\{at\}|<at>| at (?=[\w-]{1,60} ?(?:\(dot\)|\[dot\]| dot )))"
    r"\s?[\w-]{1,63}(?:\s?(?:\.|\(dot\)|\[dot\]|\{dot\}| dot )\s?[\w-]{1,63}){1,6}"
)
_ACCOUNT = (
    r"(?<![\w@./+-])@\w[\w.-]{1,40}(?:@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4})?(?<![.-])"
    r"|(?i:\b(?:skype|telegram|signal|wechat|discord|threema|wire)) ?: ?[\w.#@+-]{3,40}\b"
)
_ADDRESS = (
    r"(?<![\w.])(?<!\d,)(?!(?:19|20)\d\d )\d{1,5}[A-Za-z]?,? (?:[A-Z][\w'’.-]{1,30} ){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Boulevard|Blvd|Drive|Crescent|Court|Terrace|Place|Square|Quay)\b"
    r"|\b\d{1,4}(?: (?:bis|ter))?,? (?:[Rr]ue|[Bb]oulevard|[Aa]venue|[Pp]lace|[Qq]uai|[Vv]ia|[Pp]iazza)"
    r" [^\W\d_][\w'’ -]{2,40}"
    r"|\b[A-ZÄÖÜ][\w-]{2,30}(?:straße|strasse|gasse|weg|allee|platz|straat|laan|gatan|vägen|vej|gate) \d{1,4}[a-z]?\b"
    r"|\b(?:Calle|Avenida|Av\.|Rua|Carrera) [A-Z][\w.'’ -]{2,40},? (?:n[.º°o]+ ?)?\d{1,5}\b"
    r"|\b[Pp]\.? ?[Oo]\.? ?[Bb]ox \d{1,6}\b"
)
_MACHINE = (
    r"(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w]|\.\d)"
    r"|(?<![\w:])(?:[0-9a-fA-F]{1,4}:){2,7}(?::[0-9a-fA-F]{1,4}){1,6}(?![\w:])"
    r"|(?<![\w:])(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}(?![\w:])"
)
_LEADS = re.compile(
    rf"(?P<telephone>{_TELEPHONE})|(?P<mail>{_MAIL_WRITTEN_OUT})|(?P<account>{_ACCOUNT})|(?P<place>{_ADDRESS})"
    rf"|(?P<machine>{_MACHINE})"
)
_REASONS = {
    "telephone": said("a telephone number leads to somebody; leave it out unless it is public"),
    "mail": said("a mail address leads to somebody; leave it out unless it is public"),
    "account": said("an account leads to somebody; leave it out unless it is public"),
    "place": said("a postal address leads to somebody; leave it out unless it is public"),
    "machine": said("the address of a machine leads to somebody; leave it out unless it is public"),
    "profile": said("a link to a profile or a personal room leads to somebody; leave it out unless it is public"),
}
_PROFILE = re.compile(
    r"(?:https?://)?(?:[\w-]{1,30}\.)?(?:linkedin\.com/(?:in|pub)/|(?:twitter|x|facebook|instagram|github|gitlab|threads"
    r"|medium|tiktok|telegram|calendly|vk|weibo|pinterest|flickr|substack|paypal)\.(?:com|net|me|org)/@?[\w.-]|t\.me/"
    r"|wa\.me/|signal\.me/|keybase\.io/|orcid\.org/\d|bsky\.app/profile/|researchgate\.net/profile|academia\.edu/"
    r"|scholar\.google\.\w+/citations|zoom\.us/(?:j|my)/|teams\.(?:microsoft|live)\.com/|meet\.google\.com/|\S{1,60}/@\w)",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?*_'’\"»]}>"


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A web or mail address in the note."""

    start: int
    end: int
    url: str
    is_mail: bool
    is_bare: bool


def links(note: str) -> tuple[Link, ...]:
    """Find web and mail addresses, without the punctuation behind them."""
    return tuple(_links(note))


def _links(note: str) -> Iterator[Link]:
    for found in _LINK.finditer(note):
        url = _trimmed(found.group())
        yield Link(
            start=found.start(),
            end=found.start() + len(url),
            url=url,
            is_mail=found.lastgroup == "mail",
            is_bare=found.lastgroup == "host" and "/" not in url,
        )


def _trimmed(url: str) -> str:
    while url and (url[-1] in _TRAILING or (url[-1] == ")" and url.count(")") > url.count("("))):
        url = url[:-1]
    return url


def unknown_contacts(note: str, found: tuple[Link, ...]) -> Iterator[Finding]:
    """Give addresses, numbers, accounts and profiles as review: whoever they are, they lead to somebody."""
    for link in found:
        if link.is_mail or _PROFILE.match(link.url):
            yield _finding(note, link.start, link.end, "mail" if link.is_mail else "profile")
    for lead in _LEADS.finditer(note):
        yield _finding(note, *lead.span(), lead.lastgroup or "")


def _finding(note: str, start: int, end: int, sort: str) -> Finding:
    return Finding(
        start=start,
        end=end,
        text=note[start:end],
        kind=Kind.CONTACT,
        level=Level.REVIEW,
        members=(),
        reason=_REASONS[sort],
    )
