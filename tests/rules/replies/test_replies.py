"""Reading answers: every program's way of writing, and one meaning or none."""

import base64

import pytest
from calendar_mails import DELEGATE, ME, UID, answered, apple, calendar, exchange, google, mail

from convenor.rules.replies import Method, PartStat, Refused, Reply, Unreadable, read_reply


def read(text: str) -> Reply:
    return read_reply(text.encode())


def attendee(who: str, **parameters: str) -> str:
    return "ATTENDEE" + "".join(f";{n.replace('_', '-')}={v}" for n, v in parameters.items()) + f":mailto:{who}"


def several(*lines: str, method: str = "REPLY") -> str:
    return calendar(f"UID:{UID}", "DTSTAMP:20230306T101500Z", *lines, method=method)


def test_an_answer_as_google_writes_it() -> None:
    assert read_reply(google()) == Reply(
        method=Method.REPLY,
        uid=UID,
        recurrence_id=None,
        sequence=2,
        attendee=ME,
        partstat=PartStat.ACCEPTED,
        delegates=(),
        delegated_from=None,
        comment="With pleasure; see you",
        dtstamp="20230306T101500Z",
        sender=ME,
        sender_differs=False,
    )


def test_an_answer_as_exchange_writes_it() -> None:
    reply = read_reply(exchange())
    assert (reply.partstat, reply.attendee, reply.sequence) == (PartStat.TENTATIVE, ME, 1)
    assert (reply.uid, reply.recurrence_id, reply.dtstamp) == (UID, "20230314T160000", "20230306T101612Z")
    assert (reply.comment, reply.sender_differs) == ("Llego, quizá; un poco tarde.", False)


def test_an_answer_as_apple_writes_it() -> None:
    reply = read_reply(apple())
    assert (reply.partstat, reply.attendee, reply.sequence) == (PartStat.DECLINED, ME, 0)
    assert reply.comment == "Am Dienstag geht es nicht – leider 🙁"


@pytest.mark.parametrize("charset", ["UTF-8", "utf-16", "utf-16-le", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_every_charset_and_encoding_says_the_same(charset: str, encoding: str) -> None:
    text = answered("DECLINED", "COMMENT:À São Paulo")
    reply = read_reply(mail(text, charset=charset, encoding=encoding))
    assert (reply.partstat, reply.comment) == (PartStat.DECLINED, "À São Paulo")


@pytest.mark.parametrize("charset", ["us-ascii", "x-unknown", "punycode", "base64", "utf-16"])
def test_a_charset_that_is_wrong_does_no_harm(charset: str) -> None:
    content = mail(answered("ACCEPTED", "COMMENT:São")).replace(b'charset="UTF-8"', f'charset="{charset}"'.encode())
    assert read_reply(content).comment == "São"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_a_bare_calendar_object_is_read_however_it_is_stored(encoding: str, newline: str) -> None:
    text = answered("TENTATIVE", "COMMENT:über").replace("\r\n", newline)
    reply = read_reply(text.encode(encoding))
    assert (reply.partstat, reply.comment, reply.sender, reply.sender_differs) == ("TENTATIVE", "über", None, False)


def test_a_whole_mail_may_be_stored_with_a_mark() -> None:
    assert read_reply(b"\xef\xbb\xbf" + mail(answered())).sender == ME
    assert read_reply(mail(answered()).decode().encode("utf-16")).sender == ME


def test_a_line_that_is_folded_within_a_character_is_whole_again() -> None:
    content = answered("ACCEPTED", "COMMENT:é").encode().replace(b"\xc3\xa9", b"\xc3\r\n \xa9")
    assert read_reply(content).comment == "é"


@pytest.mark.parametrize("newline", ["\r\r\n", "\n\n", "\r\n\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_ends_of_lines_that_were_doubled_are_one(newline: str, encoding: str) -> None:
    text = calendar(f"UID:{UID}", "ATTENDEE;PARTSTAT=\n DECLINED:mail\n\tto:" + ME, "COMMENT:Not\n  now", newline="\n")
    reply = read_reply(text.replace("\n", newline).encode(encoding))
    assert (reply.attendee, reply.partstat, reply.comment) == (ME, PartStat.DECLINED, "Not now")


@pytest.mark.parametrize(
    "line",
    [
        'ATTENDEE;PARTSTAT=DECLINED;CN="Uno, Nominee; of: it":mailto:Nominee-1@Telefonica.example',
        "attendee;partstat=declined:MailTo:NOMINEE-1@TELEFONICA.EXAMPLE",
        'ATTENDEE;X-NUM-GUESTS=0;PARTSTAT="DECLINED";RSVP=TRUE:MAILTO:nominee-1@telefonica.example',
        "ATTENDEE;CN=Uno, Nominee;PARTSTAT=DECLINED:mailto:nominee-1%40telefonica.example",
        "ATTENDEE;PARTSTAT=DECLINED;SENT-BY=mailto:assistant@telefonica.example:mailto:nominee-1@telefonica.example",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:<nominee-1@telefonica.example>?subject=No ",
        "ATTENDEE;PARTSTAT=DECLINED:nominee-1@telefonica.example",
        'ATTENDEE;CN="Nominee \\"Uno\\" 1";PARTSTAT=DECLINED:mailto:nominee-1@telefonica.example',
        'ATTENDEE;CN="Nominee ""Uno"" 1";X-A="";PARTSTAT=DECLINED;MEMBER="":mailto:nominee-1@telefonica.example',
        "ATTENDEE;CN=Uno: Nominee;PARTSTAT=DECLINED;RSVP=TRUE:mailto:nominee-1@telefonica.example",
        "ATTENDEE;CN=mailto:other@x.example;PARTSTAT=DECLINED:mailto:nominee-1@telefonica.example",
        "ATTENDEE;PARTSTAT=DECLINED;EMAIL=nominee-1@telefonica.example:urn:uuid:6f2c",
    ],
)
def test_an_attendee_is_read_however_it_is_written(line: str) -> None:
    reply = read(calendar(f"UID:{UID}", line))
    assert (reply.attendee, reply.partstat) == (ME, PartStat.DECLINED)


@pytest.mark.parametrize("parameters", ["", ";PARTSTAT=X-MAYBE", ";PARTSTAT=", ";PARTSTAT=IN-PROCESS"])
def test_what_is_no_answer_is_none(parameters: str) -> None:
    assert read(calendar(f"UID:{UID}", f"ATTENDEE{parameters}:mailto:{ME}")).partstat is PartStat.NEEDS_ACTION


def test_words_in_a_name_are_no_answer() -> None:
    line = f'ATTENDEE;CN="x;PARTSTAT=ACCEPTED:mailto:other@x.example";PARTSTAT=DECLINED:mailto:{ME}'
    assert (read(calendar(f"UID:{UID}", line)).partstat, read(calendar(f"UID:{UID}", line)).attendee) == (
        "DECLINED",
        ME,
    )


def test_what_is_missing_has_its_plain_value() -> None:
    reply = read(calendar(f"UID:{UID}", f"ATTENDEE:mailto:{ME}"))
    assert (reply.sequence, reply.dtstamp, reply.comment, reply.delegated_to) == (0, None, None, None)


# Who answers


def test_of_several_attendees_the_one_who_answers_counts() -> None:
    reply = read(several(attendee("other@x.example"), attendee(ME, PARTSTAT="ACCEPTED"),
                         attendee("third@x.example", PARTSTAT="NEEDS-ACTION")))  # fmt: skip
    assert (reply.attendee, reply.partstat) == (ME, PartStat.ACCEPTED)


def test_of_several_who_answer_the_sender_counts() -> None:
    text = several(attendee("other@x.example", PARTSTAT="DECLINED"), attendee(ME, PARTSTAT="ACCEPTED"))
    assert read_reply(mail(text)).attendee == ME
    with pytest.raises(Unreadable, match="several of its attendees answer"):
        read(text)


def test_an_organiser_who_is_listed_answers_nothing() -> None:
    text = several(
        "ORGANIZER:mailto:secretariat@convenor.example",
        attendee("secretariat@convenor.example", PARTSTAT="ACCEPTED"),
        attendee(ME, PARTSTAT="DECLINED"),
    )
    assert read(text).attendee == ME


def test_nobody_is_guessed() -> None:
    with pytest.raises(Unreadable, match="none of its attendees answers"):
        read(several(attendee("other@x.example"), attendee(ME)))
    with pytest.raises(Unreadable, match="two answers"):
        read(several(attendee(ME, PARTSTAT="ACCEPTED"), attendee(ME, PARTSTAT="DECLINED")))
    with pytest.raises(Unreadable, match="no attendee"):
        read(several("ATTENDEE;PARTSTAT=ACCEPTED;CN=Nominee 1:invalid:nomail"))
    with pytest.raises(Unreadable, match="no attendee"):
        read(several("ATTENDEE;PARTSTAT=ACCEPTED:mailto:nominee\u202e@x.example"))


@pytest.mark.parametrize("sender", ["other@x.example", f"{ME}>, <other@x.example", "", "nothing"])
def test_a_sender_who_is_not_the_attendee_is_said(sender: str) -> None:
    assert read_reply(mail(answered(), sender=sender)).sender_differs
    assert not read_reply(mail(answered(), sender=ME.upper())).sender_differs


@pytest.mark.parametrize("named", ["Uno, Nominee", '"Uno, Nominee"', "=?utf-8?Q?Uno=2C_N=C3=B3?=", "Nómina"])
def test_a_sender_is_known_whatever_the_name(named: str) -> None:
    content = mail(answered()).replace(b"Nominee 1 <", f"{named} <".encode())
    assert (read_reply(content).sender, read_reply(content).sender_differs) == (ME, False)


def test_a_reply_that_is_passed_on_is_its_forwarders() -> None:
    inner = mail(answered())
    head = b"From: other@x.example\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n"
    reply = read_reply(head + b"Content-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--o--\r\n")
    assert (reply.attendee, reply.sender, reply.sender_differs) == (ME, "other@x.example", True)


def test_the_outermost_answer_is_meant() -> None:
    attached = b"Content-Type: message/rfc822\r\n\r\n" + mail(answered("DECLINED"))
    calendar_part = b"Content-Type: text/calendar\r\n\r\n" + answered("ACCEPTED").encode()
    whole = b"From: %s\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n%s\r\n--o\r\n%s\r\n--o--\r\n"
    assert read_reply(whole % (ME.encode(), attached, calendar_part)).partstat is PartStat.ACCEPTED
    two = b"Content-Type: text/calendar\r\n\r\n" + answered("DECLINED").encode()
    with pytest.raises(Unreadable, match="differ"):
        read_reply(whole % (ME.encode(), two, calendar_part))


# Standing in


@pytest.mark.parametrize("written", [f'"mailto:{DELEGATE}"', f"mailto:{DELEGATE}", f'"MAILTO:{DELEGATE.upper()}"'])
def test_who_stands_in_is_named(written: str) -> None:
    reply = read(several(attendee(ME, PARTSTAT="DELEGATED", DELEGATED_TO=written)))
    assert (reply.partstat, reply.attendee, reply.delegated_to) == (PartStat.DELEGATED, ME, DELEGATE)


def test_who_stands_in_may_be_named_on_a_line_of_their_own() -> None:
    lines = attendee(ME, PARTSTAT="DELEGATED"), attendee(DELEGATE, DELEGATED_FROM=f'"mailto:{ME}"')
    assert read(several(*lines)).delegated_to == DELEGATE


def test_two_who_would_stand_in_are_both_known() -> None:
    both = f'"mailto:{DELEGATE}","mailto:second@telefonica.example"'
    reply = read(several(attendee(ME, PARTSTAT="DELEGATED", DELEGATED_TO=both)))
    assert (reply.delegated_to, len(reply.delegates)) == (DELEGATE, 2)


def test_a_delegates_own_reply_is_the_delegates() -> None:
    lines = (
        attendee(DELEGATE, PARTSTAT="ACCEPTED", DELEGATED_FROM=f'"mailto:{ME}"'),
        attendee(ME, PARTSTAT="DELEGATED", DELEGATED_TO=f'"mailto:{DELEGATE}"'),
    )
    for text in (several(*lines), several(*reversed(lines))):
        reply = read(text)
        assert (reply.attendee, reply.partstat, reply.delegated_from) == (DELEGATE, PartStat.ACCEPTED, ME)
    assert read_reply(mail(several(*lines))).partstat is PartStat.DELEGATED


# Methods


@pytest.mark.parametrize("method", ["COUNTER", "REFRESH", "reply"])
def test_other_methods_that_come_in_are_said(method: str) -> None:
    assert read(several(attendee(ME), method=method)).method == method.upper()


@pytest.mark.parametrize("method", ["REQUEST", "PUBLISH", "CANCEL", "ADD", "DECLINECOUNTER", "request"])
def test_invitations_do_not_come_in(method: str) -> None:
    with pytest.raises(Refused, match=method.upper()):
        read(answered(method=method))
    with pytest.raises(Refused):
        read_reply(mail(answered(method=method), method="REPLY"))


def test_the_mail_says_the_method_where_the_calendar_does_not() -> None:
    assert read_reply(mail(answered(method=None))).method is Method.REPLY
    with pytest.raises(Refused):
        read_reply(mail(answered(method=None), method="CANCEL"))
    with pytest.raises(Unreadable, match="no METHOD"):
        read(answered(method=None))


def test_an_invitation_that_is_quoted_below_an_answer_does_not_matter() -> None:
    request = b"Content-Type: text/calendar; method=REQUEST\r\n\r\n" + answered(method="REQUEST").encode()
    reply = b"Content-Type: text/calendar; method=REPLY\r\n\r\n" + answered().encode()
    whole = b"From: %s\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n%s\r\n--o\r\n%s\r\n--o--\r\n"
    assert read_reply(whole % (ME.encode(), request, reply)).method is Method.REPLY


def test_a_calendar_object_is_found_where_nothing_says_so() -> None:
    plain = f'From: {ME}\r\nContent-Type: application/octet-stream; name="answer.ICS"\r\n\r\n{answered()}'
    assert read(plain).partstat is PartStat.ACCEPTED
    assert read(f"From: {ME}\r\n\r\n{answered()}").partstat is PartStat.ACCEPTED


# What cannot be used


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "neither a mail nor a calendar object"),
        (b"From: a@x.example\r\nSubject: Accepted\r\n\r\nI come.\r\n", "holds no calendar object"),
        (answered().replace("END:VCALENDAR", "").encode(), "breaks off before END:VCALENDAR"),
        (answered().replace("END:VEVENT\r\n", "").encode(), "VEVENT does not end"),
        (answered().replace("VEVENT", "VTODO").encode(), "holds no event"),
        (answered().replace(UID, "").encode(), "has no UID"),
        (answered().replace(UID, "one\0two").encode(), "has no UID"),
        (answered("ACCEPTED", "UID:another").encode(), "more than one UID"),
        (answered("ACCEPTED", "SEQUENCE:-1").encode(), "SEQUENCE"),
        (answered("ACCEPTED", "SEQUENCE:one").encode(), "SEQUENCE"),
        (answered().replace("20230306T101500Z", "yesterday").encode(), "DTSTAMP"),
        (answered(method="HELLO").encode(), '"HELLO"'),
        (answered(method="REPLY\r\nMETHOD:CANCEL").encode(), "more than one METHOD"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_reply(content)


def test_several_events_with_one_meaning_are_one_answer() -> None:
    one = answered("ACCEPTED", "RECURRENCE-ID:20230314T150000Z")
    event = one[one.index("BEGIN:VEVENT") : one.index("END:VCALENDAR")]
    series = answered("ACCEPTED").replace("BEGIN:VEVENT", event + "BEGIN:VEVENT")
    assert read(series).recurrence_id is None
    with pytest.raises(Unreadable, match="different ways"):
        read(series.replace("PARTSTAT=ACCEPTED", "PARTSTAT=DECLINED", 1))


def test_an_attachment_that_only_looks_encoded_is_no_answer() -> None:
    encoded = base64.b64encode(answered().encode()).decode()
    with pytest.raises(Unreadable, match="no calendar object"):
        read(f"From: {ME}\r\nContent-Type: text/plain\r\n\r\n{encoded}")
