"""Dates, numbers and lists read as people write them."""

from datetime import date

from convenor.rules.wording import alphabetical, counted, listed, on_day, spelled


def test_a_date_reads_as_people_say_it() -> None:
    assert on_day(date(2022, 3, 4)) == "4 March 2022"


def test_a_number_agrees_with_its_noun() -> None:
    assert counted(1, "meeting") == "1 meeting"
    assert counted(0, "meeting") == "0 meetings"
    assert counted(2, "company", "companies") == "2 companies"


def test_a_list_reads_as_a_sentence() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b"], "or") == "a or b"


def test_accents_and_capitals_do_not_change_the_alphabet() -> None:
    names = ["Verizon", "Telefónica", "Twitter", "eBay", "Apple", "Telekom"]
    assert sorted(names, key=alphabetical) == ["Apple", "eBay", "Telefónica", "Telekom", "Twitter", "Verizon"]


def test_small_numbers_are_spelled_and_large_ones_are_not() -> None:
    assert [spelled(number) for number in (0, 1, 12, 13)] == ["no", "one", "twelve", "13"]
