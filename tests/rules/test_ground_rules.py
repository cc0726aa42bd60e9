"""The ground rules: six sentences in a version; a new version asks again (R-ROL-04)."""

import pytest

from convenor.rules.ground_rules import SENTENCES, VERSION, still_holds
from convenor.rules.scope import ScopeLevel, look_at


def test_the_rule_is_said_in_six_sentences() -> None:
    assert len(SENTENCES) == 6
    assert all(sentence.endswith(".") and len(sentence) <= 120 for sentence in SENTENCES)


def test_the_rules_name_what_stays_outside() -> None:
    assert any(warning.level is ScopeLevel.WARNING for warning in look_at(" ".join(SENTENCES)))


def test_what_was_accepted_holds_as_long_as_both_versions_do() -> None:
    assert still_holds(rules=VERSION, statement="1.2", statement_now="1.2")


@pytest.mark.parametrize(
    ("rules", "statement"), [("", ""), ("", "1.2"), ("0.9", "1.2"), (VERSION, "1.1"), (VERSION, "")]
)
def test_a_new_version_of_either_asks_again(rules: str, statement: str) -> None:
    assert not still_holds(rules=rules, statement=statement, statement_now="1.2")
