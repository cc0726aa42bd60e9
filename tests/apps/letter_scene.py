"""A real mail server on loopback, and one person to write to."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Taken:
    """What a mail server took in: the addressees of the envelope, and the bytes."""

    to: list[str]
    content: bytes

    @property
    def letter(self) -> EmailMessage:
        letter = message_from_bytes(self.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        return letter


@dataclass
class Server:
    """Takes in whatever comes, and keeps it."""

    taken: list[Taken] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002
        assert isinstance(envelope.content, bytes)
        self.taken.append(Taken(to=list(envelope.rcpt_tos), content=envelope.content))
        return "250 Taken"


@contextmanager
def mail_server(settings: Any) -> Iterator[Server]:
    """A server to which the product's mail goes meanwhile."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    try:
        yield server
    finally:
        controller.stop()
