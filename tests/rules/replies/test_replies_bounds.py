"""Answers that are built to cost much: each is refused in a sentence, for its size and not after its reading."""

import pytest
from calendar_mails import ME, UID, answered, calendar, mail
from hypothesis import given
from hypothesis import strategies as st

from convenor.rules.replies import LARGEST, Refused, Unreadable, envelope_of, read_reply
from convenor.rules.replies.answer import address_in
from convenor.rules.replies.bounds import HEADER

MANY = [f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:a{number}@x.example" for number in range(10_000)]


def refused(content: bytes) -> str:
    with pytest.raises(Unreadable) as problem:
        read_reply(content)
    sentence = str(problem.value)
    assert "\n" not in sentence
    assert len(sentence) < 200
    return sentence


def answered_with(content: bytes) -> str:
    """What was said of this, in a word or a sentence."""
    try:
        return read_reply(content).method
    except (Unreadable, Refused) as said:
        return str(said)


def nested(kind: bytes, times: int) -> bytes:
    edges = [b"e%d" % number for number in range(times)]
    opening = b"".join(
        b"Content-Type: multipart/%s; boundary=%s\r\n\r\n--%s\r\n" % (kind, edge, edge) for edge in edges
    )
    return b"From: a@x.example\r\n" + opening + b"Content-Type: text/plain\r\n\r\nHere.\r\n"


def test_a_mail_that_is_too_large_is_not_opened() -> None:
    assert "larger than 1 MB" in refused(answered().encode() + b" " * LARGEST)


def test_ten_thousand_attendees_are_no_answer() -> None:
    assert "10,000 attendees" in refused(calendar(f"UID:{UID}", *MANY).encode())


def test_a_thousand_occurrences_are_no_answer() -> None:
    text = answered()
    event = text[text.index("BEGIN:VEVENT") : text.index("END:VCALENDAR")]
    assert "1,001 occurrences" in refused(text.replace("BEGIN:VEVENT", event * 1_000 + "BEGIN:VEVENT", 1).encode())
    alarms = "BEGIN:VALARM\r\nEND:VALARM\r\n" * 5_000
    assert "components" in refused(text.replace("END:VEVENT", alarms + "END:VEVENT").encode())


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY;COUNT=999999999", "COUNT=1;freq=minutely", "FREQ=HOURLY"])
def test_a_bomb_of_recurrences_is_no_answer(rule: str) -> None:
    assert "more often" in refused(answered("ACCEPTED", f"RRULE:{rule}").encode())
    assert "more often" in refused(answered("ACCEPTED", "RDATE:" + ",".join(["20230314T150000Z"] * 6_000)).encode())


def test_what_repeats_daily_for_ever_is_read_and_not_counted() -> None:
    assert read_reply(answered("ACCEPTED", "RRULE:FREQ=DAILY;COUNT=2147483647").encode()).uid == UID


@pytest.mark.parametrize("name", ["UID", "COMMENT", "ATTENDEE", "DTSTAMP"])
def test_a_huge_line_is_no_answer(name: str) -> None:
    assert "characters long" in refused(answered("ACCEPTED", f"{name}:" + "a" * 500_000).encode())
    folded = "\r\n ".join(["a" * 70] * 5_000)
    assert "characters long" in refused(answered("ACCEPTED", f"{name}:{folded}").encode())


def test_a_huge_line_that_nobody_reads_does_no_harm() -> None:
    assert read_reply(answered("ACCEPTED", "X-ALT-DESC:" + "a" * 500_000).encode()).uid == UID


def test_more_lines_or_parts_than_any_answer_has_are_not_read() -> None:
    assert "40,000 lines" in refused(b"From: a@x.example\r\n" + b"a:\r\n" * 50_000)
    head = b"From: a@x.example\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n"
    assert "parts or headers" in refused(head + b"--a\r\n\r\n" * 2_000)


@pytest.mark.parametrize("kind", [b"mixed", b"alternative"])
def test_mails_within_mails_end_somewhere(kind: bytes) -> None:
    assert "parts or headers" in refused(nested(kind, 5_000))
    assert "parts or headers" in refused(b"Content-Type: message/rfc822\r\n\r\n" * 9_000)
    assert "holds no calendar object" in refused(nested(kind, 18))


def test_components_within_components_end_somewhere() -> None:
    assert "components" in refused(b"BEGIN:VCALENDAR\r\n" * 20)


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Type: text/calendar; " + b'a="' + b';"' * 100_000,
        b"From: " + b"(" * 5_000,
        b"From: x" + b"\r\n x" * 9_000,
    ],
)
def test_a_header_that_takes_long_to_read_is_not_read(header: bytes) -> None:
    assert "parts or headers" in refused(b"Subject: x\r\n" + header + b"\r\n\r\n" + answered().encode())


def test_an_address_is_no_longer_than_any_is() -> None:
    name = "a" * 244
    assert address_in(f"mailto:{name}@x.example") == f"{name}@x.example"
    assert address_in(f"mailto:{name}a@x.example") == ""


def test_of_a_mail_that_is_too_large_or_of_an_endless_head_nothing_is_believed() -> None:
    head = b"From: a@x.example\r\nMessage-ID: <1@x.example>\r\n"
    with pytest.raises(Unreadable, match="larger than 1 MB"):
        envelope_of(head + b"\r\n" + b"x" * LARGEST)
    endless = head.replace(b"<1", b"<" + b"1" * HEADER)
    one, other = (envelope_of(endless + b"\r\n" + text) for text in (b"One.", b"Another."))
    assert one.digest != other.digest
    assert envelope_of(head + b"\r\nOne.").digest == envelope_of(head + b"\r\nAnother.").digest
    assert envelope_of(b"From: b@x.example, " + b"a" * HEADER + b"@x.example\r\n\r\n").senders == frozenset()


@given(st.binary(max_size=300))
def test_anything_is_answered_in_one_of_three_ways(content: bytes) -> None:
    assert "\n" not in answered_with(content)


@given(st.lists(st.tuples(st.integers(0, 2_000), st.binary(max_size=4)), max_size=6), st.sampled_from([0, 1]))
def test_a_mail_with_some_bytes_changed_is_answered_in_one_of_three_ways(
    changes: list[tuple[int, bytes]], of: int
) -> None:
    content = bytearray((mail(answered()), answered().encode())[of])
    for at, put in changes:
        content[at % len(content) : at % len(content) + 2] = put
    assert "\n" not in answered_with(bytes(content))


@given(st.text(max_size=60))
def test_an_address_is_one_word_with_one_sign(text: str) -> None:
    found = address_in(text)
    assert found == "" or (found.count("@") == 1 and found == found.lower() and not set(found) & set(' \n\r\t<>"'))


def test_who_asks_again_needs_no_answer() -> None:
    lines = f"UID:{UID}", f"ATTENDEE:mailto:{ME}", "ATTENDEE:mailto:other@x.example"
    assert read_reply(mail(calendar(*lines, method="REFRESH"))).attendee == ME
