"""From what a file holds to the one answer in it."""

import re
from collections.abc import Iterable

from convenor.rules.replies.answer import Method, PartStat, Reply, address_in
from convenor.rules.replies.bounds import ATTENDEES, DATES, EVENTS, Refused, Unreadable
from convenor.rules.replies.lines import Component, Property, calendars
from convenor.rules.replies.mail import Found, opened

_ORGANISERS_OWN = frozenset({"REQUEST", "PUBLISH", "CANCEL", "ADD", "DECLINECOUNTER"})
_MOMENT = re.compile(r"\d{8}(?:T\d{6}Z?)?")
_NUMBER = re.compile(r"\d{1,10}")
_WITHOUT_END = re.compile(r"FREQ=(?:SECONDLY|MINUTELY|HOURLY)", re.IGNORECASE)


def read_reply(content: bytes) -> Reply:
    """The answer in a mail (RFC 5322) or in a calendar object.

    Raises Refused for what is sent by organisers and not to them, Unreadable for everything else that is no answer.
    """
    letter = opened(content)
    asked = [
        (_method(found, calendar), found.depth, calendar)
        for found in letter.objects
        for calendar in calendars(found.text)
    ]
    answers = [(method, depth, calendar) for method, depth, calendar in asked if method in set(Method)]
    if not answers:
        raise _no_answer([method for method, _depth, _calendar in asked])
    # What lies in a mail that is attached to this one was answered before; the outermost answer is meant.
    outermost = min(depth for _method, depth, _calendar in answers)
    read = [_answer(Method(m), calendar, letter.senders) for m, depth, calendar in answers if depth == outermost]
    if len({_meaning(reply) for reply in read}) > 1:
        raise Unreadable("it holds answers that differ from one another; ask for one reply")
    return read[0]


def _method(found: Found, calendar: Component) -> str:
    """What a calendar object asks for; what the mail says of it counts only where it says nothing itself."""
    said = {line.value.upper() for line in calendar.all("METHOD")} or {found.method}
    if len(said) > 1:
        raise Unreadable("it names more than one METHOD; ask for one reply")
    return said.pop()


def _no_answer(methods: Iterable[str]) -> Refused | Unreadable:
    named = [method for method in methods if method]
    for method in named:
        if method in _ORGANISERS_OWN:
            return Refused(f"this is a {method}; answers come in here, and invitations go out from the product alone")
    if named:
        return Unreadable(f'its METHOD "{named[0][:20]}" is none that answers; it should be REPLY')
    return Unreadable("its calendar object has no METHOD, so it answers nothing; it should be REPLY")


def _answer(method: Method, calendar: Component, senders: tuple[str, ...] | None) -> Reply:
    events = [component for component in calendar.inner if component.name == "VEVENT"]
    if not events:
        raise Unreadable("it holds no event, so it answers no invitation; ask for a reply from the calendar")
    if len(events) > EVENTS:
        raise Unreadable(f"it answers {len(events):,} occurrences at once; ask for one reply")
    read = [_answer_of(method, event, senders) for event in events]
    # Each occurrence of a series may stand here by itself; the whole series speaks first.
    if len({(reply.uid, reply.attendee, reply.partstat) for reply in read}) > 1:
        raise Unreadable("it answers several things in different ways; ask for one reply for each")
    return next((reply for reply in read if reply.recurrence_id is None), read[0])


def _answer_of(method: Method, event: Component, senders: tuple[str, ...] | None) -> Reply:
    _must_have_an_end(event)
    uid = _single(event, "UID")
    if not uid or not uid.isprintable():
        raise Unreadable("its event has no UID, so it answers no invitation; ask for a reply from the calendar")
    attendee = _who_answers(event, senders or ())
    address = _address(attendee)
    delegates = tuple(filter(None, map(address_in, attendee.parameters.get("DELEGATED-TO", ()))))
    return Reply(
        method=method,
        uid=uid,
        recurrence_id=_moment(event, "RECURRENCE-ID"),
        sequence=_sequence(event),
        attendee=address,
        partstat=_partstat(attendee),
        delegates=delegates or _named_by_their_own_line(event, attendee),
        delegated_from=address_in(attendee.first("DELEGATED-FROM")) or None,
        comment=_comment(event, attendee),
        dtstamp=_moment(event, "DTSTAMP"),
        sender=next(iter(senders), "") if senders is not None else None,
        sender_differs=senders is not None and set(senders) != {address},
    )


def _must_have_an_end(event: Component) -> None:
    dates = sum(line.value.count(",") + 1 for name in ("RDATE", "EXDATE") for line in event.all(name))
    if dates > DATES or any(_WITHOUT_END.search(rule.value) for rule in event.all("RRULE")):
        raise Unreadable("its event repeats more often than any meeting does; ask for a plain reply")


def _who_answers(event: Component, senders: tuple[str, ...]) -> Property:
    """The one attendee whose answer this is (RFC 5546, 3.2.3), where others are listed with it."""
    listed = event.all("ATTENDEE")
    if len(listed) > ATTENDEES:
        raise Unreadable(f"it lists {len(listed):,} attendees, and an answer has one; ask for a plain reply")
    known = _by_address(listed)
    if len(known) == 1:
        return next(iter(known.values()))
    answering = {address: line for address, line in known.items() if _partstat(line) is not PartStat.NEEDS_ACTION}
    if len(answering) != 1:
        answering = _closer(event, answering, senders) or {a: known[a] for a in senders if a in known}
    if len(answering) != 1:
        many = "several of its attendees answer" if answering else "none of its attendees answers"
        raise Unreadable(f"{many}, and a reply is one person's; ask for a plain reply" if known else _NOBODY)
    return next(iter(answering.values()))


_NOBODY = "it names no attendee with a mail address, so it is nobody's answer; ask for a reply from the calendar"


def _closer(event: Component, answering: dict[str, Property], senders: tuple[str, ...]) -> dict[str, Property]:
    """Of several who answer: the sender; else without the organiser and without whoever is stood in for."""
    sent = {address: answering[address] for address in senders if address in answering}
    if sent:
        return sent
    organisers = {_address(line) for line in event.all("ORGANIZER")}
    return {
        address: line
        for address, line in answering.items()
        if address not in organisers and address_in(line.first("DELEGATED-TO")) not in answering
    }


def _by_address(listed: Iterable[Property]) -> dict[str, Property]:
    known: dict[str, Property] = {}
    for line in listed:
        address = _address(line)
        if not address:
            continue
        if address in known and _partstat(known[address]) is not _partstat(line):
            raise Unreadable("it gives one attendee two answers; ask for a plain reply")
        known.setdefault(address, line)
    return known


def _address(line: Property) -> str:
    """A calendar user's mail address; some programs write a number of their own and the address beside it."""
    return address_in(line.value) or address_in(line.first("EMAIL"))


def _partstat(attendee: Property) -> PartStat:
    said = attendee.first("PARTSTAT").strip().upper()
    return PartStat(said) if said in set(PartStat) else PartStat.NEEDS_ACTION


def _named_by_their_own_line(event: Component, attendee: Property) -> tuple[str, ...]:
    """Whoever says to have been delegated by this attendee, where the attendee's own line does not name them."""
    if _partstat(attendee) is not PartStat.DELEGATED:
        return ()
    delegator = _address(attendee)
    lines = event.all("ATTENDEE")
    return tuple(_address(line) for line in lines if address_in(line.first("DELEGATED-FROM")) == delegator)


def _comment(event: Component, attendee: Property) -> str | None:
    lines = [line.text for line in event.all("COMMENT")] or [attendee.first("X-RESPONSE-COMMENT")]
    return "\n".join(line for line in lines if line.strip()).strip() or None


def _sequence(event: Component) -> int:
    said = _single(event, "SEQUENCE") or "0"
    if not _NUMBER.fullmatch(said):
        raise Unreadable("its SEQUENCE is no number, so nobody knows which invitation it answers; ask for it again")
    return int(said)


def _moment(event: Component, name: str) -> str | None:
    said = _single(event, name).upper()
    if said and not _MOMENT.fullmatch(said):
        raise Unreadable(f"its {name} is no moment as calendars write it; ask for the mail again")
    return said or None


def _single(event: Component, name: str) -> str:
    said = {line.text.strip() for line in event.all(name)}
    if len(said) > 1:
        raise Unreadable(f"its event has more than one {name}; ask for one reply")
    return said.pop() if said else ""


def _meaning(reply: Reply) -> tuple[object, ...]:
    return reply.method, reply.uid, reply.recurrence_id, reply.attendee, reply.partstat, reply.delegates, reply.sequence
