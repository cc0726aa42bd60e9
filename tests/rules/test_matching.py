"""Proposals of who somebody in a report is: an address is sure, a name never."""

import pytest

from convenor.rules.matching import Known, likeness, propose

ADA = Known(key="ada", name="Ada Beispiel", email="ada@alpha.example")
BO = Known(key="bo", name="Bo Exemplo", email="bo@beta.example")
CY = Known(key="cy", name="Cyan Przykład")


def keys(name: str, email: str = "", known: tuple[Known, ...] = (ADA, BO, CY)) -> list[tuple[str, bool]]:
    return [(proposal.key, proposal.sure) for proposal in propose(name, email, known)]


def test_an_address_of_one_person_is_sure_whatever_the_name() -> None:
    assert keys("iPhone", "Ada@Alpha.example") == [("ada", True)]


def test_an_address_of_two_people_is_sure_of_neither() -> None:
    twin = Known(key="twin", name="Somebody Else", email="ada@alpha.example")
    assert keys("Ada Beispiel", "ada@alpha.example", (ADA, twin)) == [("ada", False), ("twin", False)]


@pytest.mark.parametrize(
    "name", ["Ada Beispiel", "BEISPIEL, Ada", "ada beispiel", "Ada Beispel", "Ada M. Beispiel", "Ada Beispiel - Alpha"]
)
def test_a_name_is_proposed_and_never_sure(name: str) -> None:
    assert keys(name) == [("ada", False)]


def test_accents_make_no_difference() -> None:
    assert keys("Cyan Przyklad") == [("cy", False)]


@pytest.mark.parametrize("name", ["Ada", "Beispiel", "Eda Muster", "", "Meeting room 4", "Ada Exemplo"])
def test_a_name_that_is_not_like_one_is_proposed_to_nobody(name: str) -> None:
    assert keys(name) == []


def test_two_people_of_one_name_are_both_proposed_and_neither_chosen() -> None:
    other = Known(key="other-ada", name="Ada Beispiel", email="ada@gamma.example")
    found = propose("Ada Beispiel", "", (ADA, other))
    assert [(proposal.key, proposal.sure) for proposal in found] == [("ada", False), ("other-ada", False)]
    assert all("more than one person" in proposal.reason for proposal in found)


def test_another_address_than_the_known_one_is_said() -> None:
    found = propose("Ada Beispiel", "ada@private.example", (ADA,))
    assert [(proposal.sure, proposal.reason) for proposal in found] == [(False, "the same name, but another address")]


def test_nobody_without_an_address_is_sure() -> None:
    assert keys("Nobody", "", (Known(key="x", name="Unlike", email=""),)) == []


def test_at_most_three_are_proposed_best_first() -> None:
    many = tuple(Known(key=str(number), name=f"Ada Beispiel{'x' * number}") for number in range(6))
    found = propose("Ada Beispiel", "", many)
    assert [proposal.key for proposal in found] == ["0", "1", "2"]


def test_likeness_does_not_depend_on_the_order_of_the_two() -> None:
    assert likeness("Ada Beispiel", "Beispiel Ada") == likeness("Beispiel Ada", "Ada Beispiel") == 100
