"""What a mail's head says of it: what names it, from whom it is, and whether a machine wrote it by itself."""

import hashlib
import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses

from convenor.rules.replies.answer import address_in
from convenor.rules.replies.bounds import HEADER, LARGEST, Unreadable

_HEAD = 64_000
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_BULK = frozenset({"bulk", "junk", "list", "auto_reply"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Envelope:
    """The head of a mail. `digest` is of what names it, the same each time that the same mail arrives."""

    digest: str
    senders: frozenset[str]
    automatic: bool


def envelope_of(content: bytes) -> Envelope:
    """What the head of a mail says. Raises Unreadable for what is no mail."""
    if len(content) > LARGEST:
        raise Unreadable(f"it is larger than {LARGEST // 1_000_000} MB; look at it in the mailbox")
    head = _END_OF_HEAD.split(content.lstrip(b"\r\n")[:_HEAD], maxsplit=1)[0]
    mail = BytesHeaderParser().parsebytes(head)
    if not mail.get("From"):
        raise Unreadable("it does not say from whom it is, so it is no mail; pass on the mail as it arrived")
    named = _said(mail, "Message-ID")
    senders = getaddresses([_said(mail, "From")])
    return Envelope(
        digest=hashlib.sha256(named.encode(errors="replace") if named else content).hexdigest(),
        senders=frozenset(filter(None, (address_in(address) for _name, address in senders))),
        automatic=_is_automatic(mail),
    )


def _is_automatic(mail: Message) -> bool:
    """Whether nobody waits for an answer: an automatic mail, one to many, or one that says that a mail came back."""
    submitted = _said(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    bulk = _said(mail, "Precedence").lower() in _BULK or bool(_said(mail, "List-Id"))
    replied = bool(_said(mail, "X-Autoreply") or _said(mail, "X-Autorespond"))
    return submitted not in {"", "no"} or bulk or replied or _said(mail, "Return-Path") == "<>"


def _said(mail: Message, name: str) -> str:
    """A header as it is said first; nothing where it is longer than any such header is."""
    said = str(mail.get(name, "")).strip()
    return said if len(said) <= HEADER else ""
