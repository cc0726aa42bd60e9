"""What can stand in a list of readings: an address that leads where it reads, and titles that fit a session."""

import pytest

from convenor.rules.readings import is_of_the_web, is_own, may_be_listed, may_be_read, that_fit


@pytest.mark.parametrize(
    "address",
    [
        "https://www.ohchr.org/en/b-tech",
        "http://docs.example",
        "https://docs.example:8443/a?b=c#d",
        "https://docs.example/@who/a",
        "https://пример.example/текст",
        "https://docs.example?q=1",
    ],
)
def test_an_address_of_the_web_can_be_followed(address: str) -> None:
    assert is_of_the_web(address)
    assert not is_own(address)
    assert may_be_read("A paper", address).allowed


@pytest.mark.parametrize("address", ["/", "/pages/", "/pages/business-models/#what", "/search/?q=remedy"])
def test_a_path_with_one_stroke_is_of_this_site(address: str) -> None:
    assert is_own(address)
    assert not is_of_the_web(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "pages/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "/pages\\..\\elsewhere",
        "/\t/elsewhere.example/",
        "/\n/elsewhere.example",
        "/pages/a page/",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,hello",
        "mailto:somebody@example.org",
        "ftp://docs.example/",
        "https:/docs.example",
        "https://",
        "https:///docs.example",
        "https://./",
        "https://www.ohchr.org@elsewhere.example/",
        "https://who:secret@docs.example/",
        "https://docs.example\\@elsewhere.example/",
        "https://docs.example/\x00",
        "https://docs.example/a b",
        "https://docs.example/\u00a0",
        'https://docs.example/"onclick="',
        " https://docs.example/",
        "https://docs.example/\u202egpj.exe",
        "/pages/\u200bx/",
    ],
)
def test_what_leads_elsewhere_than_it_reads_cannot_be_followed(address: str) -> None:
    assert not is_own(address)
    assert not is_of_the_web(address)
    assert not may_be_read("A paper", address).allowed


def test_a_list_is_short_and_says_each_thing_once() -> None:
    eight = [(f"Paper {number}", f"https://docs.example/{number}") for number in range(8)]
    assert may_be_listed(eight).allowed
    assert "more than eight" in may_be_listed([*eight, ("One more", "/pages/")]).reason
    assert "twice" in may_be_listed([("One", "/pages/"), ("Other", "/pages/")]).reason
    assert "title" in may_be_listed([(" ", "/pages/")]).reason
    assert "no address" in may_be_listed([("One", "")]).reason
    assert "too long" in may_be_listed([("One", "/" + "a" * 500)]).reason
    assert may_be_listed([]).allowed


def test_titles_that_share_rare_words_with_a_session_come_first() -> None:
    titles = [
        "Human rights in tech",
        "Business models",
        "Human rights due diligence",
        "Access to remedy",
        "A word in your ear",
        "Smart mix",
    ]
    about = ["Human Rights Risks in Business Models", "responsible investment"]
    assert [titles[at] for at in that_fit(about, titles)] == [
        "Business models",
        "Human rights in tech",
        "Human rights due diligence",
    ]
    assert that_fit(["Nothing of the kind"], titles) == []
    # Words that only join others make nothing fit.
    assert that_fit(["What is in it for us, and how to do it"], titles) == []


def test_at_most_five_fit() -> None:
    assert that_fit(["remedy"], [f"Remedy {number}" for number in range(9)]) == [0, 1, 2, 3, 4]
