"""Dates, numbers and lists read as people write them."""

import copy
import json
import pickle
from datetime import date

from convenor.rules.wording import Said, alphabetical, counted, listed, on_day, said, said_of, spelled, together


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


def test_a_sentence_remembers_its_form_and_its_parts() -> None:
    sentence = said("Represented at {there} of {of}.", there=2, of=counted(3, "meeting"))
    assert sentence == "Represented at 2 of 3 meetings."
    assert sentence.forms == ("Represented at {there} of {of}.",)
    assert sentence.parts["of"].forms == ("{number} meeting", "{number} meetings")
    assert said("Until {day}.", day=date(2022, 3, 4)) == said("Until {day}.", day=on_day(date(2022, 3, 4)))


def test_a_whole_sentence_agrees_with_a_number() -> None:
    one, many = "{number} of {of} seats is free.", "{number} of {of} seats are free."
    assert said_of(1, one, many, of=20) == "1 of 20 seats is free."
    assert said_of(0, one, many, of=20) == "0 of 20 seats are free."


def test_what_somebody_wrote_is_a_part_and_never_a_form() -> None:
    assert said("“{title}” is {of}.", title="{of} {}", of="late") == "“{of} {}” is late."


def test_sentences_stand_one_after_the_other_and_nothing_falls_away() -> None:
    assert together(["One.", "", "Two."]) == "One. Two."
    assert together([said("One."), ""]) == "One."
    assert together([]) == ""


def test_what_is_said_is_its_text_wherever_it_goes() -> None:
    sentence = said("It is {what}.", what="so")
    assert {sentence: 1} == {"It is so.": 1}
    assert json.dumps([sentence]) == '["It is so."]'
    assert copy.deepcopy(sentence) is sentence
    kept = pickle.loads(pickle.dumps(sentence))
    assert (kept, type(kept)) == ("It is so.", str)
    assert isinstance(listed([said("a"), "b"]), Said)
