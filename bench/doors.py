"""The first door: from a fresh clone to a made demo, with nothing downloaded before, and again."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.table import Measure, tell

ROOT = Path(__file__).resolve().parent.parent


def measure() -> list[Measure]:
    """Two rows. What is measured is the last commit, not the files as they are."""
    with tempfile.TemporaryDirectory(prefix="convenor-bench-") as folder:
        clone = Path(folder) / "a fresh clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        caches = {name: f"{folder}/{name.lower()}" for name in ("UV_CACHE_DIR", "PIP_CACHE_DIR")}
        first, again = (_timed(clone, {**os.environ, **caches}) for _ in range(2))
    return [
        Measure(what="./run --no-serve from nothing", measured=f"{first:.1f} s", goal="at most 60 s"),
        Measure(what="./run --no-serve again", measured=f"{again:.1f} s", goal="under 3 s"),
    ]


def _timed(clone: Path, environment: dict[str, str]) -> float:
    environment.pop("CONVENOR_DATA", None)
    began = time.perf_counter()
    subprocess.run([str(clone / "run"), "--no-serve"], env=environment, check=True, stdout=sys.stderr)
    return time.perf_counter() - began


if __name__ == "__main__":
    tell(measure)
