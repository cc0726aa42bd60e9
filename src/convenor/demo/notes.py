"""The desk as the demonstration finds it: one note released, one in view of the members, one being written."""

from datetime import date

from convenor.demo.facts import facts
from convenor.demo.people import Secretariat
from convenor.demo.reference import in_the_morning
from convenor.desk.actions import deciding, writing
from convenor.desk.models import Draft
from convenor.desk.wording import Wording, wording_of
from convenor.kernel import clock
from convenor.room.cohorts.models import Cohort
from convenor.room.meetings.models import Session
from convenor.rules.vocabulary import DraftKind

RELEASED_ON = date(2022, 12, 16)
IN_VIEW_UNTIL = date(2023, 3, 20)


def load_first_output(secretariat: Secretariat) -> None:
    """The first cohort's output, by the way that every note goes."""
    found = facts()
    with clock.standing_at(in_the_morning(date(2022, 12, 1))):
        first = _write(secretariat, found["first_output"], cohort=Cohort.objects.get(slug="cop-1"))
        _put_in_view(secretariat, first, until=date(2022, 12, 15))
    with clock.standing_at(in_the_morning(RELEASED_ON)):
        deciding.release(secretariat.officer, first, digest=wording_of(first).digest)


def load(secretariat: Secretariat) -> None:
    """One note in view of the members, and one that is being written."""
    found = facts()
    with clock.standing_at(in_the_morning(date(2023, 3, 1))):
        plans = _write(secretariat, found["plans_note"], session=_session_of(date(2023, 1, 10)))
        _put_in_view(secretariat, plans, until=IN_VIEW_UNTIL)
    with clock.standing_at(in_the_morning(date(2023, 3, 2))):
        _write(secretariat, found["severity_note"], session=_session_of(date(2023, 2, 14)))


def _session_of(day: date) -> Session:
    return Session.objects.get(year__cohort="cop-2", starts_at__date=day)


def _write(
    secretariat: Secretariat, row: dict[str, str], *, cohort: Cohort | None = None, session: Session | None = None
) -> Draft:
    officer = secretariat.officer
    draft = writing.begin(officer, kind=DraftKind.OUTPUT_NOTE, title=row["title"], cohort=cohort, session=session)
    wording = Wording(title=row["title"], body=row["body"], applies_to=row["applies_to"], provenance=row["provenance"])
    return writing.write(officer, draft, wording, digest=wording_of(draft).digest, word_budget=draft.word_budget)


def _put_in_view(secretariat: Secretariat, draft: Draft, *, until: date) -> None:
    digest = wording_of(draft).digest
    deciding.send(secretariat.officer, draft, digest=digest)
    deciding.approve(secretariat.chief, draft, digest=digest, until=until)
