"""A mailbox, read by IMAP and left as it is: it is opened for reading alone, so no mail is marked, moved or deleted."""

import hashlib
import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date

from convenor.config import MailboxAddress
from convenor.rules.wording import said

SECONDS = 20
LARGEST_HEAD = 64_000
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)", re.IGNORECASE)


class MailboxTrouble(Exception):  # noqa: N818 - it is the mailbox that is in trouble
    """The mailbox could not be read; the message is a sentence that says why and holds nothing of what is in it."""


class NotHandedOut(Exception):  # noqa: N818 - the server refuses this mail alone
    """The server answers, and does not give out this mail."""


class OpenMailbox:
    """A mailbox that is open for reading. Every method raises MailboxTrouble where the server fails.

    What asks for one mail raises NotHandedOut where the server has it and does not give it out.
    """

    def __init__(self, connection: imaplib.IMAP4, validity: int) -> None:
        self._connection = connection
        self.validity = validity

    def after(self, last: int) -> list[int]:
        """The numbers of the mails that came after this one, the oldest first."""
        # A server names its last mail even where that came before.
        return [number for number in self._found(f"UID {last + 1}:*") if number > last]

    def since(self, day: date) -> list[int]:
        """The numbers of the mails that came since this day, the oldest first."""
        return self._found(f"SINCE {day.day:02}-{_MONTHS[day.month - 1]}-{day.year:04}")

    def size(self, number: int) -> int | None:
        """How many bytes a mail has; None for one that is gone."""
        answer = b" ".join(part for part in self._asked(number, "(RFC822.SIZE)") if isinstance(part, bytes))
        found = _SIZE.search(answer)
        return int(found[1]) if found else None

    def content(self, number: int, at_most: int) -> bytes | None:
        """The first bytes of a mail; None for one that is gone."""
        return self._bytes(number, f"(BODY.PEEK[]<0.{at_most}>)")

    def head(self, number: int) -> bytes | None:
        """The head of a mail, cut off where it is longer than any; None for one that is gone."""
        return self._bytes(number, f"(BODY.PEEK[HEADER]<0.{LARGEST_HEAD}>)")

    def _found(self, sought: str) -> list[int]:
        with _told_plainly():
            status, found = self._connection.uid("SEARCH", sought)
            if status != "OK":
                raise MailboxTrouble(said("the mail server does not say which mails there are"))
            words = b" ".join(part for part in found if isinstance(part, bytes)).split()
            return sorted(int(word) for word in words if word.isdigit())

    def _asked(self, number: int, what: str) -> list[object]:
        with _told_plainly():
            status, found = self._connection.uid("FETCH", str(number), what)
            if status != "OK":
                raise NotHandedOut
            return list(found)

    def _bytes(self, number: int, what: str) -> bytes | None:
        answer = self._asked(number, what)
        held = (part[1] for part in answer if isinstance(part, tuple))
        content = next((content for content in held if isinstance(content, bytes)), None)
        # Some servers put what is short between quotes, which Python's reader leaves as it is: a person reads it.
        if content is None and any(isinstance(part, bytes) and b"BODY[" in part.upper() for part in answer):
            raise NotHandedOut
        return content


@contextmanager
def opened(at: MailboxAddress) -> Iterator[OpenMailbox]:
    """Open a mailbox for reading while the block runs. Raises MailboxTrouble."""
    with _told_plainly():
        connection = _connected(at)
    try:
        with _told_plainly():
            held = OpenMailbox(connection, _signed_in(connection, at))
        yield held
    finally:
        # Whoever does not answer a goodbye has gone already.
        with suppress(imaplib.IMAP4.error, OSError):
            connection.logout()


def digest_of(at: MailboxAddress) -> str:
    """What tells this mailbox from another, without saying which it is."""
    return hashlib.sha256(f"{at.user}@{at.host}:{at.port}/{at.mailbox}".encode()).hexdigest()


def _connected(at: MailboxAddress) -> imaplib.IMAP4:
    if at.encrypted:
        return imaplib.IMAP4_SSL(at.host, at.port, ssl_context=ssl.create_default_context(), timeout=SECONDS)
    return imaplib.IMAP4(at.host, at.port, timeout=SECONDS)


def _signed_in(connection: imaplib.IMAP4, at: MailboxAddress) -> int:
    """Sign in and open the mailbox; the number by which the server says that its others are still the same."""
    try:
        connection.authenticate("PLAIN", lambda _challenge: f"\0{at.user}\0{at.password}".encode())
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        raise MailboxTrouble(said("the mail server does not let us in; check the user and the password")) from None
    name = at.mailbox.replace("\\", "\\\\").replace('"', '\\"')
    status, _count = connection.select(f'"{name}"', readonly=True)
    _name, validity = connection.response("UIDVALIDITY")
    number = validity[-1] if validity else None
    if status != "OK" or not isinstance(number, bytes) or not number.isdigit():
        raise MailboxTrouble(said("the mail server does not open this mailbox; check its name"))
    return int(number)


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Say in our own words what a server or a network did; what they said may quote what was asked."""
    try:
        yield
    except ssl.SSLCertVerificationError:
        raise MailboxTrouble(
            said("nobody vouches for the mail server's certificate, so it was not spoken to")
        ) from None
    except TimeoutError:
        raise MailboxTrouble(said("the mail server does not answer in time")) from None
    except imaplib.IMAP4.error:
        raise MailboxTrouble(said("the mail server broke off or said something else than mail servers say")) from None
    except OSError:
        raise MailboxTrouble(said("the mail server cannot be reached, or the connection broke")) from None
