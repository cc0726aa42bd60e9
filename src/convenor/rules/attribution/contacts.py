"""Find addresses, telephone numbers and links, which may lead to somebody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from convenor.rules.attribution.findings import Finding, Kind
from convenor.rules.vocabulary import Level

_MAIL = r"(?<![\w.+-])[^\s@<>()\[\]\"',;:]{1,64}@[^\W_](?:[\w-]{0,62}\.){1,8}[^\W\d_]{2,24}"
_WEB = r"(?:https?://|hxxps?://|www\.)[^\s<>\"”»]{3,2000}"
_HOST = r"(?<![\w@.-])(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}(?:/[^\s<>\"”»]{0,2000})?(?![\w@])"
_LINK = re.compile(rf"(?P<mail>{_MAIL})|(?P<web>{_WEB})|(?P<host>{_HOST})", re.IGNORECASE)
_TELEPHONE = re.compile(
    r"(?<![\w./:-])(?:\+|00)[1-9]\d{0,2}[ \u00a0./()-]{0,3}\d(?:[ \u00a0./()-]{0,2}\d){5,12}(?![\w])"
    r"|(?<![\w./:-])\(?0\d{1,4}\)?[ \u00a0/-]\d{2,4}(?:[ \u00a0/-]?\d{2,4}){1,3}(?![\w])"
    r"|(?i:\b(?:tel|telephone|phone|mobile|call|fax|whatsapp)\b[.: ]{1,3})\(?\d(?:[ \u00a0./()-]{0,2}\d){5,12}(?![\w])"
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
    """Give mail addresses and telephone numbers as review: whoever they are, they lead to somebody."""
    for link in found:
        if link.is_mail:
            yield _finding(
                note, link.start, link.end, "a mail address leads to somebody; leave it out unless it is public"
            )
    for number in _TELEPHONE.finditer(note):
        start, end = number.span()
        yield _finding(note, start, end, "a telephone number leads to somebody; leave it out unless it is public")


def _finding(note: str, start: int, end: int, reason: str) -> Finding:
    return Finding(
        start=start, end=end, text=note[start:end], kind=Kind.CONTACT, level=Level.REVIEW, members=(), reason=reason
    )
