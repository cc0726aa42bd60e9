"""Mails that say that a mail could not be delivered: of which, and whether for good (RFC 3464).

What comes back may be forged, so nothing here names an address: a report counts by the name of the mail that it is
about, which whoever was not sent that mail does not know.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from email.utils import getaddresses

from convenor.rules.replies.answer import address_in
from convenor.rules.replies.bounds import HEADER, LARGEST, LINES, Unreadable
from convenor.rules.replies.mail import parsed

MOST_NAMES = 20
LONGEST_TEXT = 20_000
LONGEST_NAME = 200
_REPORTS = frozenset({"message/delivery-status", "message/global-delivery-status"})
_HEADS = frozenset({"text/rfc822-headers", "message/global-headers"})
_WHOLE = frozenset({"message/rfc822", "message/global"})
_MACHINES = frozenset({"mailer-daemon", "mail-daemon", "mdaemon"})
# Behind this name sit people, too.
_PERHAPS_A_MACHINE = "postmaster"
_NAME = re.compile(r"<([^<>\s]+@[^<>\s]+)>")
_NAMED_IN_TEXT = re.compile(r"^[>\s]*Message-ID:\s*<([^<>\s]+@[^<>\s]+)>", re.IGNORECASE | re.MULTILINE)
_FOR_GOOD = re.compile(r"(?<![\d.])5\.\d{1,3}\.\d{1,3}(?![\d.])|(?<![\d.])55\d(?![\d.])|\bpermanent", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"(?:\r?\n){2,}")
_STILL_TRIES = re.compile(r"delay|warning|not yet|still being retried|will retry|will keep trying", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounce:
    """A report: the names of the mails that it may be about, and whether the other side gave up or tries on."""

    message_ids: tuple[str, ...]
    for_good: bool


def bounce_of(content: bytes) -> Bounce | None:
    """What a mail reports as not delivered; None for a mail that reports nothing of the kind, or cannot be read."""
    if len(content) > LARGEST or max(content.count(b"\n"), content.count(b"\r")) > LINES:
        return None
    try:
        mail = parsed(content)
        return _reported(mail) if _status_of(mail) else _told(mail)
    except (Unreadable, RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _reported(mail: Message) -> Bounce | None:
    """A report in the form that is meant for machines."""
    blocks = _status_of(mail)
    actions = {_first_word(block, "Action") or _by_status(block) for block in blocks}
    if not actions & {"failed", "delayed"}:
        return None
    originals = [part for part in _parts(mail) if part.get_content_type() in _HEADS | _WHOLE]
    held = [
        *(_original(part) for part in originals),
        *(str(block.get("X-Original-Message-ID", "")) for block in blocks),
    ]
    return _bounce(mail, held, for_good="failed" in actions)


def _told(mail: Message) -> Bounce | None:
    """A report in words alone: only from a machine that carries mail, and only with words that say so."""
    failed = mail.get("X-Failed-Recipients") is not None
    if not failed and not _from_a_machine(mail):
        return None
    text = _text(mail)
    tries_on = bool(_STILL_TRIES.search(str(mail.get("Subject", ""))[:HEADER]))
    if not (failed or tries_on or _FOR_GOOD.search(text)):
        return None
    return _bounce(mail, [f"<{name}>" for name in _NAMED_IN_TEXT.findall(text)], for_good=not tries_on)


def _bounce(mail: Message, held: Iterable[str], *, for_good: bool) -> Bounce:
    said = [*held, str(mail.get("In-Reply-To", "")), str(mail.get("References", ""))]
    names = (name for text in said for name in _NAME.findall(text[:HEADER]) if len(name) <= LONGEST_NAME)
    return Bounce(message_ids=tuple(dict.fromkeys(names))[:MOST_NAMES], for_good=for_good)


def _status_of(mail: Message) -> list[Message]:
    """The blocks of a delivery status: one of the mail, and one of each recipient."""
    found: list[Message] = []
    for part in _parts(mail):
        if part.get_content_type() in _REPORTS:
            payload = part.get_payload()
            for block in payload if isinstance(payload, list) else [_head(str(payload))]:
                found.append(block)  # type: ignore[arg-type]
                # Of the kind for addresses in any script the parser tells the first block apart alone.
                rest = block.get_payload()  # type: ignore[union-attr]
                if isinstance(rest, str):
                    found.extend(_head(text) for text in _EMPTY_LINE.split(rest) if text)
    return found


def _parts(mail: Message) -> Iterator[Message]:
    """The parts of a mail, without those of a mail that lies in it."""
    yield mail
    if mail.get_content_maintype() == "multipart" and mail.is_multipart():
        for part in mail.get_payload():
            yield from _parts(part)  # type: ignore[arg-type]


def _original(part: Message) -> str:
    """What the mail that came back was named."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return str(payload[0].get("Message-ID", "")) if payload else ""  # type: ignore[union-attr]
    content = part.get_payload(decode=True)
    text = content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
    return str(_head(text).get("Message-ID", ""))


def _head(text: str) -> Message:
    return HeaderParser().parsestr(text[:LONGEST_TEXT].lstrip())


def _first_word(block: Message, name: str) -> str:
    words = str(block.get(name, "")).replace(";", " ").split()
    return words[0].lower() if words else ""


def _by_status(block: Message) -> str:
    """What a recipient's block that names no action means by its number (RFC 3463)."""
    return {"5": "failed", "4": "delayed"}.get(_first_word(block, "Status")[:1], "")


def _from_a_machine(mail: Message) -> bool:
    senders = (address_in(address) for _name, address in getaddresses([str(mail.get("From", ""))[:HEADER]]))
    names = {sender.partition("@")[0] for sender in senders}
    return bool(names & _MACHINES) or (_PERHAPS_A_MACHINE in names and _says_so(mail))


def _says_so(mail: Message) -> bool:
    """Whether a mail is marked as sent by no person (RFC 3834), or cannot be answered, as a report must not be."""
    marked = str(mail.get("Auto-Submitted", "")).strip().lower().startswith("auto-")
    return marked or str(mail.get("Return-Path", "")).strip() == "<>"


def _text(mail: Message) -> str:
    """The words of a mail, the first so many."""
    for part in _parts(mail):
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/plain" and isinstance(content, bytes):
            return content[:LONGEST_TEXT].decode("utf-8", "replace")
    return ""
