"""Registering for a series: processor time against one plain insert, the committing request, and eight at once.

The product's own request path, middleware and all, asked in process; a web server in front costs each the same.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from bench.table import Measure, tell
from tools.postgres import throw_away_postgres

if TYPE_CHECKING:
    from django.test import Client

WRITERS, EACH = 8, 125
AT_ONCE, OF_EACH, TURNS = 4, 200, 5
ONE_AFTER_ANOTHER = 200
BARE = "the insert is a form of plain Django that keeps one row"
PAGE = "/webinars/plp/register/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Did:
    """What one writer did: how many failed, the seconds that each took, and processor time in seconds."""

    failed: int
    took: list[float]
    cpu: float


def measure() -> list[Measure]:
    """All rows of registering, on both databases."""
    with installed() as surroundings:
        rows = [*_compared(surroundings), _errors("SQLite", surroundings)]
    with throw_away_postgres() as database, installed(database) as surroundings:
        return [*rows, _errors("PostgreSQL", surroundings)]


@contextmanager
def installed(database: str = "") -> Iterator[dict[str, str]]:
    """A demonstration with a table beside it for the plain insert; in the embedded database unless another is given."""
    with tempfile.TemporaryDirectory(prefix="convenor-bench-") as folder:
        surroundings = {
            **os.environ,
            "CONVENOR_DATA": folder,
            "CONVENOR_DEMO": "1",
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "convenor.settings",
        }
        for made in (["bench.registering", "install"], ["bench.plain"]):
            subprocess.run([sys.executable, "-m", *made], check=True, env=surroundings, stdout=sys.stderr)
        yield surroundings


def _compared(surroundings: dict[str, str]) -> list[Measure]:
    alone = {what: _run(what, 1, ONE_AFTER_ANOTHER, surroundings) for what in ("plain", "whole")}
    cpu = {what: done[0].cpu / ONE_AFTER_ANOTHER for what, done in alone.items()}
    # In turn, so that whatever else the machine does slows both.
    turns = [
        {what: _slowest(_run(what, AT_ONCE, OF_EACH, surroundings)) for what in ("plain", "post")}
        for _turn in range(TURNS)
    ]
    ratios = sorted(turn["post"] / turn["plain"] for turn in turns)
    slow = {what: statistics.median(turn[what] for turn in turns) for what in ("plain", "post")}
    return [
        Measure(
            what="SQLite: whole registration, three requests: processor time against one plain insert",
            measured=f"{cpu['whole'] / cpu['plain']:.0f} ×",
            goal="at most 25 ×",
            note=f"{1000 * cpu['whole']:.1f} ms and {1000 * cpu['plain']:.2f} ms; {BARE}",
        ),
        Measure(
            what=f"SQLite: p99 of the committing request, {AT_ONCE} at once, against the plain insert",
            measured=f"{statistics.median(ratios):.1f} × ({ratios[0]:.1f} to {ratios[-1]:.1f})",
            goal="at most 5 ×",
            note=f"{1000 * slow['post']:.0f} ms and {1000 * slow['plain']:.1f} ms; {TURNS} rounds in turn",
        ),
    ]


def _errors(name: str, surroundings: dict[str, str]) -> Measure:
    before = int(_ask("kept", surroundings))
    eight = _run("whole", WRITERS, EACH, surroundings)
    kept = int(_ask("kept", surroundings)) - before
    # Each process warms up with one more.
    return Measure(
        what=f"{name}: {WRITERS * EACH:,} registrations by {WRITERS} writers at once: errors",
        measured=str(sum(one.failed for one in eight)),
        goal="0",
        note=f"{kept:,} of {WRITERS * (EACH + 1):,} registrations are there, one more of each to warm up",
    )


def _slowest(done: list[Did]) -> float:
    return statistics.quantiles([took for one in done for took in one.took], n=100)[-1]


def _run(what: str, writers: int, each: int, surroundings: dict[str, str]) -> list[Did]:
    """So many processes at once, each with so many of its own."""
    command = [sys.executable, "-m", "bench.registering", what, str(each)]
    running = [
        subprocess.Popen([*command, str(number)], env=surroundings, stdout=subprocess.PIPE, text=True)
        for number in range(writers)
    ]
    return [Did(**json.loads(one.communicate(timeout=600)[0])) for one in running]


def _ask(what: str, surroundings: dict[str, str]) -> str:
    command = [sys.executable, "-m", "bench.registering", what]
    return subprocess.run(command, check=True, env=surroundings, capture_output=True, text=True).stdout


def _install() -> None:
    from django.core.management import call_command

    from convenor.demo import load

    call_command("migrate", verbosity=0)
    load.everything()


def _plain(each: int, writer: int) -> Did:
    """The floor: a form that keeps one row in a transaction of its own, and nothing else."""
    from django.test import Client

    browser = Client()

    def kept(_number: int) -> bool:
        return browser.post("/keep/", {"email": f"{writer}-{uuid4().hex}@freemail.example"}).status_code == 201

    return _timed(each, kept)


def _post(each: int, writer: int) -> Did:
    """The committing request alone."""
    browser = _browser()
    return _timed(each, lambda number: _sent(browser, _place(writer, number)))


def _whole(each: int, writer: int) -> Did:
    """The page, what is sent, and where one is then."""
    browser = _browser()

    def registered(number: int) -> bool:
        browser.cookies.clear()
        place = _place(writer, number)
        seen = browser.get(PAGE, REMOTE_ADDR=place).status_code == 200
        sent = _sent(browser, place)
        return seen and sent and browser.get("/webinars/plp/registered/", REMOTE_ADDR=place).status_code == 200

    return _timed(each, registered)


def _browser() -> "Client":
    """One for all requests of a process, as a server makes its middleware once."""
    from django.test import Client

    return Client(SERVER_NAME="localhost")


def _place(writer: int, number: int) -> str:
    """Where somebody comes from: each from elsewhere, because how many come from one place is counted."""
    return f"10.{writer}.{number // 250}.{number % 250 + 1}"


def _sent(browser: "Client", place: str) -> bool:
    given = {
        "slip": str(uuid4()),
        "sessions": ["2", "5"],
        "email": f"{uuid4().hex}@freemail.example",
        "zone": "Africa/Lagos",
        "rules": "on",
    }
    return bool(browser.post(PAGE, given, REMOTE_ADDR=place).status_code == 302)


def _timed(each: int, act: Callable[[int], bool]) -> Did:
    act(each)
    failed, took, begun = 0, [], time.process_time()
    for number in range(each):
        start = time.perf_counter()
        try:
            failed += not act(number)
        except Exception:  # whatever it is, it is an error of the one who registers
            failed += 1
        took.append(time.perf_counter() - start)
    return Did(failed=failed, took=took, cpu=time.process_time() - begun)


def _kept() -> int:
    from convenor.room.series.models import Registration

    return Registration.objects.count()


def main(what: str, *numbers: str) -> None:
    """One part of the measurement, in a process of its own."""
    if what == "plain":
        # Settings of its own, which take the place of the product's.
        from bench import plain as _floor  # noqa: F401
    else:
        import django

        django.setup()
    if what == "install":
        _install()
    elif what == "kept":
        sys.stdout.write(str(_kept()))
    else:
        done = {"plain": _plain, "post": _post, "whole": _whole}[what](*map(int, numbers))
        json.dump(asdict(done), sys.stdout)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(*sys.argv[1:])
    else:
        tell(measure)
