"""Live pages: ours, as the product serves them, beside a bare ASGI server in the same run."""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.live_phones import MOST_SECONDS, Heard
from bench.serving import Server, served
from bench.table import Measure, tell

LISTENERS, MESSAGES, ROUNDS = 5_000, 10, 3
# Each listener is an open file on both sides, and a server has some of its own.
OPEN_FILES = LISTENERS + 1_000
TIMES_CONNECT, TIMES_P99, MOST_KILOBYTES = 3, 2, 20


def allow_open_files() -> None:
    """Let this process and those that it starts hold so many. Raises ValueError where the system does not."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if now != resource.RLIM_INFINITY and now < OPEN_FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, most))


def heard(server: Server, address: str) -> Heard:
    """One run on a server that has just been started."""
    with served(server) as process:
        command = [sys.executable, "-m", "bench.live_phones", str(server.port), address]
        ran = subprocess.run(
            [*command, str(LISTENERS), str(MESSAGES), str(process)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            timeout=2 * MOST_SECONDS,
        )
    return Heard(**json.loads(ran.stdout))


def measure() -> list[Measure]:
    """All rows."""
    allow_open_files()
    with tempfile.TemporaryDirectory(prefix="convenor-bench-") as name:
        folder = Path(name)
        os.environ.update(CONVENOR_DATA=name, DATABASE_URL="", DJANGO_SETTINGS_MODULE="convenor.settings")
        migrate = [sys.executable, "-m", "convenor", "migrate", "--data", name]
        subprocess.run(migrate, check=True, stdout=subprocess.DEVNULL)
        import django

        django.setup()
        from convenor.kernel.live.tokens import listening_address

        address = listening_address("bench:1")
        rounds = [
            (heard(Server("bench.live_served:app", folder), address), heard(Server("bench.live_bare:app", folder), "/"))
            for _ in range(ROUNDS)
        ]
    return _rows(rounds)


def _rows(rounds: list[tuple[Heard, Heard]]) -> list[Measure]:
    ours, bare = ([pair[side] for pair in rounds] for side in (0, 1))
    missing = sum(one.expected - one.arrived for one in ours)
    turns = f"{ROUNDS} rounds of {LISTENERS:,} listeners in turn; the bare server"
    return [
        Measure(
            what=f"until {LISTENERS:,} pages of one process see what is shown",
            measured=f"{_middle(ours, 'connect_seconds'):.2f} s; {_ratios(rounds, 'connect_seconds')}",
            goal=f"at most {TIMES_CONNECT} times the bare server's",
            note=f"{turns} {_middle(bare, 'connect_seconds'):.2f} s",
        ),
        Measure(
            what="from a change until 99 of 100 pages have it",
            measured=f"{1000 * _middle(ours, 'p99'):.0f} ms; {_ratios(rounds, 'p99')}",
            goal=f"at most {TIMES_P99} times the bare server's",
            note=f"the bare server {1000 * _middle(bare, 'p99'):.0f} ms; half of them: ours "
            f"{1000 * _middle(ours, 'p50'):.0f} ms, bare {1000 * _middle(bare, 'p50'):.0f} ms",
        ),
        Measure(
            what="lost",
            measured=f"{missing} messages of {sum(one.expected for one in ours):,}, "
            f"{sum(one.broken for one in ours)} streams",
            goal="none",
            note=f"the bare server {sum(one.expected - one.arrived for one in bare)} messages",
        ),
        Measure(
            what="memory of the server for each page that follows",
            measured=f"{_middle(ours, 'bytes_each') / 1024:.1f} KB",
            goal=f"at most {MOST_KILOBYTES} KB",
            note=f"the bare server {_middle(bare, 'bytes_each') / 1024:.1f} KB",
        ),
        Measure(
            what="over a network, through a proxy",
            measured="not measured",
            note="everything here is on loopback, listeners and server share the machine",
        ),
    ]


def _middle(runs: list[Heard], what: str) -> float:
    return float(statistics.median(getattr(run, what) for run in runs))


def _ratios(rounds: list[tuple[Heard, Heard]], what: str) -> str:
    found = sorted(getattr(own, what) / getattr(other, what) for own, other in rounds)
    return f"{statistics.median(found):.2f} times the bare server's ({found[0]:.2f} to {found[-1]:.2f})"


if __name__ == "__main__":
    tell(measure)
