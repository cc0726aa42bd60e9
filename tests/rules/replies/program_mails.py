"""More mails with answers, in the shapes of many programs: what surrounds the answer, and how it is written."""

import base64
import quopri
from collections.abc import Callable

UID = "040000008200E00074C5B7101A82E00800000000B0C4-1@convenor.example"
ME = "nominee-1@nokia.example"
MAILS: dict[str, Callable[[], bytes]] = {}


def a_mail(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Keep a mail under its name."""
    MAILS[make.__name__] = make
    return make


def calendar(*lines: str, before: str = "") -> str:
    """A calendar object as most programs write it, without its last line's end."""
    head = f"BEGIN:VCALENDAR\nPRODID:-//A Program//EN\nVERSION:2.0\nMETHOD:REPLY\n{before}BEGIN:VEVENT\n"
    return head + "\n".join([f"UID:{UID}", "DTSTAMP:20230306T101500Z", *lines]) + "\nEND:VEVENT\nEND:VCALENDAR\n"


def letter(head: str, body: bytes | str, newline: str = "\r\n") -> bytes:
    """A mail of these heads and this body."""
    written = body.encode() if isinstance(body, str) else body
    return (
        f"From: Nominee 1 <{ME}>\nTo: secretariat@convenor.example\n{head}\n".replace("\n", newline).encode() + written
    )


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


TIME_ZONE = """\
BEGIN:VTIMEZONE
TZID:(UTC+02:00) Helsinki\\, Kyiv\\, Riga
BEGIN:STANDARD
DTSTART:16010101T040000
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
END:VTIMEZONE
"""


@a_mail
def outlook_desktop() -> bytes:
    """Quoted-printable within a quoted-printable world, a Windows zone, German subject, properties of its own."""
    text = calendar(
        "X-MS-OLK-FORCEINSPECTOROPEN:TRUE",
        "CLASS:PUBLIC",
        'ATTENDEE;CN="Eins, Nominee: (NET/R&D); '
        'Nokia";PARTSTAT=DECLINED;X-MS-OLK-RESPTIME="20230306T101500Z":MAILTO:NOMINEE-1@nokia.example',
        'COMMENT;ALTREP="data:text/html,%3Cp%3E":Abgelehnt\\, weil ich auf Dienstreise bin – Grüße',
        'DTSTART;TZID="(UTC+02:00) Helsinki, Kyiv, Riga":20230314T170000',
        "SEQUENCE:3",
        "SUMMARY;LANGUAGE=de:Abgelehnt: Sitzung",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        before=TIME_ZONE,
    )
    head = (
        "Subject: =?iso-8859-1?Q?Abgelehnt=3A_Sitzung_f=FCr_M=E4rz?=\n"
        "X-Mailer: Microsoft Outlook 16.0\nMIME-Version: 1.0\n"
        'Content-Type: text/calendar; method=REPLY;\n\tcharset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n'
    )
    return letter(head, quopri.encodestring(text.encode()).replace(b"\n", b"=0D\r\n").replace(b"==0D", b"="))


@a_mail
def outlook_on_the_web() -> bytes:
    """Base64 with a mark of UTF-8, the method in lower case, a name that looks like an answer."""
    text = "\ufeff" + calendar(
        'ATTENDEE;PARTSTAT=TENTATIVE;CN="Nominee '
        '1;PARTSTAT=ACCEPTED:mailto:other@x.example":mailto:nominee-1@nokia.example',
        "SEQUENCE:1",
    )
    body = (
        '--_000_\r\nContent-Type: text/plain; charset="us-ascii"\r\n\r\n\r\n--_000_\r\n'
        'Content-Type: text/calendar; charset="utf-8"; method=reply\r\nContent-Transfer-Encoding: BASE64\r\n\r\n'
        f"{base64.encodebytes(crlf(text).encode()).decode()}\r\n--_000_--\r\n"
    )
    return letter('Subject: Tentative: x\nContent-Type: multipart/alternative;\n\tboundary="_000_"\n', body)


@a_mail
def outlook_mobile() -> bytes:
    """No method beside the kind, and an answer within related within mixed."""
    text = calendar(f"ATTENDEE;PARTSTAT=ACCEPTED;CN=Nominee 1:mailto:{ME}", "SEQUENCE:0", "COMMENT;LANGUAGE=en-US:\\n")
    body = (
        "--a\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: multipart/alternative; boundary=c\r\n\r\n"
        "--c\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<div></div>\r\n--c\r\n"
        "Content-Type: text/calendar; charset=utf-8\r\n"
        f"\r\n{crlf(text)}\r\n--c--\r\n--b--\r\n--a--\r\n"
    )
    return letter("Subject: Accepted\nContent-Type: multipart/mixed; boundary=a\n", body)


@a_mail
def google_with_a_folded_letter() -> bytes:
    """Eight bits, and a line that is folded in the middle of a letter."""
    text = crlf(
        calendar(f'ATTENDEE;CUTYPE=INDIVIDUAL;CN="Zo@";PARTSTAT=ACCEPTED;X-NUM-GUESTS=0:mailto:{ME}', "COMMENT:Já vou")
    )
    written = text.encode().replace(b"Zo@", b"Zo\xc3\r\n \xab").replace(b"J\xc3\xa1", b"J\xc3\r\n\t\xa1")
    head = (
        'Subject: Aceito\nContent-Type: text/calendar; charset="UTF-8"; method=REPLY\nContent-Transfer-Encoding: 8bit\n'
    )
    return letter(head, written)


@a_mail
def google_for_one_of_a_series() -> bytes:
    """Each occurrence by itself, with one meaning."""
    text = calendar(f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ME}", "RECURRENCE-ID;TZID=Europe/Helsinki:20230314T170000")
    event = text[text.index("BEGIN:VEVENT") : text.index("END:VCALENDAR")]
    both = text.replace("END:VCALENDAR", event.replace("0314T", "0411T") + "END:VCALENDAR")
    return letter('Content-Type: application/ics; name="invite.ics"\n', crlf(both))


@a_mail
def apple_on_a_mac() -> bytes:
    """An attachment alone, whose kind says nothing; the address beside a principal."""
    text = calendar(f'ATTENDEE;CN="Nominee ""1""";EMAIL={ME};PARTSTAT=ACCEPTED:/123/principal/', "SEQUENCE:2")
    body = (
        "--Apple\r\nContent-Disposition: attachment;\r\n\tfilename=iCal.ics\r\n"
        "Content-Type: application/octet-stream;\r\n\t"
        f'x-unix-mode=0644;\r\n\tname="iCal.ics"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{base64.encodebytes(text.encode()).decode()}\r\n--Apple--\r\n"
    )
    return letter("Subject: Accepted: x\nContent-Type: multipart/mixed; boundary=Apple\n", body)


@a_mail
def apple_on_a_phone() -> bytes:
    """Line feeds alone, a name that nobody quoted, a bracketed address."""
    text = calendar(f"ATTENDEE;CN=Nominee 1: Nokia;CUTYPE=INDIVIDUAL;PARTSTAT=DECLINED:mailto:<{ME}>", "SEQUENCE:")
    return letter(
        "Mime-Version: 1.0 (1.0)\nX-Mailer: iPhone Mail\nContent-Type: text/calendar; method=REPLY\n", text, "\n"
    )


@a_mail
def thunderbird() -> bytes:
    """Everybody who was invited is listed, and one answers."""
    text = calendar(
        "ORGANIZER;CN=Secretariat:mailto:secretariat@convenor.example",
        "ATTENDEE;PARTSTAT=ACCEPTED;ROLE=CHAIR:mailto:secretariat@convenor.example",
        f"ATTENDEE;CN=Nominee 1;PARTSTAT=TENTATIVE;ROLE=REQ-PARTICIPANT:mailto:{ME}",
        "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:somebody@x.example",
        "X-MOZ-RECEIVED-DTSTAMP:20230306T090000Z",
    )
    body = (
        "This is a multi-part message in MIME format.\r\n--------------0\r\nContent-Type: text/plain; charset=UTF-8; "
        "format=flowed\r\n\r\nTentative\r\n--------------0\r\n"
        "Content-Type: text/calendar; charset=UTF-8; method=REPLY; "
        f'name="reply.ics"\r\nContent-Disposition: inline\r\n\r\n{crlf(text)}\r\n--------------0--\r\n'
    )
    return letter('Subject: Re: x\nContent-Type: multipart/mixed; boundary="------------0"\n', body)


@a_mail
def zimbra() -> bytes:
    """A French subject in another charset, an answer for a colleague, sent by an assistant."""
    text = calendar(
        f'ATTENDEE;CN="N°1";SENT-BY="mailto:assistant@nokia.example";PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:{ME}',
        "COMMENT:Été à Genève",
    )
    body = (
        (
            b"--=_z\r\nContent-Type: text/plain; charset=iso-8859-15\r\n"
            b"Content-Transfer-Encoding: 8bit\r\n\r\nOui\r\n--=_z\r\n"
            b"Content-Type: text/calendar; charset=iso-8859-15; method=REPLY; name=meeting.ics\r\n"
            b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        )
        + quopri.encodestring(text.encode("iso-8859-15"))
        + b"\r\n--=_z--\r\n"
    )
    head = (
        "Subject: =?utf-8?B?QWNjZXB0w6k=?=: x\nSender: assistant@nokia.example\n"
        'Content-Type: multipart/alternative; boundary="=_z"\n'
    )
    return letter(head, body)


@a_mail
def fastmail() -> bytes:
    """Parameters of its own, and whom it names to come in a list."""
    text = calendar(
        'ATTENDEE;X-JMAP-ID="1";SCHEDULE-STATUS="2.0;Success";PARTSTAT=DELEGATED;X-SEQUENCE=3;'
        'DELEGATED-TO="mailto:First@nokia.example",'
        f'"mailto:second@nokia.example";RSVP=TRUE:mailto:{ME}',
        "SEQUENCE:4",
    )
    return letter('Content-Type: text/calendar; component=VEVENT; method="REPLY"; charset=utf-8\n', crlf(text))


@a_mail
def a_list_that_nobody_quoted() -> bytes:
    """Two who come instead, whose addresses stand without quotation marks."""
    text = calendar(f"ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=MAILTO:a@x.example,MAILTO:b@x.example:MAILTO:{ME}")
    return letter("Content-Type: text/calendar\n", text)


@a_mail
def a_gateway_that_doubles_the_ends_of_lines() -> bytes:
    """Every line ends twice, also those that are folded."""
    text = calendar(
        "ATTENDEE;CN=Nominee 1;\n PARTSTAT=DECLINED:mailto:\n nominee-1@nokia.example", "COMMENT:No\n t now"
    )
    return letter("Content-Type: text/calendar; method=REPLY\n", text.replace("\n", "\r\r\n"))


@a_mail
def a_signed_mail() -> bytes:
    """The answer lies in what is signed."""
    text = calendar(f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{ME}")
    body = (
        f"--s\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n{crlf(text)}\r\n--s\r\nContent-Type: "
        "application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\nMIIB\r\n--s--\r\n"
    )
    head = 'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary=s\n'
    return letter(head, body)


@a_mail
def with_parameters_in_pieces() -> bytes:
    """Charset and method as RFC 2231 writes them, in Cyrillic of another time."""
    text = calendar(f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ME}", "COMMENT:Не приду").replace("METHOD:REPLY\n", "")
    head = (
        "Content-Type: text/calendar; charset*=us-ascii''koi8-r; method*0=REP; method*1=LY\n"
        "Content-Transfer-Encoding: base64\n"
    )
    return letter(head, base64.encodebytes(text.encode("koi8-r")))


@a_mail
def from_a_folder_of_mails() -> bytes:
    """A line of a mailbox file before the first head, and no answer said."""
    text = calendar(f"ATTENDEE;RSVP=TRUE:mailto:{ME}", "SEQUENCE:12")
    return b"From nominee-1@nokia.example Mon Mar  6 10:15:00 2023\n" + letter(
        "Content-Type: text/calendar\n", text, "\n"
    )


@a_mail
def with_the_invitation_attached() -> bytes:
    """An answer, and the mail that it answers."""
    text = calendar(f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{ME}", "SEQUENCE:1")
    asked = text.replace("METHOD:REPLY", "METHOD:REQUEST").replace("PARTSTAT=ACCEPTED", "PARTSTAT=NEEDS-ACTION")
    body = (
        f"--o\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n{crlf(text)}\r\n--o\r\n"
        f"Content-Type: message/rfc822\r\n\r\n"
        f"From: secretariat@convenor.example\r\nContent-Type: text/calendar; method=REQUEST\r\n"
        f"\r\n{crlf(asked)}\r\n--o--\r\n"
    )
    return letter("Content-Type: multipart/mixed; boundary=o\n", body)


@a_mail
def on_behalf_of_somebody() -> bytes:
    """The answer of one, sent from the mailbox of another."""
    text = crlf(calendar(f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{ME}"))
    return letter("Content-Type: text/calendar; method=REPLY\n", text).replace(
        f"<{ME}>".encode(), b"<assistant@nokia.example>", 1
    )


@a_mail
def with_letters_of_all_kinds_in_the_head() -> bytes:
    """Heads in lower case, folded, with unencoded letters; the kind in capitals."""
    text = crlf(calendar(f"attendee;partstat=accepted:MailTo:{ME.upper()}", "comment:مرحبا"))
    head = f"from: نوكيا\n <{ME}>\nSUBJECT: قبلت\ncontent-type: TEXT/CALENDAR;\n CHARSET=UTF-8\n\n"
    return crlf(head).encode() + text.encode()
