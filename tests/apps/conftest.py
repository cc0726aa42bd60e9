"""What the tests of commands share."""

from pathlib import Path

import pytest
from commands import convenor


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration's folder, made once as somebody would; tests that spoil one take a copy."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    answer = convenor("demo", "--no-serve", "--data", folder)
    assert (answer.status, answer.complaint) == (0, "")
    assert "Loading the 2022 cohort year and the 2023 series" in answer.said
    return folder
