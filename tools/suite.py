"""The whole suite, stage by stage: `python -m tools.suite [STAGE …]`; `./test` prepares what it needs.

A stage fails when its tests fail, but also when it is missing, ran no test, skipped one or did not end.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tools.postgres import PostgresError, throw_away_postgres

ROOT = Path(__file__).resolve().parent.parent
RULES_PYTHON = str(ROOT / ".venv-rules" / "bin" / "python")
STAGE_SECONDS = 30 * 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """One line of the closing table. `tests` is a folder for pytest; `command` is any other check, counted as one.

    `without` are patterns of files that another stage runs and that this one would only repeat. `alone` stages run
    one test after the other; the others give each processor files of its own.
    """

    name: str
    tests: str = ""
    without: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    postgresql: bool = False
    alone: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a stage came to; `trouble` says why it failed where no single test did."""

    name: str
    passed: int = 0
    failed: int = 0
    seconds: float = 0.0
    trouble: str = ""


STORES = "tests/journeys/test_store_dump_session.py"
STAGES = (
    Stage(name="lint", command=("-m", "ruff", "check", "--quiet", ".")),
    Stage(name="format", command=("-m", "ruff", "format", "--check", "--quiet", ".")),
    Stage(name="types", command=("-m", "mypy")),
    Stage(name="imports", command=("-c", "from importlinter.cli import lint_imports_command as lint; lint()")),
    Stage(name="templates", command=("-m", "djlint", "src", "--lint", "--quiet")),
    Stage(name="rules", tests="tests/rules"),
    Stage(name="architecture", tests="tests/architecture"),
    Stage(name="apps-sqlite", tests="tests/apps"),
    # Commands make a database of their own, and what a page shows of hostile text does not depend on it.
    Stage(
        name="apps-postgresql",
        tests="tests/apps",
        without=("tests/apps/test_cli_*.py", "tests/apps/test_security_*.py"),
        postgresql=True,
    ),
    Stage(name="journeys-sqlite", tests="tests/journeys"),
    # Who gets what from which address does not depend on the database; the matrix takes most of the journeys' time.
    Stage(
        name="journeys-postgresql",
        tests="tests/journeys",
        without=("tests/journeys/test_rights_*.py", STORES),
        postgresql=True,
    ),
    # What lies in a server's files can be asked only while nobody else holds a transaction open on it.
    Stage(name="stores-postgresql", tests=STORES, postgresql=True, alone=True),
    Stage(name="e2e", tests="tests/e2e", alone=True),
)
GROUPS = {
    "check": ("lint", "format", "types", "imports", "templates"),
    "apps": ("apps-sqlite", "apps-postgresql"),
    "journeys": ("journeys-sqlite", "journeys-postgresql", "stores-postgresql"),
}


def chosen(words: list[str]) -> list[Stage]:
    """The stages that the words name, in the suite's order; all of them without words. Raises `ValueError`."""
    names = {name for word in words for name in GROUPS.get(word, (word,))}
    unknown = names - {stage.name for stage in STAGES}
    if unknown:
        known = ", ".join([*GROUPS, *(stage.name for stage in STAGES)])
        raise ValueError(f"there is no stage named {', '.join(sorted(unknown))}; the stages are: {known}")
    return [stage for stage in STAGES if not names or stage.name in names]


def run(stage: Stage, folder: Path, database_url: str) -> Outcome:
    """Run one stage; `folder` takes its report and its embedded database."""
    print(f"\n== {stage.name}", flush=True)
    started = time.monotonic()
    trouble = _obstacle(stage)
    report = folder / f"{stage.name}.xml"
    if not trouble:
        environment = {**os.environ, "CONVENOR_DATA": str(folder / stage.name)}
        if stage.postgresql:
            environment["DATABASE_URL"] = database_url
        trouble = _ending(_command(stage, report), environment)
    passed, failed = _counts(stage, report, trouble)
    trouble = trouble or _emptiness(stage, report, passed + failed)
    if trouble and not failed:
        failed = 1
    return Outcome(name=stage.name, passed=passed, failed=failed, seconds=time.monotonic() - started, trouble=trouble)


def _obstacle(stage: Stage) -> str:
    """Why the stage cannot even start, or nothing."""
    if stage.tests and not (ROOT / stage.tests).exists():
        return f"{stage.tests} does not exist"
    if stage.name == "rules":
        # The rules must stand where Django cannot be imported at all.
        if not Path(RULES_PYTHON).exists():
            return ".venv-rules does not exist; run ./test"
        probe = "import importlib.util, sys; sys.exit(importlib.util.find_spec('django') is not None)"
        if subprocess.run([RULES_PYTHON, "-c", probe], check=False).returncode:
            return "Django can be imported in .venv-rules"
    return ""


def _command(stage: Stage, report: Path) -> list[str]:
    if stage.command:
        return [sys.executable, *stage.command]
    left_out = [f"--ignore-glob={ROOT / pattern}" for pattern in stage.without]
    # A process that a hanging test ended is not begun again: it would hang once more.
    spread = [] if stage.alone else ["--numprocesses=auto", "--dist=loadfile", "--max-worker-restart=0"]
    words = ["-m", "pytest", "--no-header", f"--junitxml={report}", stage.tests, *left_out, *spread]
    if stage.name == "rules":
        # No conftest above the rules, and none of the options that belong to Django's plugin.
        strict = ["-o", "addopts=-q --strict-markers", "-W", "ignore:Unknown config option"]
        return [RULES_PYTHON, *words, f"--confcutdir={stage.tests}", *strict]
    return [sys.executable, *words]


def _ending(command: list[str], environment: dict[str, str]) -> str:
    """Run the command to its end; says how it ended where that was not well."""
    with subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True) as child:
        try:
            status = child.wait(timeout=STAGE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            return f"did not end within {STAGE_SECONDS // 60} minutes"
        except BaseException:
            # We are being stopped: the stage must not outlive us.
            os.killpg(child.pid, signal.SIGTERM)
            raise
    return f"ended with status {status}" if status else ""


def _counts(stage: Stage, report: Path, trouble: str) -> tuple[int, int]:
    """How many tests passed and failed."""
    if stage.command:
        return (0, 1) if trouble else (1, 0)
    tests, failed, skipped = _reported(report)
    return max(0, tests - failed - skipped), failed


def _emptiness(stage: Stage, report: Path, ran: int) -> str:
    """What a green exit status would hide: no test at all, or tests that did not run."""
    if stage.command:
        return ""
    skipped = _reported(report)[2]
    if skipped:
        return f"{skipped} tests were skipped"
    return "" if ran else "no test ran"


def _reported(report: Path) -> tuple[int, int, int]:
    """Tests, failures and skips in a JUnit report; zeros where there is none."""
    try:
        suites = list(ElementTree.parse(report).iter("testsuite"))
    except (OSError, ElementTree.ParseError):
        return 0, 0, 0

    def total(name: str) -> int:
        return sum(int(suite.get(name, "0")) for suite in suites)

    return total("tests"), total("failures") + total("errors"), total("skipped")


def run_all(stages: list[Stage]) -> list[Outcome]:
    """Run the stages one after the other, with one PostgreSQL for those that need it."""
    outcomes = []
    with ExitStack() as kept:
        folder = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="convenor-test-")))
        database_url = os.environ.get("TEST_DATABASE_URL", "")
        for stage in stages:
            if stage.postgresql and not database_url:
                try:
                    database_url = kept.enter_context(throw_away_postgres())
                except PostgresError as error:
                    outcomes.append(Outcome(name=stage.name, failed=1, trouble=str(error)))
                    continue
            outcomes.append(run(stage, folder, database_url))
    return outcomes


def report_on(outcomes: list[Outcome]) -> str:
    """The closing table and the closing line."""
    width = max(len(outcome.name) for outcome in outcomes)
    rows = [
        f"{each.name:<{width}}  {each.passed:>6} passed  {each.failed:>4} failed  {each.seconds:>7.1f} s"
        f"{'  ' + each.trouble if each.trouble else ''}"
        for each in outcomes
    ]
    passed = sum(each.passed for each in outcomes)
    failed = sum(each.failed for each in outcomes)
    return "\n".join(["", *rows, "", f"convenor: {passed} passed, {failed} failed"])


def main(words: list[str]) -> int:
    """Run the named stages; `--plan` only prints them, for the door."""
    planning = "--plan" in words
    try:
        stages = chosen([word for word in words if word != "--plan"])
    except ValueError as error:
        print(f"convenor: {error}", file=sys.stderr)
        return 2
    if planning:
        print(f" {' '.join(stage.name for stage in stages)} ")
        return 0
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: sys.exit(143))
    try:
        outcomes = run_all(stages)
    except KeyboardInterrupt:
        print("\nconvenor: stopped before the end", file=sys.stderr)
        return 130
    print(report_on(outcomes), flush=True)
    return 1 if any(outcome.failed for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
