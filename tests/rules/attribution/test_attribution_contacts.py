"""Addresses, numbers and links that lead to somebody."""

import pytest
from attribution_rosters import SECRET, found


def test_an_address_of_a_member_is_a_contact_and_blocked() -> None:
    assert found("Write to jo.k@press.vodafone.com.") == [
        ("jo.k@press.vodafone.com", "contact", "blocked", ("vodafone",))
    ]


def test_somebody_in_another_companys_address_is_found() -> None:
    assert found("Write to iphigenia.molenbroek@mail.example.", SECRET)[0][1:] == ("contact", "blocked", ("quorra",))


def test_any_other_address_is_for_a_person_to_decide() -> None:
    assert found("Write to desk@elsewhere.example.") == [("desk@elsewhere.example", "contact", "review", ())]


@pytest.mark.parametrize(
    "number",
    [
        "+44 20 7946 0958",
        "555-010-9999",
        "(555) 010-9999",
        "0033 1 99 00 12 34",
        "+1 (202) 555-0143",
        "020 7946 0958",
        "Tel. 555 0143 22",
    ],
)
def test_a_telephone_number_is_for_a_person_to_decide(number: str) -> None:
    assert found(f"Ring {number} in the morning.") == [(number, "contact", "review", ())]


@pytest.mark.parametrize(
    "text",
    [
        "jo.k (at) elsewhere (dot) example",
        "jo.k[at]elsewhere.example",
        "https://www.linkedin.com/in/jo-k-8a1b",
        "https://code.example/@jo-k",
        "@jo_k",
        "@jo_k@social.example",
        "skype: jo.k12",
        "203.0.113.42",
        "2001:db8::8a2e:370:7334",
        "221B Baker Street",
        "12 rue de la Paix",
        "Friedrichstraße 12",
        "P.O. Box 1234",
    ],
)
def test_accounts_profiles_machines_and_places_are_for_a_person_to_decide(text: str) -> None:
    assert found(f"It came from {text}, it seems.")[0][1:] == ("contact", "review", ())


@pytest.mark.parametrize(
    "note",
    ["At 12:30:45 it began.", "Some 1 000 000 000 users have it.", "100 Street lights.", "ISBN 978-3-16-148410-0"],
)
def test_times_amounts_and_book_numbers_lead_to_nobody(note: str) -> None:
    assert found(note) == []


@pytest.mark.parametrize(
    "note",
    ["On 2022-03-14 we met.", "It cost 15 000 000.", "See 1.2.3 and https://law.example/a(b)c.", "In 1998-2004"],
)
def test_dates_amounts_and_unknown_links_are_clear(note: str) -> None:
    assert found(note) == []


def test_the_mark_behind_an_address_is_not_part_of_it() -> None:
    assert found("(see https://www.vodafone.com/a).")[0][0] == "https://www.vodafone.com/a"
