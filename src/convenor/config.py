"""What an operator may set, read once from the environment."""

import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class WrongConfig(ValueError):  # noqa: N818 - said to an operator, who mends it
    """What an operator set cannot be used; the message says what and how to write it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Provider:
    """An OpenID Connect provider of an organisation, trusted for addresses of its own domains alone.

    `second_step` says that it asks for more than a password itself, so that its word is enough for the secretariat.
    """

    id: str
    name: str
    server: str
    client_id: str
    client_secret: str
    domains: tuple[str, ...]
    second_step: bool = False

    @property
    def origin(self) -> str:
        """Where a browser is sent to, without the path."""
        return "{0.scheme}://{0.netloc}".format(urlsplit(self.server))

    @property
    def app(self) -> dict[str, Any]:
        """The provider as the sign-in package wants it told."""
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {"server_url": self.server},
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class MailboxAddress:
    """Where mail comes in, by IMAP. Without `encrypted` it is a mailbox of this computer."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    mailbox: str
    encrypted: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class MailServer:
    """Where mail goes out, by SMTP: encrypted from the start, or from the first words on, or on this computer not."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    encrypted: bool
    encrypts: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Config:
    """The operator's choices; everything has a safe default for an embedded start.

    `folder` holds the embedded database, the key and outgoing demo mail; `database_url` replaces the embedded
    database by PostgreSQL; `hosts` are the names that the server answers to; `site` is the address that mails and
    the feed lead to, such as https://convenor.example.
    """

    folder: Path
    database_url: str
    secret_key: str
    hosts: tuple[str, ...]
    site: str
    demo: bool
    https: bool
    sender: str
    providers: tuple[Provider, ...] = ()
    mailbox: MailboxAddress | None = None
    mail_server: MailServer | None = None

    @property
    def site_url(self) -> str:
        """The address of the site without a slash at its end; where none is set, that of the first host."""
        return self.site.rstrip("/") or f"{'https' if self.https else 'http'}://{self.hosts[0]}"


def read_config(environ: "os._Environ[str] | dict[str, str]" = os.environ) -> Config:
    """The configuration that the environment describes."""
    folder = Path(environ.get("CONVENOR_DATA") or ".convenor").resolve()
    return Config(
        folder=folder,
        database_url=environ.get("DATABASE_URL", ""),
        secret_key=environ.get("CONVENOR_SECRET_KEY") or _own_key(folder),
        hosts=tuple(environ.get("CONVENOR_HOSTS", "localhost,127.0.0.1,[::1]").split(",")),
        site=environ.get("CONVENOR_SITE", ""),
        demo=environ.get("CONVENOR_DEMO") == "1",
        https=environ.get("CONVENOR_HTTPS") == "1",
        sender=environ.get("CONVENOR_SENDER", "convenor@localhost"),
        providers=read_providers(environ.get("CONVENOR_PROVIDERS", "")),
        mailbox=read_mailbox(environ.get("CONVENOR_IMAP_URL", "")),
        mail_server=read_mail_server(environ.get("CONVENOR_MAIL_URL", "")),
    )


_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_IMAP_PORTS = {"imaps": 993, "imap": 143}


def read_mailbox(url: str) -> MailboxAddress | None:
    """The mailbox that an address names; None without one. Raises WrongConfig, which never says the password."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or _IMAP_PORTS.get(parts.scheme, 0)
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
    except ValueError:
        raise WrongConfig(_MAILBOX_FORM) from None
    mailbox = unquote(parts.path.strip("/")) or "INBOX"
    if not (port and host and user and password) or parts.query or parts.fragment:
        raise WrongConfig(_MAILBOX_FORM)
    if not (user + password).isprintable() or not (mailbox.isascii() and mailbox.isprintable()):
        raise WrongConfig("CONVENOR_IMAP_URL holds signs that no mail server is asked with. Use plain letters.")
    if parts.scheme == "imap" and host not in _LOOPBACK:
        raise WrongConfig(
            "CONVENOR_IMAP_URL would send the password in the clear. Write imaps:// for another computer."
        )
    encrypted = parts.scheme == "imaps"
    return MailboxAddress(host=host, port=port, user=user, password=password, mailbox=mailbox, encrypted=encrypted)


_MAILBOX_FORM = (
    "CONVENOR_IMAP_URL is no address of a mailbox. Write imaps://user:password@host/Mailbox; in the user and the "
    "password, write @ as %40, : as %3A, / as %2F and % as %25."
)


_SMTP_PORTS = {"smtps": 465, "smtp": 587}


def read_mail_server(url: str) -> MailServer | None:
    """The mail server that an address names; None where there is none. Raises WrongConfig without the password.

    A server on another computer is asked to encrypt before anything is said; where it cannot, no mail leaves.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        here = host in _LOOPBACK and parts.scheme == "smtp"
        port = parts.port or (25 if here else _SMTP_PORTS.get(parts.scheme, 0))
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
    except ValueError:
        raise WrongConfig(_SERVER_FORM) from None
    more = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme not in _SMTP_PORTS or not (host and port) or more or bool(user) != bool(password):
        raise WrongConfig(_SERVER_FORM)
    if not (user + password).isprintable():
        raise WrongConfig("CONVENOR_MAIL_URL holds signs that no mail server is asked with. Use plain letters.")
    encrypted = parts.scheme == "smtps"
    return MailServer(
        host=host, port=port, user=user, password=password, encrypted=encrypted, encrypts=not (encrypted or here)
    )


_SERVER_FORM = (
    "CONVENOR_MAIL_URL is no address of a mail server. Write smtps://user:password@host or smtp://user:password@host; "
    "in the user and the password, write @ as %40, : as %3A, / as %2F and % as %25."
)


def read_providers(path: str) -> tuple[Provider, ...]:
    """The providers that a JSON file lists; none where no file is named. Raises WrongConfig."""
    if not path:
        return ()
    try:
        listed = json.loads(Path(path).read_text(encoding="utf-8"))
        if not isinstance(listed, list):
            raise TypeError("it is no list")
        providers = tuple(Provider(**{**one, "domains": tuple(one["domains"])}) for one in listed)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise WrongConfig(
            f"CONVENOR_PROVIDERS names {path}, which cannot be used ({error}). Write a JSON list of objects with id, "
            "name, server, client_id, client_secret, domains and, if it asks for a second step itself, second_step."
        ) from None
    for provider in providers:
        if not provider.domains:
            raise WrongConfig(f"The provider {provider.id} has no domains, so it could speak for nobody. List them.")
        if urlsplit(provider.server).scheme not in {"https", "http"}:
            raise WrongConfig(f"The server of the provider {provider.id} is no web address. Write https://…")
    return providers


def _own_key(folder: Path) -> str:
    """The key of this folder, made on first use and readable by its owner alone."""
    path = folder / "secret-key"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = secrets.token_urlsafe(48)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        # Another process of the same start was quicker; both must use one key.
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    return key
