"""Each capability says in plain words what it lets somebody do, and why nobody else may."""

from convenor.rules.policy import CAPABILITIES, Capability
from convenor.rules.vocabulary import Role


def unsaid(entries: list[Capability]) -> list[str]:
    return [
        entry.name
        for entry in entries
        if not all(words[:1].isupper() and words.endswith(".") and len(words) > 10 for words in (entry.what, entry.why))
    ]


def test_each_capability_says_what_it_is_and_why_it_is_not_everybody_s() -> None:
    assert unsaid(list(CAPABILITIES.values())) == []


def test_one_that_says_nothing_would_be_seen() -> None:
    assert unsaid([Capability(name="new.thing", roles=frozenset({Role.OFFICER}), why="It is the officer's.")])


def test_no_two_capabilities_say_the_same() -> None:
    said = [entry.what for entry in CAPABILITIES.values()]
    assert len(said) == len(set(said))
