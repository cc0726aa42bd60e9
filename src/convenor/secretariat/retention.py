"""What is kept until when, what goes next, and what went, as the trail proves it (AC-25)."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from convenor.kernel import clock
from convenor.kernel.models import AuditEntry, Event
from convenor.people.models import AddressChange, ErasureRequest, FormerName
from convenor.room.cohorts.models import Contact, Nomination
from convenor.room.exchange.models import Introduction, Posting
from convenor.room.invitations.models import IncomingMail, Invitation
from convenor.room.meetings.models import (
    AttendanceReport,
    BriefUpdate,
    Delegation,
    ExpertRequest,
    ExpertThanks,
    QuestionAhead,
    Session,
)
from convenor.room.meetings.seals import sessions_by_seal
from convenor.room.newsletter.models import Subscription
from convenor.room.polls.models import Poll, Prompt
from convenor.room.series.models import SpeakerOffer
from convenor.room.series.registered import with_last_session
from convenor.rules.registration import erased_on
from convenor.rules.retention import PERIODS, Record, kept_for
from convenor.rules.speaking import forgotten_on
from convenor.rules.vocabulary import SessionState

# The deeds of the trail that destroy something on its day. Of cards, answers to invitations and stand-ins it says
# nothing: an entry would tell what is forgotten.
DESTROYED = ("remarks.burnt", "answers.burnt", "ballots.burnt", "registrations.erased", "person.erased")
MOST_LINES = 30
_COUNT = re.compile(r"(?:notes|answers|registrations): (\d+)$")
# Chores run at night, so what is due on a day may still be there on it.
_PATIENCE = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Coming:
    """Of one kind, how many things go on a day; `late` says that they should be gone."""

    what: str
    on: date
    number: int
    late: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Gone:
    """A line of the trail about something that was destroyed; `number` is how many there were, where it says so."""

    sequence: int
    at: datetime
    verb: str
    number: int | None


def coming(today: date) -> list[Coming]:
    """What is there and has a day on which it goes, the next first."""
    found = [
        Coming(what=PERIODS[record].what, on=day, number=number, late=day + _PATIENCE < today)
        for record, days in HELD.items()
        for day, number in Counter(days()).items()
    ]
    return sorted(found, key=lambda one: (one.on, one.what))


def gone() -> list[Gone]:
    """What went on its day, newest first."""
    entries = AuditEntry.objects.filter(verb__in=DESTROYED).order_by("-sequence")[:MOST_LINES]
    return [
        Gone(sequence=entry.sequence, at=entry.at, verb=entry.verb, number=_number_in(entry.subject))
        for entry in entries
    ]


def _number_in(subject: str) -> int | None:
    found = _COUNT.search(subject)
    return int(found.group(1)) if found else None


def _notes() -> Iterable[date]:
    rows = Session.objects.filter(remarks__isnull=False, burn_on__isnull=False).distinct()
    return [row.burn_on for row in rows if row.burn_on]


def _reports() -> Iterable[date]:
    rows = AttendanceReport.objects.filter(settled_at=None, session__burn_on__isnull=False)
    return [day for day in rows.values_list("session__burn_on", flat=True) if day]


def _stand_ins() -> Iterable[date]:
    days = Delegation.objects.filter(session__burn_on__isnull=False).values_list("session__burn_on", flat=True)
    return [day for day in days if day]


def _answers() -> Iterable[date]:
    rows = Prompt.objects.filter(answers__isnull=False).distinct()
    return [row.burn_on for row in rows]


def _ballots() -> Iterable[date]:
    rows = Poll.objects.filter(ballots__isnull=False, burn_on__isnull=False).distinct()
    return [row.burn_on for row in rows if row.burn_on]


def _cards() -> Iterable[date]:
    rows = BriefUpdate.objects.exclude(session__state=SessionState.CLOSED)
    return _after(Record.CARDS, (at.date() for at in rows.values_list("session__starts_at", flat=True)))


def _invitations() -> Iterable[date]:
    rows = Invitation.objects.values_list("session__starts_at", flat=True)
    return _after(Record.INVITATIONS, (at.date() for at in rows))


def _mails() -> Iterable[date]:
    return _after(Record.INCOMING_MAIL, IncomingMail.objects.values_list("received_on", flat=True))


def _subscriptions() -> Iterable[date]:
    asked = Subscription.objects.filter(confirmed=False).values_list("made_on", flat=True)
    return _after(Record.SUBSCRIPTIONS, asked)


def _speaker_offers() -> Iterable[date]:
    rows = SpeakerOffer.objects.values_list("webinar__session__starts_at", flat=True)
    return map(forgotten_on, rows)


def _nominations() -> Iterable[date]:
    ended = Nomination.objects.exclude(ended_on=None).values_list("ended_on", flat=True)
    return _after(Record.NOMINATIONS, (day for day in ended if day))


def _contacts() -> Iterable[date]:
    ends = Contact.objects.values_list("until", "membership__until")
    return _after(Record.CONTACTS, (min(filter(None, days)) for days in ends if any(days)))


def _registrations() -> Iterable[date]:
    rows = with_last_session().values_list("made_on", "confirmed", "last")
    return [
        erased_on(registered=made_on, confirmed=confirmed, sessions=[last] if last else [])
        for made_on, confirmed, last in rows
    ]


def _requests() -> Iterable[date]:
    """Each with its session while that is to come; which one it is stands nowhere."""
    to_come = sessions_by_seal()
    return [
        to_come[about].starts_at.date() if about in to_come else asked_on + kept_for(Record.EXPERT_REQUESTS)
        for about, asked_on in ExpertRequest.objects.values_list("about", "asked_on")
    ]


def _thanks() -> Iterable[date]:
    return ExpertThanks.objects.values_list("forget_on", flat=True)


def _questions() -> Iterable[date]:
    rows = QuestionAhead.objects.values_list("session__starts_at", flat=True)
    return _after(Record.QUESTIONS_AHEAD, (at.date() for at in rows))


def _postings() -> Iterable[date]:
    """Without those that stay for who was introduced by them: their day would say when that was."""
    kept_on = Introduction.objects.filter(made_on__isnull=False, posting__until__lte=clock.today())
    return Posting.objects.exclude(pk__in=kept_on.values("posting")).values_list("until", flat=True)


def _erasures() -> Iterable[date]:
    return ErasureRequest.objects.values_list("due_on", flat=True)


def _address_changes() -> Iterable[date]:
    rows = AddressChange.objects.values_list("asked_at", flat=True)
    return _after(Record.ADDRESS_CHANGES, (at.date() for at in rows))


def _letters_due() -> Iterable[date]:
    return _after(Record.OUTBOX, (at.date() for at in Event.objects.values_list("at", flat=True)))


def _former_names() -> Iterable[date]:
    return FormerName.objects.values_list("forgotten_on", flat=True)


def _after(record: Record, moments: Iterable[date]) -> list[date]:
    return [due for due in map(PERIODS[record].due, moments) if due]


HELD: dict[Record, Callable[[], Iterable[date]]] = {
    Record.RAW_NOTES: _notes,
    Record.REPORTS: _reports,
    Record.STAND_INS: _stand_ins,
    Record.ANSWERS: _answers,
    Record.BALLOTS: _ballots,
    Record.CARDS: _cards,
    Record.INVITATIONS: _invitations,
    Record.REGISTRATIONS: _registrations,
    Record.SPEAKER_OFFERS: _speaker_offers,
    Record.INCOMING_MAIL: _mails,
    Record.SUBSCRIPTIONS: _subscriptions,
    Record.NOMINATIONS: _nominations,
    Record.CONTACTS: _contacts,
    Record.EXPERT_REQUESTS: _requests,
    Record.EXPERT_THANKS: _thanks,
    Record.QUESTIONS_AHEAD: _questions,
    Record.POSTINGS: _postings,
    Record.ERASURES: _erasures,
    Record.ADDRESS_CHANGES: _address_changes,
    Record.OUTBOX: _letters_due,
    Record.FORMER_NAMES: _former_names,
}
