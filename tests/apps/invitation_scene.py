"""A session with two members' nominees, mails as they leave, and the answers of their calendars."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import Message

from django.core import mail
from django.utils.module_loading import import_string
from icalendar import Calendar, Event

from convenor.kernel.models import Event as Happened
from convenor.people.models import Person
from convenor.room.invitations.models import Invitation
from convenor.room.meetings.models import Session
from convenor.wiring import WIRING
from making import (
    make_agenda,
    make_cohort,
    make_installation,
    make_member,
    make_nominee,
    make_organisation,
    make_session,
    make_year,
)

START = datetime(2023, 3, 14, 15, tzinfo=UTC)
NOW = START - timedelta(days=7)
FIRST, SECOND = "nominee-1-ericsson@people.example", "nominee-1-telefonica@people.example"


def make_scene() -> Session:
    """A session to come of a cohort with two members and a nominee each."""
    # A page is asked for on the day that the installation stands at.
    make_installation(demo=True, today=NOW.date())
    cohort = make_cohort()
    for slug in ("ericsson", "telefonica"):
        make_nominee(make_member(cohort, make_organisation(slug)))
    row = make_session(make_year(cohort), START.date())
    make_agenda(row)
    Session.objects.filter(pk=row.pk).update(join_url="https://meet.example/42")
    return Session.objects.get(pk=row.pk)


def work() -> list[mail.EmailMessage]:
    """Carry out what the events ask for, as the worker does, until nothing is left; the mails that left."""
    mail.outbox.clear()
    while happened := list(Happened.objects.order_by("at")):
        for event in happened:
            for handler in WIRING[event.name]:
                carry_out: Callable[..., None] = import_string(handler)
                carry_out(**event.ids)
            event.delete()
    return list(mail.outbox)


def parts_of(letter: mail.EmailMessage) -> list[Message]:
    """The parts of a mail as they leave."""
    return [part for part in letter.message().walk() if not part.is_multipart()]


def for_calendars(letters: list[mail.EmailMessage]) -> list[mail.EmailMessage]:
    """Of these mails those that hold a calendar object."""
    return [one for one in letters if "text/calendar" in {part.get_content_type() for part in parts_of(one)}]


def calendar_in(letter: mail.EmailMessage) -> Calendar:
    """The calendar object of a mail, read back from its bytes."""
    (part,) = [part for part in parts_of(letter) if part.get_content_type() == "text/calendar"]
    return Calendar.from_ical(part.get_payload(decode=True))


def event_in(letter: mail.EmailMessage) -> Event:
    """The one event of a mail's calendar object."""
    (event,) = calendar_in(letter).walk("VEVENT")
    return event


def person_of(address: str) -> Person:
    return Person.objects.get(email=address)


def invitation_of(address: str) -> Invitation:
    return Invitation.objects.get(person__email=address)


def reply_to(
    invitation: Invitation,
    partstat: str = "ACCEPTED",
    *more: str,
    attendee: str = "",
    sender: str = "",
    sequence: int | None = None,
    at: str = "20230307T160000Z",
    method: str = "REPLY",
    heads: str = "",
    parameters: str = "",
) -> bytes:
    """A mail with an answer, as a calendar program sends it."""
    who = attendee or invitation.address
    lines = [
        f"From: {sender or who}",
        "To: secretariat@convenor.example",
        *([heads] if heads else []),
        f"Content-Type: text/calendar; charset=utf-8; method={method}",
        "",
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{invitation.uid}",
        f"DTSTAMP:{at}",
        f"SEQUENCE:{invitation.sequence if sequence is None else sequence}",
        f"ATTENDEE;PARTSTAT={partstat}{parameters}:mailto:{who}",
        *more,
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines).encode()
