"""The pack in words: what it proves and how to check it, and the record as somebody reads it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from convenor.rules.compliance.record import Parts
from convenor.rules.wording import counted

if TYPE_CHECKING:
    from convenor.rules.compliance.pack import PackedSession

README = """\
WHAT THIS IS

The compliance record of the sessions to which your organisation was invited in one programme year. It is made for
counsel. You need not believe us: you can check it on your own computer, without us and without a network.

TO CHECK IT, in this folder, with Python 3.9 or later:

    python3 verify.py

or, without unpacking, python3 verify.py pack.zip. It says "holds", or names the first entry that is broken. Compare
the head that it prints with the one on the pack's page in the product, or let the script compare:

    python3 verify.py --head HEAD

Its exit status is 0 if the pack holds, 1 if it is broken, 2 if it cannot be read. The script is short and has no
dependencies: read it, or have it read. It is the same file in every pack.

WHAT IT PROVES

1. Nothing in these files was changed since they were made. Every line of record.json is one entry; its digest covers
   its content and the digest before it. The last entry covers the other files.
2. Each record was sealed at the time that its seal says, and has not been changed since. The seal is an entry of the
   secretariat's audit trail, which is a chain of the same kind; the script computes that entry's digest anew.
   To have it confirmed, ask the secretariat to run

       convenor audit verify --head NUMBER:DIGEST

   with the number and the digest that the script prints. The trail cannot be rewritten behind an entry whose digest
   you keep: keep your packs.
3. Every organisation's pack leads to the same seal. Counsel of another organisation can compare the seal's digest of a
   session with yours without either learning anything else.

WHAT IT DOES NOT PROVE

What was said: nothing of it is kept here, no remark, no note, no answer. That times and attendance were entered
rightly: the secretariat enters them, and each correction makes a new seal with a higher version. Which other
organisations came, or how many: that is not in this pack, nor can it be worked out from it.

WHAT IS IN IT

record.json      the entries, one a line
record.txt       the same for reading
statement-*.txt  the anti-trust statement, as it was read
verify.py        the check

Titles, themes and links stand as they were sent to your organisation's nominees. Times are in UTC.
"""


def in_words(title: str, sessions: Sequence["PackedSession"]) -> str:
    """The record as a text that somebody reads."""
    lines = [title, ""]
    for one in sessions:
        lines += [*_session(one), ""]
    return "\n".join(lines if sessions else [title, "", "No session has been held and sealed yet.", ""])


def _session(one: "PackedSession") -> Iterator[str]:
    yield f"{one.day}: {one.parts['session']['label']}"
    yield from (f"  {line}" for line in in_lines(one.parts))
    yield f"  Your organisation: {one.presence['presence']}"
    led = ", ".join(str(place) for place in one.presence["led_items"])
    yield from [f"  Your organisation led: item {led}"] if led else []
    yield f"  Sealed as version {one.version}: {one.digest}"


def in_lines(parts: Parts) -> Iterator[str]:
    """What a record says of a session, line by line."""
    session, statement, notes = parts["session"], parts["statement"], parts["notes"]
    if session["made_up_for_a_demonstration"]:
        yield "Made up for a demonstration."
    yield f"Called for {session['starts_at']}, {counted(session['minutes'], 'minute')}"
    yield f"Opened {session['opened_at'] or 'not recorded'}, closed {session['closed_at'] or 'not recorded'}"
    # An open session invites nobody whom we know, so its agenda is fixed and not sent.
    settled = "sent" if session["cohort"] else "fixed"
    for sending in parts["agenda"]["sendings"]:
        when = "before" if sending["before_the_start"] else "after"
        yield f"Agenda {settled} {sending['sent_at']}, {when} the start"
    yield f"Held as last {settled}: {parts['agenda']['held_as_last_sent']}"
    if statement["read"]:
        yield f"Statement {statement['version']} read {statement['read_at']} by the role {statement['read_by_role']}"
        yield f"Its text: SHA-256 {statement['text_sha256']}"
        yield f"Read before any discussion: {'yes' if statement['before_any_discussion'] else 'no'}"
    else:
        yield "No reading of the statement is recorded."
    yield from (_item(item) for item in parts["items"]["items"])
    yield f"Steers back into scope: {parts['conduct']['steers_back_into_scope']}"
    yield f"Recording: {parts['conduct']['recording']}"
    yield f"Raw notes: {notes_in_words(notes)}"


def notes_in_words(notes: dict[str, Any]) -> str:
    """What became of the raw notes."""
    day, count = notes["raw_notes_destroyed_on"], notes["raw_notes_destroyed"]
    if day is None:
        return "no day of destruction is set"
    return f"to be destroyed on {day}" if count is None else f"{counted(count, 'note')} destroyed; the day was {day}"


def _item(item: dict[str, Any]) -> str:
    ran = f"{item['opened_at']} to {item['closed_at'] or 'not closed'}" if item["opened_at"] else "not opened"
    return f"{item['place']}. {item['title']} ({counted(item['minutes'], 'minute')}): {ran}"
