"""Who sits in a cohort: joining, waiting, leaving. The cap holds, and a person decides each time (R-CoP-01, A-15)."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.kernel.language import dated
from convenor.kernel.outbox import emit
from convenor.people.models import Organisation
from convenor.people.queries import names_of
from convenor.room.cohorts.actions.parting import end_with
from convenor.room.cohorts.models import Cohort, Decision, Membership, Seat, Waiting
from convenor.room.cohorts.queries import could_join, seats_taken, waiting_list, year_on
from convenor.rules.cohort import NOMINEE_SEATS, may_join
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.waiting import may_come_before

CAPABILITY = "cohort.change"


@transaction.atomic
def add_member(
    actor: Actor, cohort: Cohort, organisation: Organisation, *, since: date, reason: str = ""
) -> Membership:
    """Let an organisation join from a day; where others wait, only with a reason, which is kept as a decision."""
    require(actor, CAPABILITY, cohort=cohort.pk)
    row = _locked(cohort)
    settle(yes() if _is_free(row, organisation) else no(_("It sits in this cohort already, or waits for a seat.")))
    settle(_has_room(row, since))
    settle(may_come_before(ahead=len(waiting_list(row)), reason=reason))
    if reason.strip():
        _keep_decision(row, organisation, since, "%(name)s joins: %(reason)s", reason)
    return _join(actor, row, organisation, since)


@transaction.atomic
def put_on_waiting_list(actor: Actor, cohort: Cohort, organisation: Organisation, *, note: str = "") -> Waiting:
    """Note today that an organisation asks for a seat (AC-08)."""
    require(actor, CAPABILITY, cohort=cohort.pk)
    row = _locked(cohort)
    settle(yes() if _is_free(row, organisation) else no(_("It sits in this cohort already, or waits for a seat.")))
    waiting = Waiting.objects.create(cohort=row, organisation=organisation, since=clock.today(), note=note)
    audit.record(actor, "waiting.began", kind="cohort", subject=row.pk)
    return waiting


@transaction.atomic
def take_off_waiting_list(actor: Actor, waiting: Waiting) -> None:
    """Note that an organisation does not wait any more; that it waited stays on record."""
    require(actor, CAPABILITY, cohort=waiting.cohort_id)
    _stop_waiting(waiting)
    audit.record(actor, "waiting.ended", kind="cohort", subject=waiting.cohort_id)


@transaction.atomic
def seat_from_waiting_list(actor: Actor, waiting: Waiting, *, since: date, reason: str = "") -> Membership:
    """Give a free seat to somebody who waits, and keep that as a decision; out of turn only with a reason (AC-08)."""
    require(actor, CAPABILITY, cohort=waiting.cohort_id)
    row = _locked(waiting.cohort)
    order = [place.waiting.pk for place in waiting_list(row)]
    settle(yes() if waiting.pk in order else no(_("It does not wait any more.")))
    settle(_has_room(row, since))
    ahead = order.index(waiting.pk)
    settle(may_come_before(ahead=ahead, reason=reason))
    why = reason if reason.strip() else "it asked first"
    _keep_decision(row, waiting.organisation, since, "%(name)s joins from the waiting list: %(reason)s", why)
    _stop_waiting(waiting)
    return _join(actor, row, waiting.organisation, since)


@transaction.atomic
def end_membership(actor: Actor, membership: Membership, *, until: date, reason: str) -> Decision:
    """End a membership: a person decides and says why; its people leave with it that day (A-15)."""
    require(actor, CAPABILITY, cohort=membership.cohort_id)
    row = Membership.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=membership.pk)
    settle(_may_end(row, until, reason))
    decision = _keep_decision(row.cohort, row.organisation, until, "%(name)s leaves: %(reason)s", reason)
    row.until, row.ended_because = until, reason.strip()
    row.save(update_fields=["until", "ended_because"])
    end_with(row, until)
    emit("participants_changed")
    audit.record(actor, "membership.ended", kind="membership", subject=row.pk)
    return decision


def _locked(cohort: Cohort) -> Cohort:
    """The cohort, held until the transaction ends, so that two officers cannot give away one seat."""
    return Cohort.objects.select_for_update().get(pk=cohort.pk)


def _is_free(cohort: Cohort, organisation: Organisation) -> bool:
    return could_join(cohort, clock.today()).filter(pk=organisation.pk).exists()


def _has_room(cohort: Cohort, day: date) -> Verdict:
    if cohort.cap is None:
        return yes()
    return may_join(cap=cohort.cap, taken=seats_taken(cohort, day))


def _may_end(membership: Membership, until: date, reason: str) -> Verdict:
    if membership.until is not None:
        return no(_("This membership has an end already."))
    if until < membership.since:
        return no(_("It cannot end before it began."))
    return yes() if reason.strip() else no(_("Say why; the reason is kept with the decision."))


def _join(actor: Actor, cohort: Cohort, organisation: Organisation, since: date) -> Membership:
    settle(_after_the_last(cohort, organisation, since))
    membership = Membership.objects.create(cohort=cohort, organisation=organisation, since=since)
    Seat.objects.bulk_create(Seat(membership=membership, number=number + 1) for number in range(NOMINEE_SEATS))
    audit.record(actor, "member.added", kind="membership", subject=membership.pk)
    return membership


def _after_the_last(cohort: Cohort, organisation: Organisation, since: date) -> Verdict:
    """An organisation that comes back sits on no day twice."""
    last = cohort.memberships.filter(organisation=organisation).aggregate(until=Max("until"))["until"]
    if last is None or last <= since:
        return yes()
    return no(_("It sat in this cohort until %(day)s. Choose that day or a later one.") % {"day": dated(last)})


def _stop_waiting(waiting: Waiting) -> None:
    row = Waiting.objects.select_for_update().get(pk=waiting.pk)
    settle(no(_("It does not wait any more.")) if row.left_on else yes())
    row.left_on = clock.today()
    row.save(update_fields=["left_on"])


def _keep_decision(cohort: Cohort, organisation: Organisation, day: date, words: str, reason: str) -> Decision:
    """Keep who joins or leaves, and why, in the programme year in which it happens; the words are English."""
    year = year_on(cohort, day)
    if year is None:
        raise Declined(no(_("Open a programme year first: who joins and leaves is kept among its decisions.")))
    name = names_of([organisation.pk], day)[organisation.pk]
    return Decision.objects.create(
        year=year,
        topic=Decision.Topic.MEMBERSHIP,
        text=words % {"name": name, "reason": reason.strip()},
        decided_on=clock.today(),
        recorded_at=clock.now(),
    )
