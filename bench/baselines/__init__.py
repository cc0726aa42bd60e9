"""What others' tools make of the same rooms: ACRO and red-dwarf, in an environment of their own.

Nothing of them is imported here. Each runs as a program of that environment, is asked a line and answers a line.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeAlias

Ask: TypeAlias = Callable[[Mapping[str, Any]], dict[str, Any]]

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements/baselines.txt"
ENVIRONMENT = ROOT / ".cache/baselines"
# As the doors lay out theirs: each package checked against its hash, and nothing done where all is there.
LAY_OUT = 'root=$1; . "$root/tools/door.sh"; holds "$2" "$3" || install "$2" "$3"'


class BaselineError(Exception):
    """A baseline that cannot be asked, with the reason for the table."""


@contextmanager
def baseline(name: str) -> Iterator[Ask]:
    """Start a program of this package, such as `with_acro`, to ask it. Raises `BaselineError` if it cannot be had."""
    _lay_out()
    command = [str(ENVIRONMENT / "bin/python"), "-I", str(Path(__file__).with_name(f"{name}.py"))]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ENVIRONMENT,
        # Rooms are small: more threads than one only wait for one another.
        env=os.environ | {"MPLCONFIGDIR": str(ENVIRONMENT / "matplotlib"), "OMP_NUM_THREADS": "1"},
    ) as running:

        def ask(question: Mapping[str, Any]) -> dict[str, Any]:
            assert running.stdin is not None
            assert running.stdout is not None
            try:
                running.stdin.write(json.dumps(question) + "\n")
                running.stdin.flush()
            except BrokenPipeError:
                with suppress(BrokenPipeError):  # what was not sent would be sent once more on closing
                    running.stdin.close()
                raise BaselineError("it did not start, or ended early") from None
            line = running.stdout.readline()
            if not line:
                raise BaselineError("it ended without an answer")
            answer: dict[str, Any] = json.loads(line)
            return answer

        yield ask


def version_of(distribution: str) -> str:
    """The version that the lock names."""
    found = re.search(rf"^{distribution}==(\S+)", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return found[1] if found else "of no version"


def _lay_out() -> None:
    laid = subprocess.run(
        ["sh", "-eu", "-c", LAY_OUT, "sh", str(ROOT), str(ENVIRONMENT), str(LOCK)],
        stdout=sys.stderr,
        check=False,
        env=os.environ | {"PYTHON": str(Path(sys.executable).resolve())},
    )
    if laid.returncode:
        raise BaselineError("the packages of requirements/baselines.txt could not be had; run again with a network")
