"""A name is what somebody is called: without marks, pronouns and telephone numbers, and never a formula."""

import pytest
from attendance_reports import only, read, stay, zoom
from hypothesis import given
from hypothesis import strategies as st

from convenor.rules.attendance.names import read_name


@pytest.mark.parametrize(
    ("cell", "name", "shown_as", "guest"),
    [
        ("Nominee One", "Nominee One", None, False),
        ("  Nominee \n One ", "Nominee One", None, False),
        ("\u200e\u202aNominee One\u202c\u200b\ufeff", "Nominee One", None, False),
        ("\u2066Nominee\u2069 One", "Nominee One", None, False),
        ("Nominee One (Guest)", "Nominee One", "Nominee One (Guest)", True),
        ("Nominee One (External)", "Nominee One", "Nominee One (External)", True),
        ("Nominee One (Unverified)", "Nominee One", "Nominee One (Unverified)", True),
        ("Nominee One (GUEST)", "Nominee One", "Nominee One (GUEST)", True),
        ("Nominee One (Externe)", "Nominee One", "Nominee One (Externe)", True),
        ("Nominee One (Extern)", "Nominee One", "Nominee One (Extern)", True),
        ("Nominee One (Externo)", "Nominee One", "Nominee One (Externo)", True),
        ("Nominee One (Invité)", "Nominee One", "Nominee One (Invité)", True),
        ("Nominee One (Nicht überprüft)", "Nominee One", "Nominee One (Nicht überprüft)", True),
        ("Nominee One (外部)", "Nominee One", "Nominee One (外部)", True),
        ("Nominee One [External]", "Nominee One", "Nominee One [External]", True),
        ("Guest", "Guest", None, False),
        ("(Guest)", "(Guest)", None, False),
        ("Nominee One (she/her)", "Nominee One", "Nominee One (she/her)", False),
        ("Nominee One (They / Them)", "Nominee One", "Nominee One (They / Them)", False),
        ("Nominee One (Guest) (il/lui)", "Nominee One", "Nominee One (Guest) (il/lui)", True),
        ("=SUM(A1:A9)", "=SUM(A1:A9)", None, False),
        ("=1+1", "=1+1", None, False),
        ("+Nominee", "+Nominee", None, False),
        ("-Nominee", "-Nominee", None, False),
        ("@Nominee", "@Nominee", None, False),
        ("Nominee 12", "Nominee 12", None, False),
        ("Room 2.14", "Room 2.14", None, False),
        ("Nominee One 2022-03-14", "Nominee One 2022-03-14", None, False),
        ("نماینده\u200cیک", "نماینده\u200cیک", None, False),
    ],
)
def test_a_name_is_cleaned(cell: str, name: str, shown_as: str | None, *, guest: bool) -> None:
    person = only(read(zoom(stay(cell, "15:00", "16:00"))))
    assert (person.name, person.shown_as, person.guest) == (name, shown_as, guest)


@pytest.mark.parametrize(
    ("cell", "name", "shown_as"),
    [
        ("Example (she/her) (Example Person)", "Example Person", "Example (she/her)"),
        ("Alias (Example Person)", "Example Person", "Alias"),
        ("Alias (Example Person) (Guest)", "Example Person", "Alias"),
        ("Alias (Example Person (she/her))", "Example Person", "Alias"),
        ("Alias (Example Person) (she/her)", "Example Person", "Alias"),
        ("Somebody Else (Example Person)", "Example Person", "Somebody Else"),
        ("iPhone (Example Person)", "Example Person", "iPhone"),
        ("Alias (Example)", "Example", "Alias"),
        ("Example Person (Example)", "Example Person", "Example Person (Example)"),
        ("Nominee 1 (Alpha)", "Nominee 1 (Alpha)", None),
        ("Nominee One (Host)", "Nominee One (Host)", None),
        ("Alias (Co-Host)", "Alias (Co-Host)", None),
    ],
)
def test_the_original_name_is_the_persons_own(cell: str, name: str, shown_as: str | None) -> None:
    person = only(read(zoom(stay(cell, "15:00", "16:00"))))
    assert (person.name, person.shown_as) == (name, shown_as)


def test_brackets_mean_an_original_name_only_where_the_heading_says_so() -> None:
    assert only(read("Name,Email\nOne (Nominee Number),n1@alpha.example\n")).name == "One (Nominee Number)"


@pytest.mark.parametrize(
    "cell",
    [
        "+44 20 7946 0958",
        "442079460958",
        "(020) 7946-0958",
        "1 (555) 010-9999",
        "44207****958",
        "+4420794xxxx",
        "Phone: +1 555 010 9999",
        "Caller442079460958",
        "Call-In User +44 20 7946 0958 ext. 12",
        "４４２０７９４６０９５８",
        "+442079460958@gateway.example",
        "12345",
        "\u202a+44\u00a020\u00a07946\u20110958\u202c",
    ],
)
def test_a_telephone_number_without_a_name_is_left_out(cell: str) -> None:
    report = read(zoom(stay(cell, "15:00", "16:00")))
    assert report.people == ()
    assert report.left_out[0].reason == "a telephone number without a name"


@pytest.mark.parametrize(
    "cell",
    [
        "Nominee One +44 20 7946 0958",
        "Nominee One (+44 20 7946 0958)",
        "+44 20 7946 0958 (Nominee One)",
        "442079460958 Nominee One",
        "Nominee One - 44207****958",
        "Nominee One, 020 7946 0958",
    ],
)
def test_a_telephone_number_beside_a_name_is_dropped(cell: str) -> None:
    person = only(read(zoom(stay(cell, "15:00", "16:00"))))
    assert (person.name, person.shown_as) == ("Nominee One", None)


def test_an_address_names_somebody_who_has_no_name() -> None:
    person = only(read(zoom(stay("+44 20 7946 0958", "15:00", "16:00", email="n1@alpha.example"))))
    assert (person.name, person.email) == ("n1@alpha.example", "n1@alpha.example")


@pytest.mark.parametrize(
    ("cell", "email"),
    [
        ("N1@Alpha.example", "n1@alpha.example"),
        (" mailto:n1@alpha.example ", "n1@alpha.example"),
        ("Nominee One <n1@alpha.example>", "n1@alpha.example"),
        ("n1@alpha.example\u200b", "n1@alpha.example"),
        ("n***@alpha.example", None),
        ("+442079460958@gateway.example", None),
        ("@nominee", None),
        ("n/a", None),
        ("=A1", None),
        ("", None),
    ],
)
def test_an_address_is_read_in_lower_case_or_not_at_all(cell: str, email: str | None) -> None:
    assert only(read(zoom(stay("Nominee One", "15:00", "16:00", email=cell)))).email == email


def test_a_row_without_a_name_is_left_out() -> None:
    report = read(zoom("--,,2022-03-14 15:00:00,2022-03-14 15:10:00,10,No"))
    assert [row.reason for row in report.left_out] == ["a row without a name"]


@given(st.text(max_size=60))
def test_any_cell_gives_a_name_without_marks_that_nobody_sees(cell: str) -> None:
    for has_original in (True, False):
        name = read_name(cell, has_original=has_original)
        assert not set(f"{name.text}{name.shown_as}") & set("\u200b\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\n\t")
        assert name.shown_as != name.text


@given(
    before=st.sampled_from(["", "Nominee One ", "Tel. ", "(", "x", "Nominee One_"]),
    number=st.from_regex(r"(\+|00)?[1-9]([ .-]?[0-9]){8,12}", fullmatch=True),
    after=st.sampled_from(["", " (Nominee One)", " Nominee", ")", " ext. 5", "x"]),
)
def test_no_part_of_a_telephone_number_stays_in_a_name(before: str, number: str, after: str) -> None:
    name = read_name(before + number + after, has_original=True)
    assert not any(mark.isdigit() for mark in f"{name.text}{name.shown_as or ''}")
