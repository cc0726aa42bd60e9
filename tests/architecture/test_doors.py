"""The two doors stand open to somebody new, and what they install is pinned."""

import os
import re
import subprocess
from itertools import chain
from pathlib import Path

import pytest

from tools.suite import GROUPS, STAGES

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(ROOT.glob("requirements/*.txt"))
MOST_DISTRIBUTIONS = 60
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*(?:\[[a-z,]+\])?)==\S+ \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def pins(lock: Path) -> dict[str, int]:
    """How many hashes each distribution of a lock has; any line that is neither pin nor hash fails."""
    found: dict[str, int] = {}
    name = ""
    for line in lock.read_text(encoding="utf-8").splitlines():
        if pin := PIN.match(line):
            name = pin[1]
            found[name] = 0
        else:
            assert HASH.match(line), f"{lock.name}: {line!r} is neither a pinned version nor a hash"
            found[name] += 1
    return found


def versions(lock: Path) -> set[str]:
    return {line for line in lock.read_text(encoding="utf-8").splitlines() if PIN.match(line)}


def test_there_is_a_lock_for_each_environment() -> None:
    environments = ["baselines.txt", "bootstrap.txt", "noise.txt", "rules.txt", "run.txt", "test.txt"]
    assert [lock.name for lock in LOCKS] == environments


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pinned_version_has_a_hash_and_no_address(lock: Path) -> None:
    found = pins(lock)
    assert found
    assert all(found.values()), [name for name, hashes in found.items() if not hashes]
    assert "://" not in lock.read_text(encoding="utf-8")


def test_the_product_installs_few_distributions() -> None:
    assert len(pins(ROOT / "requirements/run.txt")) <= MOST_DISTRIBUTIONS


def test_what_is_tested_is_what_runs() -> None:
    # ./run takes an environment that ./test has laid out, so one must hold all of the other.
    assert versions(ROOT / "requirements/run.txt") <= versions(ROOT / "requirements/test.txt")


def test_an_extra_adds_to_what_runs_and_is_tested_too() -> None:
    run, noise, test = (versions(ROOT / f"requirements/{name}.txt") for name in ("run", "noise", "test"))
    assert run < noise <= test


def test_the_rules_are_tested_without_a_framework() -> None:
    assert not {name for name in pins(ROOT / "requirements/rules.txt") if "django" in name}


def test_every_runtime_dependency_has_its_reason() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *chain(*project["project"]["optional-dependencies"].values())]
    names = {re.split(r"[\[<>=]", each)[0] for each in wanted}
    reasons = (ROOT / "docs/adr/0002-dependencies.md").read_text(encoding="utf-8")
    given = set(re.findall(r"^\| `([a-z0-9-]+)", reasons, flags=re.MULTILINE))
    assert given == names


@pytest.mark.parametrize("door", ["run", "test", ".ci/run", "tools/release-check"])
def test_a_door_can_be_opened(door: str) -> None:
    assert os.access(ROOT / door, os.X_OK)


@pytest.mark.parametrize("door", ["run", "test"])
def test_a_door_explains_itself_without_installing_anything(door: str) -> None:
    told = subprocess.run(
        [str(ROOT / door), "--help"],
        cwd="/",
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(f"Usage: ./{door} ")


@pytest.mark.parametrize("script", ["run", "test", "tools/door.sh", "tools/debian.sh", "tools/release-check"])
def test_a_door_is_plain_shell(script: str) -> None:
    checked = subprocess.run(["sh", "-n", str(ROOT / script)], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_continuous_integration_opens_the_same_door() -> None:
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").rstrip().endswith("exec ./test")


def test_the_help_of_the_suite_names_every_stage() -> None:
    told = (ROOT / "test").read_text(encoding="utf-8")
    for name in {*GROUPS, *(stage.name for stage in STAGES)}:
        assert re.search(rf"\b{name}\b", told), name


def test_the_readme_shows_both_doors() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "./run" in readme
    assert "./test" in readme
