"""Calendar objects: one event to one attendee, and a person's own calendar without any.

A calendar is often shared with colleagues, so an event says neither who comes nor what is spoken about, and holds no
link to join: these stand on the session's page. It is marked private besides.
"""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Event, vCalAddress

from convenor.kernel import calendars, clock
from convenor.kernel.installation import installation
from convenor.room.invitations.models import Invitation
from convenor.room.invitations.queries import labels_of
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import label_of
from convenor.rules.invitations import Sends, Wanted
from convenor.rules.programme_year import Label
from convenor.rules.vocabulary import Mode


def new_uid() -> str:
    """A name for an event that says nothing of it; it stays the same for good."""
    return f"{uuid4()}@{urlsplit(settings.CONVENOR_SITE).hostname or 'convenor'}"


def wanted_of(session: Session) -> Wanted:
    """What a calendar should hold about a session: what decides whether somebody can come, and the words beside it."""
    matter = [session.starts_at.astimezone(UTC).isoformat(), session.minutes]
    matter += [session.mode, session.place, session.join_url]
    return Wanted(matter=_digest(matter), words=_digest([_summary(session, label_of(session)), _where(session)]))


def letter_of(invitation: Invitation, sends: Sends, sequence: int) -> bytes:
    """The calendar object for one person; nobody else is named in it."""
    summary = _summary(invitation.session, label_of(invitation.session))
    event = _event(invitation.session, summary, invitation.uid, sequence, clock.now())
    event.add("status", "CANCELLED" if sends is Sends.CANCEL else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{installation().contact}"))
    attendee = vCalAddress(f"mailto:{invitation.address}")
    attendee.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": invitation.answer, "RSVP": "TRUE"})
    event.add("attendee", attendee)
    return calendars.calendar_of([event], sends.value)


def calendar_of(invitations: list[Invitation]) -> bytes:
    """A person's own calendar: the sessions that the person is invited to, and nobody."""
    labels, events = labels_of(invitations), []
    for row in invitations:
        summary = _summary(row.session, labels[str(row.session_id)])
        events.append(_event(row.session, summary, row.uid, row.sequence, row.sent_at or clock.now()))
    return calendars.calendar_of(events)


def _event(session: Session, summary: str, uid: str, sequence: int, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    starts = session.starts_at.astimezone(UTC)
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=session.minutes))
    event.add("summary", summary)
    event.add("location", _where(session))
    event.add("description", _("The agenda and how to join stand on the session's page:") + f"\n{_page(session)}")
    event.add("url", _page(session))
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    return event


def _summary(session: Session, label: Label) -> str:
    """What a colleague may read over a shoulder; where membership is secret, nothing."""
    if session.year is None or not session.year.cohort.members_public:
        return _("Meeting")
    return f"{installation().name}: {label.short}"


def _where(session: Session) -> str:
    call = _("Video call")
    if session.mode == Mode.VIRTUAL or not session.place:
        return call if session.mode == Mode.VIRTUAL else _("See the session's page")
    return f"{session.place}, {call}" if session.mode == Mode.HYBRID else session.place


def _page(session: Session) -> str:
    return f"{settings.CONVENOR_SITE}{reverse('meetings:session', args=[session.pk])}"


def _digest(said: list[object]) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, default=str).encode()).hexdigest()
