"""`convenor receive-mail`: what a mail server hands over, and how it is told."""

import os
import subprocess
from pathlib import Path

import pytest
from commands import COMMAND, Answer

REPLY = (
    b"From: a@x.example\r\nMessage-ID: <1@x.example>\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n"
    b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:unknown\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x.example\r\n"
    b"END:VEVENT\r\nEND:VCALENDAR\r\n"
)


def handed_over(content: bytes, *words: object) -> Answer:
    surroundings = {
        name: value for name, value in os.environ.items() if not name.startswith(("CONVENOR_", "DATABASE_"))
    }
    done = subprocess.run(
        [*COMMAND, "receive-mail", *map(str, words)],
        input=content,
        env=surroundings,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return Answer(status=done.returncode, said=done.stdout.decode(), complaint=done.stderr.decode())


@pytest.mark.parametrize(
    ("content", "status"),
    [(REPLY, 1), (b"From: a@x.example\r\nAuto-Submitted: auto-replied\r\n\r\nAway.\r\n", 0), (b"no mail", 2), (b"", 2)],
)
def test_a_mail_server_is_told_by_the_status(demo: Path, content: bytes, status: int) -> None:
    answer = handed_over(content, "--data", demo)
    assert (answer.status, answer.said) == (status, "")
    assert bool(answer.complaint) == (status == 2)


def test_without_a_database_the_mail_is_to_be_handed_over_again(tmp_path: Path) -> None:
    answer = handed_over(REPLY, "--data", tmp_path / "nowhere")
    assert answer.status == 75
    assert "try again later" in answer.sentence
