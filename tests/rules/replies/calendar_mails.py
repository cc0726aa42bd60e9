"""Mails with answers, in the shapes in which Google, Exchange and Apple write them; people and uids are made up."""

import base64
import quopri

UID = "6f2c6a1e-1d4f-4a70-9c8f-2d1b6d7c9a10@convenor.example"
ME = "nominee-1@telefonica.example"
DELEGATE = "colleague@telefonica.example"


def calendar(*lines: str, method: str | None = "REPLY", newline: str = "\r\n", inner: tuple[str, ...] = ()) -> str:
    """A calendar object with one event that has these lines."""
    said = () if method is None else (f"METHOD:{method}",)
    whole = ("BEGIN:VCALENDAR", "PRODID:-//Anybody//EN", "VERSION:2.0", *said, *inner, "BEGIN:VEVENT")
    return newline.join([*whole, *lines, "END:VEVENT", "END:VCALENDAR", ""])


def answered(partstat: str = "ACCEPTED", *more: str, who: str = ME, method: str | None = "REPLY") -> str:
    """A plain answer."""
    return calendar(f"UID:{UID}", "DTSTAMP:20230306T101500Z", f"ATTENDEE;PARTSTAT={partstat}:mailto:{who}", *more,
                    method=method)  # fmt: skip


def mail(
    text: str, *, sender: str = ME, charset: str = "UTF-8", encoding: str = "base64", method: str = "REPLY"
) -> bytes:
    """One mail: a sentence, and the calendar object as an alternative to it."""
    body = text.encode(charset)
    if encoding == "base64":
        body = base64.encodebytes(body)
    elif encoding == "quoted-printable":
        body = quopri.encodestring(body)
    head = (
        f"From: Nominee 1 <{sender}>\r\nTo: secretariat@convenor.example\r\nSubject: Accepted\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/alternative; boundary="edge"\r\n\r\n--edge\r\nContent-Type: text/plain\r\n\r\nYes.\r\n'
        f'--edge\r\nContent-Type: text/calendar; charset="{charset}"; method={method}\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n--edge--\r\n"


GOOGLE = f"""\
From: "Nominee 1 (via calendar)" <{ME}>
Sender: Calendar <calendar-notification@calendars.example>
To: secretariat@convenor.example
Subject: =?UTF-8?Q?Accepted=3A_Meeting_=40_Tue_14_March?=
Content-Type: multipart/mixed; boundary="000outer"

--000outer
Content-Type: multipart/alternative; boundary="000inner"

--000inner
Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes
Content-Transfer-Encoding: base64

VGhpcyBpbnZpdGF0aW9uIHdhcyBhY2NlcHRlZC4=
--000inner
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

<p>This invitation was accepted.</p>
--000inner
Content-Type: text/calendar; charset="UTF-8"; method=REPLY
Content-Transfer-Encoding: 7bit

BEGIN:VCALENDAR
PRODID:-//Search Company//Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
DTSTART:20230314T150000Z
DTEND:20230314T160000Z
DTSTAMP:20230306T101500Z
ORGANIZER;CN=secretariat@convenor.example:mailto:secretariat@convenor.example
UID:{UID}
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN="One, No
 minee";X-NUM-GUESTS=0;X-RESPONSE-COMMENT="With pleasure; see
  you":mailto:{ME}
X-MICROSOFT-CDO-OWNERAPPTID:-1063419032
CREATED:20230301T080000Z
DESCRIPTION:
LAST-MODIFIED:20230306T101500Z
SEQUENCE:2
STATUS:CONFIRMED
SUMMARY:Meeting
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR

--000inner--
--000outer
Content-Type: application/ics; name="invite.ics"
Content-Disposition: attachment; filename="invite.ics"
Content-Transfer-Encoding: base64

@ATTACHED@
--000outer--
"""

EXCHANGE = """\
Received: from one.example by two.example
From: =?iso-8859-1?Q?Mar=EDa_=5BNominee_1=5D?= <Nominee-1@Telefonica.example>
To: Secretariat <secretariat@convenor.example>
Subject: =?iso-8859-1?Q?Provisional=3A_Sesi=F3n?=
Thread-Index: AdlQ
Content-Language: es-ES
X-MS-Has-Attach:
MIME-Version: 1.0
Content-Type: multipart/alternative;
	boundary="_000_AM0P"

--_000_AM0P
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

=0A=
--_000_AM0P
Content-Type: text/calendar; charset="utf-8"; method=REPLY
Content-Transfer-Encoding: base64

@CALENDAR@
--_000_AM0P--
"""

EXCHANGE_CALENDAR = f"""\
BEGIN:VCALENDAR\r
METHOD:REPLY\r
PRODID:Mail Server 2010\r
VERSION:2.0\r
BEGIN:VTIMEZONE\r
TZID:W. Europe Standard Time\r
BEGIN:STANDARD\r
DTSTART:16010101T030000\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r
END:STANDARD\r
BEGIN:DAYLIGHT\r
DTSTART:16010101T020000\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\r
END:DAYLIGHT\r
END:VTIMEZONE\r
BEGIN:VEVENT\r
ATTENDEE;PARTSTAT=TENTATIVE;CN="María [Nominee 1, Telefónica]":MAILTO:Nominee-1\r
 @Telefonica.example\r
COMMENT;LANGUAGE=es-ES:Llego\\, quizá\\; un poco tarde.\\n\r
UID:{UID}\r
SUMMARY;LANGUAGE=es-ES:Provisional: Sesión\r
DTSTART;TZID=W. Europe Standard Time:20230314T160000\r
DTEND;TZID=W. Europe Standard Time:20230314T170000\r
RECURRENCE-ID;TZID=W. Europe Standard Time:20230314T160000\r
CLASS:PUBLIC\r
PRIORITY:5\r
DTSTAMP:20230306T101612Z\r
TRANSP:OPAQUE\r
STATUS:CONFIRMED\r
SEQUENCE:1\r
X-MICROSOFT-CDO-APPT-SEQUENCE:1\r
X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\r
BEGIN:VALARM\r
DESCRIPTION:REMINDER\r
UID:another\r
ATTENDEE:mailto:alarm@telefonica.example\r
TRIGGER;RELATED=START:-PT15M\r
ACTION:DISPLAY\r
END:VALARM\r
END:VEVENT\r
END:VCALENDAR\r
"""

APPLE = f"""\
Return-Path: <{ME}>
Content-Type: multipart/mixed; boundary=Apple-Mail-1
From: {ME}
Mime-Version: 1.0 (1.0)
Subject: Declined
To: secretariat@convenor.example

--Apple-Mail-1
Content-Type: text/plain; charset=us-ascii
Content-Transfer-Encoding: 7bit


--Apple-Mail-1
Content-Disposition: attachment; filename=iCal-20230306-101500.ics
Content-Type: text/calendar; x-unix-mode=0600; name="iCal-20230306-101500.ics"; charset=utf-8
Content-Transfer-Encoding: quoted-printable

@CALENDAR@
--Apple-Mail-1--
"""

APPLE_CALENDAR = f"""\
BEGIN:VCALENDAR
CALSCALE:GREGORIAN
VERSION:2.0
METHOD:REPLY
PRODID:-//A Computer Inc.//Calendar//EN
BEGIN:VEVENT
ATTENDEE;CN=Nominee 1;CUTYPE=INDIVIDUAL;EMAIL={ME};PARTSTAT=DECLINED:/aMTIzNDU2Nzg5/principal/
DTSTAMP:20230306T101500Z
ORGANIZER;EMAIL=secretariat@convenor.example:mailto:secretariat@convenor.example
SEQUENCE:0
UID:{UID}
COMMENT:Am Dienstag geht es nicht – leider 🙁
END:VEVENT
END:VCALENDAR
"""


def google() -> bytes:
    """An accepted invitation, once as an alternative and once attached."""
    inside = GOOGLE[GOOGLE.index("BEGIN:VCALENDAR") : GOOGLE.index("\n--000inner--")]
    attached = base64.encodebytes(inside.replace("\n", "\r\n").encode()).decode()
    return GOOGLE.replace("@ATTACHED@", attached).replace("\n", "\r\n").encode()


def exchange() -> bytes:
    """A tentative answer to one occurrence, with a Windows time zone and an alarm."""
    encoded = base64.encodebytes(EXCHANGE_CALENDAR.encode()).decode()
    return EXCHANGE.replace("@CALENDAR@", encoded).replace("\n", "\r\n").encode()


def apple() -> bytes:
    """A declined invitation, as an attachment alone, with the address beside a number of its own."""
    encoded = quopri.encodestring(APPLE_CALENDAR.encode()).decode()
    return APPLE.replace("@CALENDAR@", encoded).encode()
