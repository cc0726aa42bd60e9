"""The versions of the anti-trust statement."""

from django.db import transaction

from convenor.kernel import audit
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.room.meetings.models import Statement
from convenor.rules.scope import StatementFacts, missing_in
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import said, together

LONGEST_VERSION = 12


def add_statement(actor: Actor, facts: StatementFacts) -> Statement:
    """Add a version; it waits for counsel's approval, and no version is ever changed (R-AT-02)."""
    require(actor, "statement.change")
    settle(_complete(facts))
    with transaction.atomic():
        settle(_unused(facts.version))
        statement = Statement.objects.create(
            version=facts.version,
            text=facts.text,
            in_scope=list(facts.in_scope),
            out_of_scope=list(facts.out_of_scope),
            in_force_from=facts.in_force_from,
        )
        audit.record(actor, "statement.added", kind="statement", subject=statement.pk)
    return statement


def approve_statement(actor: Actor, statement: Statement) -> None:
    """Record that counsel approved a version."""
    require(actor, "statement.change")
    with transaction.atomic():
        changed = Statement.objects.filter(pk=statement.pk, approved_by_counsel=False).update(approved_by_counsel=True)
        settle(yes() if changed else no("Counsel's approval of this version is recorded already."))
        audit.record(actor, "statement.approved", kind="statement", subject=statement.pk)


def _complete(facts: StatementFacts) -> Verdict:
    if len(facts.version) > LONGEST_VERSION:
        return no(
            said("Give the version a short number, such as 1.3, of at most {most} characters.", most=LONGEST_VERSION)
        )
    missing = missing_in(facts)
    return no(together(missing)) if missing else yes()


def _unused(version: str) -> Verdict:
    if Statement.objects.filter(pk=version).exists():
        return no(
            said(
                "There is a version {version} already, and a version is never changed. Give this one a new number.",
                version=version,
            )
        )
    return yes()
