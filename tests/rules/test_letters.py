"""A wording knows names and nothing else; what is put in is never read again."""

import pytest

from convenor.rules.letters import Names, Wording, body_of, may_be_kept, subject_of

NAMES = Names(known=("session", "when", "address", "reason"), required=("address",), blocks=("reason",))
VALUES = {"session": "Q1 Session 1", "when": "14 March 2022", "address": "https://x.example/1", "reason": ""}


def wording(body: str, subject: str = "About {session}") -> Wording:
    return Wording(subject=subject, body=body)


def filled(body: str, **values: str) -> str:
    return body_of(wording(body), {**VALUES, **values}, NAMES)


def test_a_wording_with_known_names_may_be_kept_and_is_filled() -> None:
    kept = wording("{session} is on {when}.\n\n{address}")
    assert may_be_kept(kept, NAMES).allowed
    assert subject_of(kept, VALUES) == "About Q1 Session 1"
    assert body_of(kept, VALUES, NAMES) == "Q1 Session 1 is on 14 March 2022.\n\nhttps://x.example/1\n"


ATTACKS = (
    "{session.__class__}",
    "{session[0]}",
    "{0}",
    "{}",
    "{address!r}",
    "{address:>20}",
    "{{ settings.SECRET_KEY }}",
    "{{address}}",
    "{% include 'x' %}",
    "{%s}",
    "{",
    "}",
    "{address",
    "address}",
    "{ADDRESS}",
    "{address }",
    "{a\u0301ddress}",
    "{\u0430ddress}",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_but_a_name_may_stand_in_braces(attack: str) -> None:
    for tried in (wording(f"{{address}} {attack}"), wording("{address}", subject=f"A {attack}")):
        verdict = may_be_kept(tried, NAMES)
        assert not verdict.allowed
        assert "{address}" in verdict.reason, "it says what can be written instead"


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_a_value_holds_comes_out_as_it_is(attack: str) -> None:
    hostile = f"{attack} {{address}} {{when}}"
    assert filled("About {session}.\n\n{address}", session=hostile) == f"About {hostile}.\n\nhttps://x.example/1\n"
    assert subject_of(wording("x"), {**VALUES, "session": hostile}) == f"About {hostile}"


def test_an_unknown_name_is_refused_and_the_known_ones_are_said() -> None:
    verdict = may_be_kept(wording("{address} {secret}"), NAMES)
    assert verdict.reason == (
        "This letter has no {secret}. It has {address}, {reason}, {session} and {when}; write one of these, or take it "
        "out."
    )


def test_a_name_that_a_letter_needs_must_be_in_its_text() -> None:
    verdict = may_be_kept(wording("Come.", subject="{address}"), NAMES)
    assert verdict.reason.startswith("The text has to hold {address}:")


@pytest.mark.parametrize(
    ("subject", "body"),
    [("", "{address}"), (" ", "{address}"), ("x", " "), ("a\nb", "{address}"), ("a\rb", "{address}")],
)
def test_a_subject_is_one_line_and_nothing_is_empty(subject: str, body: str) -> None:
    assert not may_be_kept(Wording(subject=subject, body=body), NAMES).allowed


@pytest.mark.parametrize(("subject", "body"), [("x" * 201, "{address}"), ("x", "{address}" + "x" * 8000)])
def test_a_wording_has_an_end(subject: str, body: str) -> None:
    assert "Shorten it" in may_be_kept(Wording(subject=subject, body=body), NAMES).reason


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x85"])
def test_no_value_breaks_a_line_unless_it_is_meant_to(line_break: str) -> None:
    hostile = f"Q1{line_break}Bcc: everybody@x.example{line_break}{line_break}Your account is closed"
    subject = subject_of(wording("x"), {**VALUES, "session": hostile})
    assert subject == "About Q1 Bcc: everybody@x.example Your account is closed"
    assert filled("{session}\n{address}", session=hostile).count("\n") == 2


def test_a_block_keeps_its_lines() -> None:
    assert filled("Why:\n{reason}", reason="One.\r\n\r\nTwo.\n") == "Why:\nOne.\n\nTwo.\n"


def test_a_paragraph_and_a_line_of_which_every_value_is_empty_are_left_out() -> None:
    body = "Hello.\n\nWhy:\n{reason}\n\n{session}, {reason}\nOn {reason}\n{address}"
    assert filled(body) == "Hello.\n\nQ1 Session 1, \nhttps://x.example/1\n"


def test_marks_that_turn_the_direction_are_taken_out() -> None:
    assert filled("{session} on {when}", session="\u202eQ1\u2066\u200f") == "Q1 on 14 March 2022\n"
    assert filled("{reason}", reason="\u202eOne.\nTwo.\x00\u2066") == "One.\nTwo.\n", "in a block, too"
    assert filled("\u202eCome.\n\n{address}") == "Come.\n\nhttps://x.example/1\n", "and in an officer's own words"


def test_a_value_that_is_not_given_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        body_of(wording("{session}"), {}, NAMES)
