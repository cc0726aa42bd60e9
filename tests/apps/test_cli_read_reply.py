"""`convenor read-reply`: one JSON object, one sentence, and the right exit status, without a database."""

import json
from pathlib import Path

import pytest
from commands import convenor

ANSWER = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Anybody//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:one@convenor.example\r\n"
    'DTSTAMP:20230306T101500Z\r\nATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:Colleague@X.example":MAILTO:Me@X.example\r\n'
    "COMMENT:Not this time\\, I fear.\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
MAIL = f"From: other@x.example\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n{ANSWER}"
EXPECTED = {
    "method": "REPLY",
    "uid": "one@convenor.example",
    "recurrence_id": None,
    "sequence": 0,
    "attendee": "me@x.example",
    "partstat": "DELEGATED",
    "delegated_to": "colleague@x.example",
    "delegated_from": None,
    "comment": "Not this time, I fear.",
    "dtstamp": "20230306T101500Z",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answer.eml"


@pytest.mark.parametrize(("content", "sender"), [(ANSWER, None), (MAIL, "other@x.example")])
def test_the_answer_is_one_object_with_the_agreed_keys(file: Path, content: str, sender: str | None) -> None:
    file.write_bytes(content.encode())
    answer = convenor("read-reply", file, "--json")
    assert (answer.status, answer.complaint) == (0, "")
    assert json.loads(answer.said) == {**EXPECTED, "sender": sender, "sender_differs": sender is not None}


def test_without_json_it_is_a_text_for_people(file: Path) -> None:
    file.write_bytes(MAIL.encode())
    answer = convenor("read-reply", file)
    assert answer.status == 0
    assert "delegated to    colleague@x.example" in answer.said
    assert "somebody else sent this answer" in answer.said


@pytest.mark.parametrize("method", ["REQUEST", "PUBLISH", "CANCEL"])
def test_an_invitation_is_refused_and_a_person_is_told(file: Path, method: str) -> None:
    file.write_bytes(ANSWER.replace("METHOD:REPLY", f"METHOD:{method}").encode())
    answer = convenor("read-reply", file, "--json")
    assert (answer.status, answer.said) == (1, "")
    assert f"this is a {method}" in answer.sentence


@pytest.mark.parametrize("method", ["COUNTER", "REFRESH"])
def test_other_things_that_come_in_are_reported(file: Path, method: str) -> None:
    file.write_bytes(ANSWER.replace("METHOD:REPLY", f"METHOD:{method}").encode())
    assert json.loads(convenor("read-reply", file, "--json").said)["method"] == method


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff\x00", b"Subject: Accepted\r\n\r\nI come.\r\n", ANSWER.encode()[:-20]]
)
def test_what_cannot_be_used_is_said_in_one_sentence(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    answer = convenor("read-reply", file, "--json")
    assert (answer.status, answer.said) == (2, "")
    assert str(file) in answer.sentence


def test_a_file_that_is_not_there_is_said(file: Path) -> None:
    answer = convenor("read-reply", file)
    assert answer.status == 2
    assert "no such file" in answer.sentence
