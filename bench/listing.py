"""A public list of 36 items against plain Django: processor time a request, requests a second, how long one waits.

Both under the web server of the product, in turn, asked by a few at once who keep their connections.
"""

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench.serving import Server, served
from bench.table import Measure, tell

if TYPE_CHECKING:
    from convenor.public.library.actions import WebinarCopy

ITEMS, SERIES = 36, 6
AT_ONCE, SECONDS, ROUNDS = 4, 4.0, 5
# Requests a second of the best peer, and of plain Django in the same run: pretix 2026.8.0 on two workers.
PEER, PEERS_FLOOR = 40.8, 425
PLAIN, OURS, ANEW, KNOWN = "plain Django", "ours", "ours, made each time", "ours, to whoever has it already"


@dataclass(kw_only=True, slots=True)
class Load:
    """What came of asking: seconds that each answer took, answers that were none, and the server's processor time."""

    took: list[float] = field(default_factory=list)
    failed: int = 0
    cpu: float = 0.0


def measure() -> list[Measure]:
    """All rows."""
    with tempfile.TemporaryDirectory(prefix="convenor-bench-") as name:
        folder = Path(name)
        surroundings = {**os.environ, "CONVENOR_DATA": name, "CONVENOR_DEMO": "1", "DATABASE_URL": ""}
        for module in ("bench.plain", "bench.listing"):
            made = [sys.executable, "-m", module, *(["install"] if module == "bench.listing" else [])]
            subprocess.run(made, check=True, env=surroundings, stdout=sys.stderr)
        plain, ours = Server("bench.plain:application", folder), Server("convenor.asgi:application", folder)
        ours.environment["CONVENOR_DEMO"] = "1"
        with served(plain) as plain_process, served(ours) as our_process:
            targets = {
                PLAIN: (plain.port, plain_process, "/page/", {}),
                OURS: (ours.port, our_process, "/webinars/", {}),
                # What an address asks is never kept, so this page is made each time.
                ANEW: (ours.port, our_process, "/webinars/?page=1", {}),
                KNOWN: (ours.port, our_process, "/webinars/", {"If-None-Match": _mark(ours.port)}),
            }
            for target in targets.values():
                _loaded(*target, seconds=1.0)
            rounds = [
                {what: _loaded(*target, seconds=SECONDS) for what, target in targets.items()} for _ in range(ROUNDS)
            ]
        return _rows(rounds)


def _mark(port: int) -> str:
    """The mark of the page as it is now; the page has all its items, or there is nothing to measure."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/webinars/")
    answer = connection.getresponse()
    text = answer.read().decode()
    if text.count('<article class="output">') != ITEMS:
        raise RuntimeError(f"the list has {text.count('<article')} items")
    return str(answer.headers["ETag"])


def _loaded(port: int, process: int, path: str, headers: dict[str, str], *, seconds: float) -> Load:
    """Ask as fast as the answers come, from several connections, for so long."""
    load, until = Load(), time.perf_counter() + seconds

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < until:
            begun = time.perf_counter()
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            load.took.append(time.perf_counter() - begun)
            load.failed += answer.status not in {200, 304}
        connection.close()

    before = _processor_time(process)
    asking = [threading.Thread(target=ask) for _ in range(AT_ONCE)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    load.cpu = _processor_time(process) - before
    return load


def _processor_time(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _rows(rounds: Sequence[dict[str, Load]]) -> list[Measure]:
    def against(what: str) -> str:
        times = [_each(one[what]) / _each(one[PLAIN]) for one in rounds]
        return f"{statistics.median(times):.1f} × ({min(times):.1f} to {max(times):.1f})"

    def of(what: str) -> str:
        return f"{1000 * statistics.median(_each(one[what]) for one in rounds):.1f} ms"

    rate = {what: statistics.median(len(one[what].took) / SECONDS for one in rounds) for what in rounds[0]}
    slow = {what: [statistics.quantiles(one[what].took, n=100)[-1] for one in rounds] for what in rounds[0]}
    waits = statistics.median(mine / floor for mine, floor in zip(slow[OURS], slow[PLAIN], strict=True))
    failed = sum(load.failed for one in rounds for load in one.values())
    list_of = f"a list of {ITEMS} webinars"
    return [
        Measure(
            what=f"{list_of}: processor time a request against plain Django",
            measured=against(OURS),
            goal="at most 3 ×",
            note=f"{of(OURS)} and {of(PLAIN)}; {ROUNDS} rounds in turn, {AT_ONCE} at once; made once, then kept",
        ),
        Measure(
            what=f"{list_of}, made anew for each request",
            measured=against(ANEW),
            goal="at most 3 ×",
            note=of(ANEW),
        ),
        Measure(
            what=f"{list_of}, asked by whoever has it already",
            measured=against(KNOWN),
            goal="at most 1 ×",
            note=of(KNOWN),
        ),
        Measure(
            what=f"{list_of}: requests a second, in parts of plain Django",
            measured=f"{rate[OURS] / rate[PLAIN]:.2f}",
            goal=f"at least {4 * PEER / PEERS_FLOOR:.2f}",
            note=f"{rate[OURS]:.0f} and {rate[PLAIN]:.0f} a second, one process each; four times the best peer is "
            f"{4 * PEER:.0f} beside a floor of {PEERS_FLOOR}",
        ),
        Measure(
            what=f"{list_of}: 99 of 100 answers, against plain Django",
            measured=f"{waits:.1f} ×",
            goal="at most 4 ×",
            note=f"{1000 * statistics.median(slow[OURS]):.0f} ms and {1000 * statistics.median(slow[PLAIN]):.0f} ms",
        ),
        Measure(what="answers of all these that failed", measured=str(failed), goal="0"),
    ]


def _each(load: Load) -> float:
    return load.cpu / len(load.took)


def _install() -> None:
    """A demonstration whose library has so many webinars to come."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "convenor.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from convenor.demo import load
    from convenor.public.library import actions
    from convenor.public.library.models import OpenSeries

    call_command("migrate", verbosity=0)
    load.everything()
    for announced in OpenSeries.objects.values_list("pk", flat=True):
        actions.take_down(announced)
    # After the demonstration's day, so that all are to come.
    begins = datetime(2024, 1, 10, 13, tzinfo=UTC)
    for at in range(SERIES):
        webinars = [
            _webinar(number, begins + timedelta(days=7 * number + at)) for number in range(1, ITEMS // SERIES + 1)
        ]
        actions.announce(f"series-{at}", name=f"Series {at}", year=begins.year, webinars=webinars)


def _webinar(number: int, starts_at: datetime) -> "WebinarCopy":
    from convenor.public.library.actions import WebinarCopy

    return WebinarCopy(
        number=number,
        title=f"Human rights due diligence, part {number}",
        themes=["Due diligence", "Remedy"],
        parts=["Opening", "A participant's experience", "Questions"],
        starts_at=starts_at,
        time_known=True,
        minutes=60,
        subject_to_change=True,
        cancelled=False,
    )


if __name__ == "__main__":
    if sys.argv[1:] == ["install"]:
        _install()
    else:
        tell(measure)
