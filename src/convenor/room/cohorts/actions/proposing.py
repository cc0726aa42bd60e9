"""A programme year is proposed to its cohort, each member answers, and the group's decision ends the proposal."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import THE_SYSTEM, Actor
from convenor.kernel.gate import require, settle
from convenor.kernel.outbox import emit
from convenor.people.models import Organisation
from convenor.people.queries import in_force
from convenor.room.cohorts.actions.stage import held
from convenor.room.cohorts.calendar import as_kept, from_kept, year_sessions
from convenor.room.cohorts.models import Decision, ProgrammeYear, SeatHolding, YearProposal
from convenor.room.cohorts.queries import members_of
from convenor.rules.agreed_year import YearSession, may_propose, may_record
from convenor.rules.verdict import Verdict, no, yes


@transaction.atomic
def propose_year(actor: Actor, year: ProgrammeYear, *, answer_by: date) -> YearProposal:
    """Ask the cohort to agree to the calendar as it stands; each nominee hears of it alone (R-MTG-08)."""
    require(actor, "cohort.change", cohort=year.cohort_id)
    row, today = held(year), clock.today()
    sessions = [session for session in year_sessions(row) if not session.cancelled]
    settle(
        may_propose(
            sessions=len(sessions), open_already=row.proposals.filter(ended_on=None).exists(), over=row.ends < today
        )
    )
    settle(yes() if answer_by > today else no(_("Give the members a day that is still to come.")))
    last = row.proposals.order_by("number").last()
    proposal = YearProposal.objects.create(
        year=row,
        number=last.number + 1 if last else 1,
        sessions=as_kept(sessions),
        proposed_on=today,
        answer_by=answer_by,
    )
    seated = SeatHolding.objects.filter(in_force(today), seat__membership__in=members_of(row.cohort, today))
    for person in seated.values_list("person_id", flat=True).distinct():
        emit("year_proposed", proposal=str(proposal.pk), person=str(person))
    audit.record(actor, "year.proposed", kind="programme_year", subject=row.pk)
    return proposal


@transaction.atomic
def answer_proposal(actor: Actor, proposal: YearProposal, organisation: Organisation, *, agrees: bool) -> None:
    """Say for one's own organisation whether it agrees; a later word takes the place of an earlier one.

    The trail says nothing of it: a line would keep who answered, and when, after the answer itself is deleted.
    """
    cohort = proposal.year.cohort
    require(actor, "year.answer", organisation=organisation.pk, cohort=cohort.pk)
    row = _open(proposal)
    sits = members_of(cohort, clock.today()).filter(organisation=organisation).exists()
    settle(yes() if sits else no(_("Only members answer, and your organisation is none today.")))
    row.answers.update_or_create(organisation=organisation, defaults={"agrees": agrees})


@transaction.atomic
def take_proposal_back(actor: Actor, proposal: YearProposal) -> None:
    """End a proposal without a decision; what was answered is deleted, the version stays."""
    require(actor, "cohort.change", cohort=proposal.year.cohort_id)
    row = _open(proposal)
    _end(row)
    audit.record(actor, "year.proposal_ended", kind="programme_year", subject=row.year_id)


@transaction.atomic
def end_what_is_over(today: date, actor: Actor = THE_SYSTEM) -> int:
    """End proposals that were never decided, of years that are over, with their answers; say how many."""
    require(actor, "cohort.change")
    rows = list(YearProposal.objects.select_for_update(of=("self",)).filter(ended_on=None, year__ends__lt=today))
    for row in rows:
        _end(row)
        audit.record(actor, "year.proposal_ended", kind="programme_year", subject=row.year_id)
    return len(rows)


def settle_proposal(year: ProgrammeYear, sessions: Iterable[YearSession], decision: Decision, *, seen: str) -> None:
    """End what was proposed with the decision that agreed it; part of recording that decision.

    Raises Declined where the calendar is no longer what the group looked at, or another proposal than was `seen`.
    """
    proposal = YearProposal.objects.select_for_update().filter(year=year, ended_on=None).first()
    settle(yes() if seen == (str(proposal.pk) if proposal else "") else _is_another())
    if proposal is None:
        return
    settle(may_record(proposed=from_kept(proposal.sessions), today=sessions))
    proposal.decision = decision
    _end(proposal)


def _is_another() -> Verdict:
    return no(
        _(
            "What is proposed has changed since you opened this. Go to the year on one page, look at what is proposed "
            "there now, then record what the group decided."
        )
    )


def _open(proposal: YearProposal) -> YearProposal:
    row = YearProposal.objects.select_for_update().filter(pk=proposal.pk, ended_on=None).first()
    settle(yes() if row else no(_("This proposal has ended. The year's page says what was agreed.")))
    assert row is not None
    return row


def _end(proposal: YearProposal) -> None:
    proposal.answers.all().delete()
    proposal.ended_on = clock.today()
    proposal.save(update_fields=["ended_on", "decision"])
