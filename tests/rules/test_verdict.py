"""Verdicts carry their reason and are never mistaken for truth values."""

import pytest

from convenor.rules.verdict import no, yes


def test_a_refusal_carries_its_reason() -> None:
    verdict = no("All seats are taken.")
    assert not verdict.allowed
    assert verdict.reason == "All seats are taken."


def test_a_permission_may_come_without_a_reason() -> None:
    assert yes().allowed
    assert yes().reason == ""


def test_nobody_is_refused_without_a_reason() -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        no("  ")


def test_a_verdict_cannot_be_used_as_a_truth_value() -> None:
    with pytest.raises(TypeError, match="allowed"):
        bool(no("No."))
