"""Versions of the anti-trust statement."""

from dataclasses import replace
from datetime import date

import pytest

from convenor.kernel.actor import actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry
from convenor.room.meetings.actions.statements import add_statement, approve_statement
from convenor.room.meetings.models import Statement
from convenor.room.meetings.queries import statement_in_force
from convenor.rules.scope import StatementFacts
from making import make_actor, make_cohort, make_member, make_nominee, make_organisation, make_statement

pytestmark = pytest.mark.django_db

NEXT = StatementFacts(
    version="1.3",
    text="We speak about human rights.",
    in_scope=("human rights",),
    out_of_scope=("prices", "bids"),
    in_force_from=date(2023, 3, 1),
)


def test_a_version_is_added_and_waits_for_counsel() -> None:
    add_statement(make_actor(), NEXT)
    kept = Statement.objects.get()
    assert (kept.text, kept.in_scope, kept.out_of_scope) == (NEXT.text, ["human rights"], ["prices", "bids"])
    assert not kept.approved_by_counsel
    assert AuditEntry.objects.filter(verb="statement.added", subject="1.3").exists()


@pytest.mark.parametrize(
    "change",
    [{"text": " "}, {"version": " "}, {"version": "1.3 of March 2023"}, {"in_scope": ()}, {"out_of_scope": ()}],
)
def test_an_unfinished_version_is_not_kept(change: dict[str, object]) -> None:
    with pytest.raises(Declined):
        add_statement(make_actor(), replace(NEXT, **change))  # type: ignore[arg-type]
    assert not Statement.objects.exists()


def test_a_version_is_never_written_over() -> None:
    make_statement("1.3")
    with pytest.raises(Declined, match="new number"):
        add_statement(make_actor(), NEXT)
    assert Statement.objects.get().in_scope == ["respect for human rights"]


def test_approval_brings_a_version_into_force_once_its_day_has_come() -> None:
    old = make_statement("1.2")
    approve_statement(make_actor(), old)
    new = add_statement(make_actor(name="Officer 2"), NEXT)
    assert statement_in_force(date(2023, 3, 14)) == old
    approve_statement(make_actor(name="Officer 3"), new)
    assert statement_in_force(date(2023, 2, 28)) == old
    assert statement_in_force(date(2023, 3, 14)) == new
    with pytest.raises(Declined, match="recorded already"):
        approve_statement(make_actor(name="Officer 4"), new)


def test_before_any_approval_the_latest_version_is_read() -> None:
    make_statement("1.2")
    new = add_statement(make_actor(), NEXT)
    assert statement_in_force(date(2023, 3, 14)) == new


def test_a_nominee_changes_no_statement() -> None:
    nominee = actor_of(make_nominee(make_member(make_cohort(), make_organisation("cisco"))))
    old = make_statement("1.2")
    with pytest.raises(Refused):
        add_statement(nominee, NEXT)
    with pytest.raises(Refused):
        approve_statement(nominee, old)
    assert [(row.version, row.approved_by_counsel) for row in Statement.objects.all()] == [("1.2", False)]
