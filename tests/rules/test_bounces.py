"""What mail servers say of mails that did not arrive: which mail, and whether they gave up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenor.rules.bounces import MOST_NAMES, Bounce, bounce_of

OURS = "0f3a9c@convenor.example"
GONE = Bounce(message_ids=(OURS,), for_good=True)
LATE = Bounce(message_ids=(OURS,), for_good=False)

POSTFIX = f"""\
Return-Path: <>
From: MAILER-DAEMON@mail.x.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: answers@convenor.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="4ZQ.1/mail.x.example"
Message-Id: <20230306101500.4ZQ@mail.x.example>

--4ZQ.1/mail.x.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.x.example.

<nominee-1@x.example>: host mx.x.example[192.0.2.1] said: 550 5.1.1 No such user

--4ZQ.1/mail.x.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.x.example
X-Postfix-Queue-ID: 4ZQ
Arrival-Date: Mon,  6 Mar 2023 10:15:00 +0000 (UTC)

Final-Recipient: rfc822; nominee-1@x.example
Original-Recipient: rfc822;nominee-1@x.example
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.x.example
Diagnostic-Code: smtp; 550 5.1.1 No such user

--4ZQ.1/mail.x.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

From: answers@convenor.example
To: nominee-1@x.example
Message-ID: <{OURS}>
Subject: Meeting
Content-Type: multipart/alternative; boundary=inner

--inner
Content-Type: text/calendar; method=REPLY

BEGIN:VCALENDAR
END:VCALENDAR
--inner--

--4ZQ.1/mail.x.example--
"""
HEADS_ALONE = POSTFIX.replace("Content-Type: message/rfc822", "Content-Type: text/rfc822-headers")
UTF8 = POSTFIX.replace("message/delivery-status", "message/global-delivery-status").replace(
    "Content-Type: message/rfc822", "Content-Type: message/global-headers"
)
DELAYED = POSTFIX.replace("Action: failed", "Action: delayed").replace("5.1.1", "4.4.1")
EXCHANGE = f"""\
From: <postmaster@outlook.x.example>
To: <answers@convenor.example>
Subject: Unzustellbar: Meeting
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="f1e2"
In-Reply-To: <{OURS}>
References: <{OURS}>
Message-ID: <aa@x.example>
X-MS-Exchange-Message-Is-Ndr:

--f1e2
Content-Type: multipart/alternative; boundary=deep

--deep
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

SWhyZSBOYWNocmljaHQga29ubnRlIG5pY2h0IHp1Z2VzdGVsbHQgd2VyZGVuLg==
--deep--
--f1e2
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0.x.example
Received-From-MTA: dns;mail.convenor.example

Final-Recipient: rfc822;nominee-1@x.example
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound

--f1e2--
"""
GOOGLE = f"""\
Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
To: answers@convenor.example
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
In-Reply-To: <{OURS}>
Message-ID: <64.mr.google@mx.example>
Content-Type: multipart/report; boundary="0000"; report-type=delivery-status

--0000
Content-Type: text/plain; charset="UTF-8"

Address not found
--0000
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.example
X-Original-Message-ID: <{OURS}>

Final-Recipient: rfc822; nominee-1@x.example
Action: failed
Status: 5.1.1
Last-Attempt-Date: Mon, 06 Mar 2023 02:15:00 -0800 (PST)

--0000--
"""
EXIM = f"""\
Return-path: <>
X-Failed-Recipients: nominee-1@x.example
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@x.example>
To: answers@convenor.example
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

------ This is a copy of the message, including all the headers. ------

From: answers@convenor.example
Message-ID: <{OURS}>
Subject: Meeting
"""
QMAIL = f"""\
Return-Path: <>
From: MAILER-DAEMON@x.example
To: answers@convenor.example
Subject: failure notice

Hi. This is the qmail-send program at x.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<nominee-1@x.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Message-ID: <{OURS}>
"""
SENDMAIL_LATE = f"""\
From: MAILER-DAEMON@x.example
Subject: Warning: could not send message for past 4 hours
References: <{OURS}>

The original message was received; 451 4.4.1 reply: read error. It will be tried for 5 days.
"""


def read(text: str) -> Bounce | None:
    return bounce_of(text.replace("\n", "\r\n").encode())


@pytest.mark.parametrize("text", [POSTFIX, HEADS_ALONE, UTF8, EXCHANGE, GOOGLE, EXIM, QMAIL])
def test_a_mail_that_came_back_is_known_by_its_name(text: str) -> None:
    assert read(text) == GONE
    assert bounce_of(text.encode()) == GONE


@pytest.mark.parametrize(
    "text", [DELAYED, SENDMAIL_LATE, POSTFIX.replace("Action: failed\n", "").replace("5.1.1", "4.2.2")]
)
def test_a_mail_that_is_late_is_not_given_up(text: str) -> None:
    assert read(text) == LATE


def test_a_report_that_names_no_action_is_read_by_its_number() -> None:
    assert read(POSTFIX.replace("Action: failed\n", "")) == GONE


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_a_report_of_a_mail_that_arrived_says_nothing(action: str) -> None:
    assert read(POSTFIX.replace("Action: failed", f"Action: {action}")) is None


def test_of_several_recipients_one_who_is_gone_counts() -> None:
    other = "Final-Recipient: rfc822; b@x.example\nAction: delayed\nStatus: 4.0.0\n\nFinal-Recipient: rfc822; nominee"
    assert read(POSTFIX.replace("Final-Recipient: rfc822; nominee", other)) == GONE


@pytest.mark.parametrize(
    "text",
    [
        f"From: nominee-1@x.example\nAuto-Submitted: auto-replied\nIn-Reply-To: <{OURS}>\n\nAway: 550 pages.\n",
        f"From: nominee-1@x.example\nIn-Reply-To: <{OURS}>\n\nThis is a permanent error of mine.\n",
        f"From: postmaster@x.example\nIn-Reply-To: <{OURS}>\n\nYour mail was received. Ticket 5.1.2.3, line 5501.\n",
        f"From: postmaster@x.example\nIn-Reply-To: <{OURS}>\n\nYour server got a 550 from us; it is mended now.\n",
        f"From: x@x.example\nContent-Type: multipart/report; boundary=b; report-type=disposition-notification\n"
        f"In-Reply-To: <{OURS}>\n\n--b\nContent-Type: message/disposition-notification\n\nDisposition: read\n--b--\n",
        "",
        "no mail",
    ],
)
def test_what_somebody_writes_is_no_report(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("mark", ["Auto-Submitted: auto-replied", "Return-Path: <>"])
def test_a_postmaster_s_report_in_words_is_marked_as_a_machine_s(mark: str) -> None:
    assert read(f"From: postmaster@x.example\n{mark}\nIn-Reply-To: <{OURS}>\n\n550 no such user\n") == GONE


def test_a_report_that_lies_in_a_mail_was_passed_on_by_somebody() -> None:
    head = (
        "From: nominee-1@x.example\nContent-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: message/rfc822\n\n"
    )
    assert read(f"{head}{POSTFIX}\n--o--\n") is None


def test_only_the_mail_that_came_back_is_named_and_none_that_lies_in_it() -> None:
    inner = "Content-Type: message/rfc822\n\nMessage-ID: <inner@x.example>\n\nx\n--inner--"
    assert read(POSTFIX.replace("Content-Type: text/calendar; method=REPLY\n", inner)) == GONE


def test_so_many_names_are_looked_up_and_no_more() -> None:
    many = " ".join(f"<{number}@x.example>" for number in range(100))
    found = read(GOOGLE.replace("In-Reply-To:", f"References: {many}\nIn-Reply-To:"))
    assert found is not None
    assert len(found.message_ids) == MOST_NAMES
    assert OURS in found.message_ids


@pytest.mark.parametrize(
    "text",
    [
        POSTFIX + "x" * 1_000_000,
        POSTFIX + "\n" * 40_000,
        POSTFIX.replace("Reporting-MTA", "--4ZQ.1/mail.x.example\n\n" * 2_000 + "Reporting-MTA"),
        "From: " + "(" * 5_000 + POSTFIX,
    ],
)
def test_a_report_that_is_built_to_cost_much_is_not_read(text: str) -> None:
    assert read(text) is None


def test_a_report_of_ten_thousand_recipients_is_read_once() -> None:
    block = "Final-Recipient: rfc822; a@x.example\nAction: failed\n\n"
    assert read(POSTFIX.replace("Final-Recipient", block * 10_000 + "Final-Recipient")) == GONE


def test_a_name_is_one_word_and_not_endless() -> None:
    assert read(GOOGLE.replace(OURS, "a" * 300 + "@x.example")) == Bounce(message_ids=(), for_good=True)
    assert read(GOOGLE.replace(OURS, "a b@x.example")) == Bounce(message_ids=(), for_good=True)


@given(st.binary(max_size=300))
def test_anything_is_a_report_or_none(content: bytes) -> None:
    bounce_of(content)


@given(st.lists(st.tuples(st.integers(0, 2_000), st.binary(max_size=4)), max_size=6))
def test_a_report_with_some_bytes_changed_is_a_report_or_none(changes: list[tuple[int, bytes]]) -> None:
    content = bytearray(POSTFIX.encode())
    for at, put in changes:
        content[at % len(content) : at % len(content) + 2] = put
    bounce_of(bytes(content))
