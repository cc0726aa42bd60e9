"""`make bench`: measure everything, each in a process of its own, and rewrite docs/benchmarks.md."""

import json
import os
import platform
import re
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.table import Measure, heard

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
SECTIONS = {
    "attribution_check": "Does this text point to somebody? The attribution check",
    "page": "Public pages",
    "barriers": "Barriers: every page that links lead to, in six languages",
    "listing": "A public list under load",
    "registering": "Registering for an open series",
    "standing": "Standing: 20 companies, 12 years of meetings",
    "floor": "The page of whoever takes part with a phone",
    "live": "Live pages: 5,000 that follow one session",
    "ballots": "Ballots at peak",
    "two": "Two processes on one PostgreSQL",
    "start": "Cold start to the first answer",
    "doors": "The first door",
    "answers": "Free answers into themes",
    "disclosure": "Tables about few people, told again and again",
    "opinion": "Common ground and opinion groups, in rooms drawn from invented conversations",
}
# What the page for counsel shows of numbers, and where the benchmark writes it.
OF_NUMBERS = ("disclosure", "opinion", "answers")
SHIPPED = ROOT / "src/convenor/public/portal/numbers.json"
PREFACE = """# Benchmarks

Written by `make bench`; do not edit. Numbers inform, they never pass or fail a build: absolute times belong to the
machine of that run, so compare what stands in one run. "Not measured" says why.
"""


def measured(module: str) -> list[Measure]:
    """The rows of one module, or one row that says honestly that there are none."""
    command = [sys.executable, "-m", f"bench.{module}"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if ran.returncode == 0:
        return heard(ran.stdout)
    last = (ran.stderr.strip().splitlines() or ["it ended without a word"])[-1]
    # Folders of this machine are of no use to a reader.
    return [Measure(what="–", measured="not measured", note=re.sub(r"/\S*/", "", last).replace("|", "/")[:160])]


def section(title: str, rows: list[Measure]) -> str:
    """One table."""
    lines = [f"| {row.what} | {row.measured} | {row.goal} | {row.note} |" for row in rows]
    return "\n".join([f"\n## {title}\n", "| what | measured | goal | |", "|---|---|---|---|", *lines, ""])


def ship(title: str, rows: list[Measure]) -> None:
    """Put a section into the file that the page for counsel is made from; the others stay as they were measured."""
    before = json.loads(SHIPPED.read_text(encoding="utf-8"))["sections"] if SHIPPED.exists() else {}
    told = before | {title: [asdict(row) for row in rows]}
    ordered = {SECTIONS[module]: told[SECTIONS[module]] for module in OF_NUMBERS if SECTIONS[module] in told}
    shipped = {"measured_on": f"{datetime.now(UTC):%Y-%m-%d}", "version": version("convenor"), "sections": ordered}
    SHIPPED.write_text(json.dumps(shipped, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> int:
    """Measure everything, or the sections named and leave the others as they were measured together."""
    wanted = sys.argv[1:] or list(SECTIONS)
    now = datetime.now(UTC)
    text = PREFACE
    text += f"\n{now:%d %B %Y}; Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores.\n"
    before = PAGE.read_text(encoding="utf-8") if sys.argv[1:] else ""
    for module, title in SECTIONS.items():
        if module in wanted:
            print(f"measuring: {title}", flush=True)
            rows = measured(module)
            text += section(title, rows)
            if module in OF_NUMBERS:
                ship(title, rows)
        else:
            text += "".join(re.findall(rf"\n## {re.escape(title)}\n.*?(?=\n## |\Z)", before, flags=re.DOTALL))
    PAGE.write_text(text, encoding="utf-8")
    print(f"written: {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
