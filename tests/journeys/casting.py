"""Thirteen people answer a poll one after the other; then a thief takes everything that is stored.

`story` plays it and gives the thief what he would look for; `found_in` looks. It runs in the database of the tests and,
as a program, over a folder of its own (`python casting.py FOLDER`), where the embedded database is a file.
"""

import base64
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

PEOPLE = 13
# As many different answers as people, so that each ballot can be told from the others.
ANSWERS = [[place for place in range(4) if number & 1 << place] for number in range(1, PEOPLE + 1)]


@dataclass(frozen=True)
class Traces:
    """What would tie a ballot to whoever gave it: what the slips and their marks are, and the order of casting."""

    poll: str
    needles: dict[str, bytes]
    cast: list[list[int]]


def story() -> Traces:
    """Ask a poll, let everybody answer alone, one after the other, and end it."""
    from django.conf import settings

    from convenor.kernel import clock
    from convenor.room.meetings.models import Session, StatementReading
    from convenor.room.polls import asking
    from convenor.room.polls.actions import polls
    from convenor.room.polls.actions.polls import Wanted
    from convenor.room.polls.holding import Cast, opened
    from convenor.rules.ballots import Ballot, Question
    from convenor.rules.vocabulary import PollKind, SessionState
    from making import make_actor, make_cohort, make_session, make_statement, make_year

    day = date(2023, 3, 14)
    with clock.standing_at(day):
        session = make_session(make_year(make_cohort()), day)
        Session.objects.filter(pk=session.pk).update(state=SessionState.OPEN, opened_at=session.starts_at)
        StatementReading.objects.create(
            session=session, statement=make_statement(), reader_role="officer", read_at=session.starts_at
        )
        officer = make_actor()
        question = Question(kind=PollKind.SEVERAL, wording="What is hard?", options=("A", "B", "C", "D"), most=4)
        poll = polls.write_poll(officer, session, Wanted(question=question))
        polls.open_poll(officer, poll)
        book = asking.book_of(session)
        secrets: dict[str, bytes] = {}
        with opened(Path(settings.CONVENOR_BALLOTS), poll.pk) as place:
            for at, choices in enumerate(ANSWERS):
                text = book.for_account(at, f"organisation-{at}")
                slip = book.read(text)
                assert slip is not None
                place.put([Cast(slip, Ballot(tuple(choices)).as_json())])
                own = {"slip": text.encode(), "identity": slip.identity, "tag": slip.organisation}
                own["mark"] = bytes.fromhex(place._mark(slip))
                secrets |= {f"{name} {at}": secret for name, secret in own.items()}
        polls.close_poll(officer, poll)
    return Traces(str(poll.pk), dict(_spelled(secrets)), ANSWERS)


def _spelled(secrets: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Each secret as it is, and as somebody might write it."""
    for name, secret in secrets.items():
        yield name, secret
        if not name.startswith("slip"):
            yield f"{name} in hex", secret.hex().encode()
            yield f"{name} in base64", base64.b64encode(secret).rstrip(b"=")


def found_in(files: Iterable[Path], needles: dict[str, bytes]) -> list[str]:
    """Which needles are in which files, read byte by byte."""
    found = []
    for file in files:
        content = file.read_bytes()
        found += [f"{name} in {file.name}" for name, needle in needles.items() if needle in content]
    return sorted(found)


def files_below(folder: Path) -> list[Path]:
    """Every file, whatever it is."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def in_order(rows: list[list[int]], cast: list[list[int]]) -> bool:
    """Whether rows lie in the order in which they were cast, or in the opposite one."""
    return rows in (cast, cast[::-1])


def main(folder: Path) -> None:
    """Play it over a folder; say what a thief finds with the log still there, and whether he finds what was planted."""
    os.environ.update(CONVENOR_DATA=str(folder), DATABASE_URL="", DJANGO_SETTINGS_MODULE="convenor.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    traces = story()
    from convenor.room.polls.models import Ballot

    with connection.cursor() as cursor:
        cursor.execute("SELECT choices FROM polls_ballot ORDER BY rowid")
        rows = [json.loads(choices) for (choices,) in cursor.fetchall()]
    names = [file.name for file in files_below(folder)]
    told: dict[str, object] = {"files": names, "found": found_in(files_below(folder), traces.needles)}
    told["in_order"] = in_order(rows, traces.cast)
    told["kept"] = sorted(rows)
    Ballot.objects.create(poll_id=traces.poll, choices=[traces.needles["mark 3 in hex"].decode(), 3])
    told["planted"] = found_in(files_below(folder), traces.needles)
    told["needles"] = {name: needle.hex() for name, needle in traces.needles.items()}
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
