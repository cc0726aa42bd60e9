"""A throw-away IMAP server: Dovecot in a temporary folder, on free ports of this computer, gone at the end."""

import datetime
import getpass
import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

START_SECONDS = 30
PASSWORD = "a-password:with@and/"
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 1
first_valid_gid = 1
disable_plaintext_auth = no
auth_mechanisms = plain
mail_fsync = never
mail_location = maildir:{folder}/mail/%u
ssl = yes
ssl_cert = <{folder}/certificate
ssl_key = <{folder}/key
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={internal} gid={group} home={folder}/mail/%u
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {encrypted_port}
    ssl = yes
  }}
}}
"""


class DovecotError(Exception):
    """Dovecot could not be found or started; the text says what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dovecot:
    """A server that lets any user in with `PASSWORD`; its certificate is for "localhost" and signed by itself."""

    port: int
    encrypted_port: int
    certificate: Path


@contextmanager
def throw_away_dovecot() -> Iterator[Dovecot]:
    """Start a server and yield where it listens; raises `DovecotError`."""
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if not program:
        raise DovecotError("Dovecot is not installed. Install it (Debian: apt install dovecot-imapd).")
    folder = Path(tempfile.mkdtemp(prefix="convenor-dovecot-"))
    try:
        # Where we are root, the server's own users read what is in it.
        folder.chmod(0o755)
        (folder / "mail").mkdir()
        _certify(folder)
        server, running = _start(program, folder)
        try:
            yield running
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _users(folder: Path) -> dict[str, str]:
    """As whom the server works: as Debian's own users where we are root, and as ourselves everywhere else."""
    if os.geteuid() != 0:
        ourselves = getpass.getuser()
        return {"internal": ourselves, "login": ourselves, "group": grp.getgrgid(os.getegid()).gr_name}
    try:
        owner = pwd.getpwnam("dovecot")
    except KeyError as error:
        raise DovecotError("There is no user named dovecot to run Dovecot as.") from error
    os.chown(folder / "mail", owner.pw_uid, owner.pw_gid)
    return {"internal": "dovecot", "login": "dovenull", "group": grp.getgrgid(owner.pw_gid).gr_name}


def _start(program: str, folder: Path) -> tuple["subprocess.Popen[bytes]", Dovecot]:
    """Start the server on free ports; another program may take one first, so try more than once."""
    users = _users(folder)
    for _attempt in range(3):
        port, encrypted_port = _free_ports()
        configuration = folder / "dovecot.conf"
        words = {"folder": folder, "port": port, "encrypted_port": encrypted_port, "password": PASSWORD, **users}
        configuration.write_text(CONFIGURATION.format(**words), encoding="ascii")
        server = subprocess.Popen([*_bound(), program, "-F", "-c", str(configuration)], start_new_session=True)
        if _answers(server, port):
            return server, Dovecot(port=port, encrypted_port=encrypted_port, certificate=folder / "certificate")
        _stop(server)
    log = folder / "log"
    tail = log.read_text(encoding="utf-8", errors="replace")[-500:] if log.exists() else "it left no log"
    raise DovecotError(f"Dovecot did not start: {tail.strip()}")


def _bound() -> list[str]:
    """The words that end a server with whoever started it, however that ends."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []


def _answers(server: "subprocess.Popen[bytes]", port: int) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=START_SECONDS) as probe:
                return probe.recv(4) == b"* OK"
        except OSError:
            time.sleep(0.05)
    return False


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1]), int(other.getsockname()[1])


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _certify(folder: Path) -> None:
    """Write a key, and a certificate that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    begins = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "key").write_bytes(private)
    (folder / "key").chmod(0o600)
