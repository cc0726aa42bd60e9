"""Whatever the bytes are, there is a report or a sentence; and no telephone number ever comes out."""

import json
import re

from attendance_reports import ENCODINGS, REPORTS, SESSION_DAY
from hypothesis import example, given, settings
from hypothesis import strategies as st

from convenor.cli.read_attendance import as_json
from convenor.rules.attendance import Refused, Report, Unreadable, read_report

WORDS = st.sampled_from(
    "Name;Name (Original Name);User Email;Join Time;Leave Time;Duration (Minutes);Guest;In Waiting Room;Attended;"
    "Yes;No;First Name;Last Name;Email;Phone;Registration Time;Approval Status;approved;denied;Topic;Meeting ID;"
    "Start Time;Full Name;User Action;Timestamp;Joined;Left;1. Summary;2. Participants;First Join;Last Leave;Role;--;"
    "Nominee One;Nominée (Two);+44 20 7946 0958;n1@alpha.example;03/14/2022 02:58:10 PM;03/04/2022 15:00;"
    "14.03.2022, 15:00;15:00;63;1h 30m 51s;=1+1;;;;Total".split(";")
)
TABLES = st.lists(st.lists(WORDS, min_size=1, max_size=7), min_size=1, max_size=9)


def attempt(content: bytes) -> Report | None:
    try:
        return read_report(content, filename="report.csv", session_date=SESSION_DAY)
    except (Unreadable, Refused) as problem:
        sentence = str(problem)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return None


@given(st.binary(max_size=300))
@example(b"\xff\xfe\x00\xd8")
@example(b'"')
def test_any_bytes_give_a_report_or_a_sentence(content: bytes) -> None:
    attempt(content)


@given(st.text(max_size=200), st.sampled_from(sorted(ENCODINGS)))
def test_any_text_gives_a_report_or_a_sentence(text: str, encoding: str) -> None:
    try:
        content = ENCODINGS[encoding](text)
    except UnicodeEncodeError:
        return
    attempt(content)


@given(TABLES, st.sampled_from(",;\t"))
@settings(max_examples=300)
def test_any_table_gives_a_report_or_a_sentence(table: list[list[str]], delimiter: str) -> None:
    lines = [delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in table]
    attempt("\n".join(lines).encode())


@given(st.sampled_from(sorted(REPORTS)), st.data())
def test_a_report_that_is_cut_anywhere_gives_a_report_or_a_sentence(kind: str, drawn: st.DataObject) -> None:
    content = REPORTS[kind].encode()
    attempt(content[: drawn.draw(st.integers(0, len(content)))])


@given(st.sampled_from(sorted(REPORTS)), st.data())
def test_a_report_with_a_spoilt_byte_gives_a_report_or_a_sentence(kind: str, drawn: st.DataObject) -> None:
    content = bytearray(REPORTS[kind].encode())
    content[drawn.draw(st.integers(0, len(content) - 1))] = drawn.draw(st.integers(0, 255))
    attempt(bytes(content))


NUMBERS = st.from_regex(r"(\+|00)?[1-9][0-9]{1,2}([ .-]?[0-9]){7,9}", fullmatch=True)


@given(TABLES, NUMBERS)
def test_no_telephone_number_comes_out_of_any_table(table: list[list[str]], number: str) -> None:
    lines = [",".join(f'"{cell}"' for cell in row) for row in table]
    report = attempt("\n".join(lines).replace("+44 20 7946 0958", number).encode())
    if report is not None:
        assert_silent(report, number)


@given(st.sampled_from(sorted(REPORTS)), NUMBERS, st.sampled_from(["{}", "Nominee One {}", "{} (Nominee One)"]))
def test_no_telephone_number_comes_out_of_any_report(kind: str, number: str, shown: str) -> None:
    text = REPORTS[kind].replace("+44 20 7946 0958", number).replace("Nominee Two", shown.format(number))
    report = attempt(text.encode())
    assert report is not None
    assert_silent(report, number)


def assert_silent(report: Report, number: str) -> None:
    digits = re.sub(r"\D", "", number)[-7:]
    for text in (word for person in as_json(report)["people"] for word in (person["name"], person["shown_as"] or "")):
        assert digits not in re.sub(r"\D", "", text)
    assert number not in json.dumps(as_json(report), ensure_ascii=False)
