"""The codes by which a floor is joined."""

from datetime import date

import pytest

from convenor.room.cockpit.codes import ALPHABET, LENGTH, code_of, session_with
from convenor.room.meetings.models import Session
from convenor.rules.vocabulary import SessionState
from making import make_cohort, make_session, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    row = make_session(make_year(make_cohort()), date(2023, 3, 14))
    Session.objects.filter(pk=row.pk).update(state=SessionState.OPEN)
    return row


def test_a_code_is_six_letters_that_nobody_mistakes(session: Session) -> None:
    assert len(code_of(session)) == LENGTH
    assert set(code_of(session)) <= set(ALPHABET)
    assert not set(ALPHABET) & set("01ILO")


def test_a_code_leads_to_its_session_however_it_is_typed(session: Session) -> None:
    code = code_of(session)
    for typed in (code, code.lower(), f" {code[:3]}-{code[3:]} "):
        assert session_with(typed) == session


@pytest.mark.parametrize("state", [state for state in SessionState if state != SessionState.OPEN])
def test_a_code_holds_only_while_the_session_is_open(session: Session, state: SessionState) -> None:
    Session.objects.filter(pk=session.pk).update(state=state)
    assert session_with(code_of(session)) is None


def test_another_session_has_another_code_and_a_guess_leads_nowhere(session: Session) -> None:
    other = make_session(session.year, date(2023, 4, 11))  # type: ignore[arg-type]
    assert code_of(other) != code_of(session)
    assert session_with(code_of(other)) is None
    assert session_with("") is None
    assert session_with("é" * 6) is None
