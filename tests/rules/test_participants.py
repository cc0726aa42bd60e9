"""A list of participants is read as tools export it; everybody counts once."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenor.rules.participants import Choice, ListError, in_known_words, people_of, read_list, values_in

LIST = """Name,Email,Company,Country
Guest 1,one@orbit.example,Orbit,Kenya
Guest 2,two@orbit.example,Orbit,Brazil
Guest 3,three@gmail.com,,France
Guest 4,four@gmail.com,,Viet Nam
"""
BY_COUNTRY = Choice(person="Email", organisation=None, by=("Country",), regions=frozenset({"Country"}))


def test_columns_are_known_by_what_they_hold() -> None:
    found = read_list(LIST)
    assert found.columns == ("Name", "Email", "Company", "Country")
    assert found.countries == ("Country",)
    assert found.addresses == ("Email",)


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_list_pasted_from_a_spreadsheet_is_read_like_an_exported_one(separator: str) -> None:
    assert read_list(LIST.replace(",", separator)) == read_list(LIST)


def test_countries_become_regions_of_the_world() -> None:
    people = people_of(read_list(LIST), BY_COUNTRY)
    assert [row["region"] for row in people.rows] == ["Africa", "Latin America", "Europe", "Asia"]


def test_an_address_tells_the_organisation_unless_anybody_can_have_one() -> None:
    rows = people_of(read_list(LIST), BY_COUNTRY).rows
    assert [row["organisation"] for row in rows[:2]] == ["orbit.example", "orbit.example"]
    assert rows[2]["organisation"] != rows[3]["organisation"]


def test_a_column_tells_the_organisation_where_it_is_filled_in() -> None:
    by_company = Choice(person="Email", organisation="Company", by=("Country",))
    rows = people_of(read_list(LIST), by_company).rows
    assert [row["organisation"] for row in rows[:2]] == ["orbit", "orbit"]
    assert rows[2]["organisation"].startswith("alone: ")


def test_whoever_is_there_twice_counts_once_as_the_last_line_says() -> None:
    people = people_of(
        read_list(LIST + "Guest 1,ONE@orbit.example,Orbit,Ghana\nGuest 1,one@orbit.example,Orbit,Japan\n"), BY_COUNTRY
    )
    assert (len(people.rows), people.repeated) == (4, 2)
    assert people.rows[0]["region"] == "Asia"


def test_an_empty_cell_is_a_value_of_its_own() -> None:
    people = people_of(read_list("Email,Country\na@b.example,\nc@d.example,Peru\n"), BY_COUNTRY)
    assert [row["region"] for row in people.rows] == ["not known", "Latin America"]


def test_a_short_line_lacks_its_last_cells() -> None:
    found = read_list("Email,Company,Country\na@b.example\n")
    assert dict(found.rows[0]) == {"Email": "a@b.example", "Company": "", "Country": ""}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nobody in this list"),
        ("Email,Country\n", "nobody in this list"),
        ("Email,,Country\na@b.example,x,Peru\n", "no heading"),
        ("Email,Email\na@b.example,Peru\n", "Two columns"),
        ("Email,Country\na@b.example,Peru,more\n", "Line 2 has more columns .* begins with “a@b.example”"),
        ("Email,Country\n\n\na@b.example,Peru,more\n", "Line 4 has more columns"),
        ("\n\nEmail,Country\na@b.example,Peru,more\n", "Line 4 has more columns"),
        ('Email,Country\na@b.example,"Viet\nNam"\nc@d.example,Peru,more\n', "Line 4 has more columns"),
        ("Email,Country\r\n\r\na@b.example,Peru,more", "Line 3 has more columns"),
        ("Email,Country\ra@b.example,Peru\rc@d.example,Peru,more", "Line 3 has more columns"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, said: str) -> None:
    with pytest.raises(ListError, match=said):
        read_list(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('Email,Country\na@b.example,Peru\nc@d.example,"Chile\ne@f.example,Peru\n', 3),
        ('Email,Country\na@b.example,Peru\nc@d.example,"', 3),
        ('Email,"Country\na@b.example,Peru\n', 1),
        ('Email,Country\na@b.example,"Viet\nNam"\nc@d.example,"Chile\n', 4),
        ('Email,Country\r\na@b.example,"Chile\r\nc@d.example,Peru', 2),
        # Closed by the mark of the next person, it would have made one line of two people.
        ('Email,Country\na@b.example,"Chile\nc@d.example,"Peru"\ne@f.example,Peru\n', 2),
        ('Email,Country\na@b.example,"Chile" and Peru\n', 2),
        (f"Email,Country\na@b.example,{'x' * 200_000}\n", 2),
    ],
)
def test_a_quotation_mark_that_is_not_closed_is_named_by_the_line(text: str, line: int) -> None:
    with pytest.raises(ListError, match=f"From line {line} on .* quotation mark there is not closed"):
        read_list(text)


def test_marks_within_a_cell_that_is_not_quoted_are_part_of_it() -> None:
    found = read_list('Email,Says\na@b.example,a 5" pipe\nc@d.example,"a ""5"" pipe"\n')
    assert [row["Says"] for row in found.rows] == ['a 5" pipe', 'a "5" pipe']


def test_a_person_whom_nothing_tells_apart_is_named_by_the_line() -> None:
    with pytest.raises(ListError, match="Line 4 says nothing under “Email”"):
        people_of(read_list('Email,Country\na@b.example,"Viet\nNam"\n,Chile\n'), BY_COUNTRY)
    with pytest.raises(ListError, match="Line 3 says nothing under “Email”"):
        people_of(read_list("Email,Country\na@b.example,Peru\n,Chile\n"), BY_COUNTRY)


def test_two_columns_that_would_be_counted_as_one_are_not() -> None:
    found = read_list("Email,Country,region\na@b.example,Peru,Asia\n")
    with pytest.raises(ListError, match="counted as one"):
        people_of(found, replace(BY_COUNTRY, by=("Country", "region")))


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    with suppress(ListError):
        found = read_list(text)
        assert all(set(row) == set(found.columns) for row in found.rows)


def test_marks_that_nobody_sees_make_no_other_column_and_no_other_value() -> None:
    found = read_list("Email,Sec\u200btor\na@b.example,de\u202evices\nc@d.example,devices\n")
    assert found.columns == ("Email", "Sector")
    assert [row["Sector"] for row in found.rows] == ["devices", "devices"]


def test_somebody_written_in_two_ways_is_one() -> None:
    found = read_list("Email,Country\na@b.example,Peru\n\uff21@b.exa\u00admple,Peru\n")
    assert people_of(found, BY_COUNTRY).repeated == 1


def test_a_heading_written_twice_in_two_ways_is_declined() -> None:
    with pytest.raises(ListError, match="Two columns are called"):
        read_list("Email,Sector,SECTOR\na@b.example,x,y\n")


def test_a_list_without_headings_is_declined() -> None:
    with pytest.raises(ListError, match="names the columns"):
        read_list("a@b.example,Peru\nc@d.example,Chile\n")


@pytest.mark.parametrize("column", ["Email", "Company"])
def test_what_names_people_or_their_organisations_is_not_counted_by(column: str) -> None:
    with pytest.raises(ListError, match="would name those"):
        people_of(read_list(LIST), Choice(person="Email", organisation="Company", by=(column,)))
    with pytest.raises(ListError, match="would name those"):
        people_of(read_list(LIST), Choice(person="Name", organisation="Company", by=(column,)))


def thirty(heading: str, values: Callable[[int], str]) -> str:
    lines = [f"p{at}@one.example,{values(at)},{('Cars', 'Telecoms')[at % 2]}" for at in range(30)]
    return "\n".join([f"Email,{heading},Sector", *lines])


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Name", lambda at: f"Guest {at % 3}"),
        ("FIRST NAME", lambda at: f"Guest {at % 3}"),
        ("Nom", lambda at: f"Guest {at % 3}"),
        ("Work address", lambda at: f"desk-{at % 4}@two.example"),
        ("Reference", lambda at: f"{at:04}"),
        ("What I hope for", lambda at: f"hope {at // 2 if at < 6 else at}"),
    ],
)
def test_what_says_who_somebody_is_is_not_counted_by(heading: str, values: Callable[[int], str]) -> None:
    found = read_list(thirty(heading, values))
    assert found.naming == ("Email", heading)
    assert found.countable == ("Sector",)
    assert heading not in values_in(found)
    with pytest.raises(ListError, match="would name those"):
        people_of(found, Choice(person="Email", organisation=None, by=(heading,)))


@pytest.mark.parametrize("heading", ["Company name", "Region", "Answer"])
def test_what_several_share_is_counted_by(heading: str) -> None:
    assert read_list(thirty(heading, lambda at: f"value {at // 2}")).countable == (heading, "Sector")


def test_of_few_people_nothing_is_told_by_how_many_values_differ() -> None:
    found = read_list("Email,Country\na@b.example,Peru\nc@d.example,Chile\ne@f.example,Kenya\n")
    assert found.countable == ("Country",)


def test_columns_and_values_are_spelt_as_they_were_published() -> None:
    rows = [{"person": "1", "sECTOR": "DEVICES"}, {"person": "2", "sECTOR": "new"}, {"person": "3", "sECTOR": "New"}]
    told, by = in_known_words(rows, ["sECTOR"], {"Sector": {"devices"}})
    assert by == ["Sector"]
    assert {row["person"]: row["Sector"] for row in told} == {"1": "devices", "2": "New", "3": "New"}
    again, _by = in_known_words(rows[::-1], ["sECTOR"], {"Sector": {"devices"}})
    assert {row["person"]: row["Sector"] for row in again} == {row["person"]: row["Sector"] for row in told}


def test_two_columns_that_were_published_as_one_are_declined() -> None:
    with pytest.raises(ListError, match="counted as one"):
        in_known_words([{"a": "1", "A": "2"}], ["a", "A"], {"a": set()})
