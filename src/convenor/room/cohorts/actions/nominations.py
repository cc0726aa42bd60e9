"""Asking somebody to take a seat, and that person's answer; who asks and who answers are never the same (R-ROL-01)."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import NOBODY, THE_SYSTEM, Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.kernel.models import Silence
from convenor.kernel.outbox import emit
from convenor.people.addresses import an_address
from convenor.people.models import Account
from convenor.people.queries import in_force
from convenor.room.cohorts.actions.asked import end_nomination, new_nonce
from convenor.room.cohorts.actions.letting_in import few_enough, known_at
from convenor.room.cohorts.actions.parting import (
    give_back,
    hand_over,
    held_people,
    leave_without_a_place,
    tell_taken_back,
)
from convenor.room.cohorts.actions.seats import Nominee, held, holds_the_other, may_sit, take
from convenor.room.cohorts.models import Nomination, Seat, SeatHolding
from convenor.rules import nomination as rules
from convenor.rules.ground_rules import VERSION
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import NominationState

CAPABILITY = "seat.propose"
_OVER = "This link is not open any more."
_CHANGED_SINCE = "The rules were changed since you opened this page. Read them again, then accept them."
_NOT_AS_THINGS_STAND = "This cannot be accepted as things stand. Write to the secretariat; the link stays open."


def nominate(actor: Actor, seat: Seat, nominee: Nominee, *, starts_on: date | None = None) -> Nomination:
    """Ask somebody to take a seat, now or from a day on which its holder hands over; one mail goes to that person."""
    require(actor, CAPABILITY, organisation=seat.membership.organisation_id, cohort=seat.membership.cohort_id)
    name, address = rules.as_written(nominee.name), an_address(nominee.email)
    settle(yes() if name else no(_("Say who it is.")))
    settle(_is_another(actor, address))
    with transaction.atomic():
        few_enough(actor)
        row = held(seat)
        today = clock.today()
        settle(rules.may_nominate(seat_fact(row), today=today, starts_on=starts_on))
        _can_be_asked(actor, row, address)
        nomination = Nomination.objects.create(
            seat=row,
            name=name,
            email=address,
            function=rules.as_written(nominee.function),
            time_zone=nominee.time_zone,
            starts_on=starts_on,
            asked_on=today,
            nonce=new_nonce(),
        )
        emit("nomination_made", nomination=str(nomination.pk))
        _tell_the_holder(actor, nomination)
        audit.record(actor, "nomination.made", kind="seat", subject=row.pk)
    return nomination


def withdraw(actor: Actor, nomination: Nomination) -> None:
    """Take a question back; its link is dead from then on."""
    membership = nomination.seat.membership
    require(actor, CAPABILITY, organisation=membership.organisation_id, cohort=membership.cohort_id)
    with transaction.atomic():
        ended = end_nomination(nomination, NominationState.WITHDRAWN)
        settle(yes() if ended else no(_("It was answered or taken back before you.")))
        audit.record(actor, "nomination.withdrawn", kind="seat", subject=nomination.seat_id)


def accept(nomination: Nomination, *, seen: str, word: str = "") -> SeatHolding:
    """The person who was asked takes the seat, and the ground rules in the version that was shown (AC-19, R-ROL-04).

    The link is what lets this be done, so nobody's grants are asked.
    """
    with transaction.atomic():
        row = held(nomination.seat)
        # The person before the question, as whoever moves an address or leaves holds them.
        known = known_at(nomination.mailbox)
        asked = _still_asked(nomination)
        settle(yes() if seen == VERSION else no(_(_CHANGED_SINCE)))
        if known is not None and not may_sit(known, row).allowed:
            raise Declined(no(_(_NOT_AS_THINGS_STAND)))
        since = rules.begins_on(today=clock.today(), wanted=asked.starts_on)
        settle(_membership_lasts(row, since))
        nominee = Nominee(name=asked.name, email=asked.mailbox, function=asked.function, time_zone=asked.time_zone)
        before = hand_over(row, since)
        holding = take(row, nominee, known, since=since, rules=VERSION)
        for ended in before:
            emit("seat_passed_on", holding=str(ended.pk))
        end_nomination(asked, NominationState.ACCEPTED, word)
        audit.record(NOBODY, "nomination.accepted", kind="seat", subject=row.pk)
    return holding


def take_seat_back(actor: Actor, coming: SeatHolding) -> None:
    """Undo a yes before its day: whoever would hand the seat over keeps it, and both are told."""
    membership = coming.seat.membership
    require(actor, CAPABILITY, organisation=membership.organisation_id, cohort=membership.cohort_id)
    with transaction.atomic():
        seat = held(coming.seat)
        row = seat.holdings.filter(pk=coming.pk, since__gt=clock.today()).first()
        if row is None:
            raise Declined(no(_("It has begun, or somebody took it back before you.")))
        people = held_people([row.person_id])
        tell_taken_back(row)
        give_back(row)
        leave_without_a_place(people, seat.membership.organisation)
        audit.record(actor, "seat.taken_back", kind="seat", subject=seat.pk)


def decline(nomination: Nomination, *, word: str = "") -> None:
    """The person who was asked says no; the seat can be offered to somebody else."""
    with transaction.atomic():
        held(nomination.seat)
        asked = _still_asked(nomination)
        end_nomination(asked, NominationState.DECLINED, word)
        audit.record(NOBODY, "nomination.declined", kind="seat", subject=asked.seat_id)


def look_after_nominations(today: date) -> None:
    """Remind once after a week, end what nobody answered in thirty days, and forget what came to nothing."""
    for asked in Nomination.objects.filter(state=NominationState.PENDING):
        if rules.has_lapsed(asked_on=asked.asked_on, today=today):
            end_nomination(asked, NominationState.LAPSED)
            audit.record(THE_SYSTEM, "nomination.lapsed", kind="seat", subject=asked.seat_id)
        elif rules.reminder_due(asked_on=asked.asked_on, reminded_on=asked.reminded_on, today=today):
            Nomination.objects.filter(pk=asked.pk).update(reminded_on=today)
            emit("nomination_unanswered", nomination=str(asked.pk))
    over = Nomination.objects.filter(ended_on__lte=today - rules.FORGOTTEN_AFTER)
    Silence.objects.filter(whom__in=[str(key) for key in over.values_list("pk", flat=True)]).delete()
    over.delete()


def seat_fact(seat: Seat) -> rules.SeatFact:
    """A seat as the rule about nominations looks at it."""
    today = clock.today()
    coming = seat.holdings.filter(since__gt=today).order_by("since").first()
    return rules.SeatFact(
        held=seat.holdings.filter(in_force(today)).exists(),
        taken_from=coming.since if coming else None,
        asked=seat.nominations.filter(state=NominationState.PENDING).exists(),
        ends=seat.membership.until,
    )


def _tell_the_holder(actor: Actor, nomination: Nomination) -> None:
    """Whoever would hand a seat over hears of it at once; the secretariat too, where a colleague proposes it."""
    holder = nomination.seat.holdings.filter(in_force(clock.today())).select_related("person").first()
    if holder is None:
        return
    emit("handover_proposed", nomination=str(nomination.pk))
    if not actor.in_secretariat and str(holder.person.account_id) != actor.account:
        emit("handover_by_another", nomination=str(nomination.pk))


def _is_another(actor: Actor, address: str) -> Verdict:
    """Who asks and who answers are never the same, so nobody seats themselves."""
    own = Account.objects.filter(Q(email=address) | Q(person__email__iexact=address), pk=actor.account)
    if not actor.account or not own.exists():
        return yes()
    return no(_("This is your own address. Somebody else has to ask you: a nominee of yours, or the secretariat."))


def _can_be_asked(actor: Actor, seat: Seat, address: str) -> None:
    """Decline whoever cannot hold both seats; whoever is tied elsewhere is declined to the secretariat alone.

    A member's question goes out all the same, so that naming an address tells nobody whom we know; it cannot be
    accepted as long as that tie lasts, and the secretariat reads why.
    """
    known = known_at(address)
    twice = Nomination.objects.filter(seat__membership=seat.membership_id, email=address, state=NominationState.PENDING)
    verdict = may_sit(known, seat) if known and (actor.in_secretariat or holds_the_other(known, seat)) else yes()
    if twice.exists():
        verdict = no(_("This person was asked for the other seat. The second seat is for a second person."))
    settle(verdict)


def _still_asked(nomination: Nomination) -> Nomination:
    row = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    over = row.state != NominationState.PENDING or rules.has_lapsed(asked_on=row.asked_on, today=clock.today())
    settle(no(_(_OVER)) if over or row.nonce != nomination.nonce else yes())
    return row


def _membership_lasts(seat: Seat, since: date) -> Verdict:
    until = seat.membership.until
    return no(_(_OVER)) if until is not None and until <= since else yes()
