"""Cold start: from starting the process to the first answer, against an empty Django project in the same run."""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.server import free_port, served
from bench.table import Measure, milliseconds, tell

RUNS = 5
SERVE_EMPTY = "import sys, uvicorn; uvicorn.run('empty.asgi:application', port=int(sys.argv[1]), log_level='warning')"


def measure() -> list[Measure]:
    """Three rows: ours, the empty project's, and the ratio. Runs alternate, so that other load meets both."""
    own, empty = [], []
    with tempfile.TemporaryDirectory(prefix="convenor-bench-") as folder:
        ours, theirs = Path(folder) / "ours", Path(folder) / "theirs"
        ours.mkdir()
        theirs.mkdir()
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("CONVENOR_", "DJANGO_"))}
        clean.pop("DATABASE_URL", None)
        subprocess.run(
            [sys.executable, "-m", "convenor", "migrate", "--data", str(ours)], check=True, stdout=sys.stderr
        )
        subprocess.run([sys.executable, "-m", "django", "startproject", "empty", "."], cwd=theirs, check=True)
        # One start of each is not counted: it compiles what later starts read.
        for run in range(RUNS + 1):
            port = free_port()
            command = [sys.executable, "-m", "convenor", "serve", "--port", str(port), "--data", str(ours)]
            with served(command, port, ours, clean) as seconds:
                own += [seconds] if run else []
            port = free_port()
            with served([sys.executable, "-c", SERVE_EMPTY, str(port)], port, theirs, clean) as seconds:
                empty += [seconds] if run else []
    ratio = statistics.median(own) / statistics.median(empty)
    return [
        Measure(what="Convenor, served", measured=milliseconds(own), note=f"{RUNS} starts, alternating"),
        Measure(what="an empty Django project, served", measured=milliseconds(empty)),
        Measure(what="ratio", measured=f"{ratio:.1f}", goal="at most 3"),
    ]


if __name__ == "__main__":
    tell(measure)
