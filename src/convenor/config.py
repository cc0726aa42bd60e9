"""What an operator may set, read once from the environment."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


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
    mail_url: str
    sender: str

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
        mail_url=environ.get("CONVENOR_MAIL_URL", ""),
        sender=environ.get("CONVENOR_SENDER", "convenor@localhost"),
    )


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
