"""A server of our own on loopback, for as long as a measurement lasts."""

import http.client
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(command: list[str], port: int, folder: Path, environment: dict[str, str]) -> Iterator[float]:
    """Start a server; yield the seconds from its start to its first answer. Raises RuntimeError without one."""
    began = time.perf_counter()
    with (
        (folder / "server.log").open("wb") as log,
        subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log) as server,
    ):
        try:
            yield _seconds_to_answer(server, port, began)
        finally:
            server.terminate()
            try:
                server.wait(timeout=15)
            except subprocess.TimeoutExpired:
                server.kill()


def _seconds_to_answer(server: "subprocess.Popen[bytes]", port: int, began: float) -> float:
    while server.poll() is None and time.perf_counter() - began < PATIENCE:
        try:
            fetch(port, "/")
        except OSError:
            time.sleep(0.005)
        else:
            return time.perf_counter() - began
    raise RuntimeError(f"{server.args!r} did not answer on port {port}")


def fetch(port: int, path: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (lower case) and body as they came over the wire, asked for in gzip."""
    connection = http.client.HTTPConnection("localhost", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Accept": "text/html,*/*"})
        response = connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
    finally:
        connection.close()
