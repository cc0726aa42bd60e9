"""Where in a mail the calendar objects are, and from whom the mail says that it is."""

import codecs
import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.utils import collapse_rfc2231_value, getaddresses

from convenor.rules.replies.answer import address_in
from convenor.rules.replies.bounds import EDGES, HEADER, LARGEST, LINES, PARTS, Unreadable

_KINDS = frozenset({"text/calendar", "application/ics", "text/x-vcalendar", "application/calendar", "text/ics"})
_ENDINGS = (".ics", ".ical", ".icalendar", ".vcs")
# Some gateways end each line twice.
_FOLD = re.compile(rb"(?:(?:\r{0,2}\n){1,2}|\r)[ \t]")
_PARTED = re.compile(rb"multipart/|message/rfc822", re.IGNORECASE)
_EDGE = re.compile(rb"^--", re.MULTILINE)
# Headers whose parameters the standard library reads in a time that grows with the square of their length.
_HEADER = re.compile(rb"^(?:content-[a-z-]+|from):(?:[^\r\n]|(?:\r\n|\r|\n)[ \t])*", re.IGNORECASE | re.MULTILINE)
_IS_CALENDAR = re.compile(r"\s*BEGIN\s*:\s*VCALENDAR", re.IGNORECASE)
# Python knows these, and no mail is written in them; some of them take very long.
_NO_CHARSETS = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One calendar object of a mail: its text, the method that the part says, and in how many mails it lies."""

    text: str
    method: str = ""
    depth: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """What is in a file: its calendar objects, and the senders that it names; None for a file that is no mail."""

    objects: tuple[Found, ...]
    senders: tuple[str, ...] | None


def opened(content: bytes) -> Letter:
    """What is in a mail or a calendar object. Raises Unreadable for anything else."""
    if len(content) > LARGEST:
        raise Unreadable(f"it is larger than {LARGEST // 1_000_000} MB, which no answer is; ask for a plain reply")
    if not content.strip():
        raise Unreadable("it is empty; ask for the mail again")
    if max(content.count(b"\n"), content.count(b"\r")) > LINES:
        raise Unreadable(f"it has more than {LINES:,} lines, which no answer has; ask for a plain reply")
    text = decoded(content, "")
    if _IS_CALENDAR.match(text):
        return Letter(objects=(Found(text=text),), senders=None)
    return _mail(content.removeprefix(codecs.BOM_UTF8) if _marked(content) is None else text.encode())


def _mail(content: bytes) -> Letter:
    try:
        mail = parsed(content)
        objects = tuple(_objects(mail))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        raise Unreadable("its parts cannot be told apart; ask for a plain reply") from None
    if not mail.keys():
        raise Unreadable("it is neither a mail nor a calendar object; name one of these")
    if not objects:
        raise Unreadable("this mail holds no calendar object; read it, and ask for a reply from the calendar")
    return Letter(objects=objects, senders=_senders(mail))


def parsed(content: bytes) -> Message:
    """A mail as its parts. Raises Unreadable for one built to cost much, and whatever the parser stumbles on."""
    parts, edges = len(_PARTED.findall(content)), len(_EDGE.findall(content))
    if parts > PARTS or edges > EDGES or any(len(line[0]) > HEADER for line in _HEADER.finditer(content)):
        raise Unreadable("its parts or headers are more than an answer has; ask for a plain reply")
    return email.message_from_bytes(content.lstrip(b"\r\n"))


def _senders(mail: Message) -> tuple[str, ...]:
    named = getaddresses([str(line) for line in mail.get_all("From", [])])
    # A name with a comma that nobody quoted looks like one more sender, who has no address.
    return tuple(filter(None, (address_in(address) for _name, address in named)))


def _objects(mail: Message) -> Iterator[Found]:
    """The calendar objects: parts that say so by kind or by name, or else any text that is one."""
    parts = list(_parts(mail, 0))
    said = [(part, depth) for part, depth in parts if _says_calendar(part)]
    for part, depth in said or parts:
        text = decoded(_content(part), part.get_content_charset() or "")
        if _IS_CALENDAR.match(text):
            method = collapse_rfc2231_value(part.get_param("method") or "")
            yield Found(text=text, method=method.upper(), depth=depth)


def _parts(part: Message, depth: int) -> Iterator[tuple[Message, int]]:
    if not part.is_multipart():
        yield part, depth
        return
    deeper = depth + (part.get_content_maintype() == "message")
    for inner in part.get_payload():
        yield from _parts(inner, deeper)  # type: ignore[arg-type]


def _says_calendar(part: Message) -> bool:
    return part.get_content_type() in _KINDS or (part.get_filename() or "").lower().strip().endswith(_ENDINGS)


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def decoded(content: bytes, charset: str) -> str:
    """The text in these bytes: as they are marked, as they say, as UTF-8, or as Western programs wrote once."""
    marked = _marked(content)
    if marked is None:
        # A line may be folded in the middle of a character, so it is made whole first.
        content = _FOLD.sub(b"", content)
    for name in (marked or _known(charset), "utf-8"):
        try:
            return content.decode(name).lstrip("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace")


def _marked(content: bytes) -> str | None:
    """The charset that the first bytes give away: a mark, or the zeros between the letters of UTF-16."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if content[1:8:2] == b"\0" * 4:
        return "utf-16-le"
    if content[:8:2] == b"\0" * 4:
        return "utf-16-be"
    return None


def _known(charset: str) -> str:
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return "utf-8"
    # A part that says UTF-16 and holds none, as some gateways leave it, is read as UTF-8.
    return "utf-8" if name in _NO_CHARSETS or name.startswith("utf-16") else name
