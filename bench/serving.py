"""An ASGI application in a process of its own, under the web server of the product."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bench.server import free_port

FLAGS = ["--lifespan", "off", "--log-level", "critical", "--loop", "uvloop", "--http", "httptools"]
TRIES = 1200


class Server:
    """An application on a port that stays the same."""

    def __init__(self, app: str, folder: Path, database: str = "") -> None:
        self.app, self.port = app, free_port()
        self.environment = {**os.environ, "CONVENOR_DATA": str(folder), "DATABASE_URL": database}
        self.running: subprocess.Popen[bytes] | None = None

    def start(self) -> int:
        """Begin, and return the process once it listens. Raises RuntimeError where it never does."""
        command = [sys.executable, "-m", "uvicorn", self.app, "--port", str(self.port), *FLAGS]
        self.running = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL)
        for _try in range(TRIES):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return self.running.pid
            if self.running.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"{self.app} does not listen")

    def kill(self) -> None:
        """End it as a power cut would end a process."""
        if self.running:
            self.running.send_signal(signal.SIGKILL)
            self.running.wait()


@contextmanager
def served(server: Server) -> Iterator[int]:
    """The server's process for as long as the block runs."""
    try:
        yield server.start()
    finally:
        server.kill()
