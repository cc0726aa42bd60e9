"""The hour to come as its cockpit finds it: what some members sent ahead, and two polls that are written."""

from datetime import date

from convenor.demo.facts import facts
from convenor.demo.people import Secretariat
from convenor.demo.reference import in_the_morning
from convenor.kernel import clock
from convenor.room.meetings.actions.updates import keep_update
from convenor.room.meetings.models import Session
from convenor.room.polls.actions.polls import Wanted, write_poll
from convenor.rules.ballots import Question
from convenor.rules.updates import UpdateFacts
from convenor.rules.vocabulary import PollKind

# The day after the last draft was written; what is loaded happened in the order in which it is loaded.
LOADED_ON = date(2023, 3, 3)


def load(secretariat: Secretariat) -> None:
    """Cards and polls of the cohort's next session."""
    found = facts()["hour"]
    session = Session.objects.get(year__cohort="cop-2", starts_at__date=date.fromisoformat(found["session"]))
    with clock.standing_at(in_the_morning(LOADED_ON)):
        for organisation, said in found["updates"].items():
            keep_update(secretariat.officer, session, organisation, UpdateFacts(**said))
        for row in found["polls"]:
            question = Question(
                kind=PollKind(row["kind"]),
                wording=row["wording"],
                options=tuple(row.get("options", ())),
                ends=tuple(row.get("ends", ("", ""))),
            )
            write_poll(secretariat.officer, session, Wanted(question=question))
