"""Who is handed a slip is asked at that moment: whoever is not invited any more gets none."""

from collections.abc import Callable, Iterator

import pytest
from hour_scene import START, account_of, make_hour, nominee_of, stand_in, stand_in_account

from convenor.kernel import clock
from convenor.kernel.actor import NOBODY, Actor, actor_of
from convenor.kernel.gate import Refused
from convenor.people.models import Account
from convenor.room.cohorts.models import SeatHolding
from convenor.room.meetings.actions.delegates import withdraw_delegate
from convenor.room.meetings.actions.ground_rules import accept_rules
from convenor.room.meetings.models import Delegation, Session
from convenor.room.meetings.queries import rules_to_accept
from convenor.room.polls import asking
from convenor.rules.vocabulary import Capacity
from making import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Iterator[Session]:
    with clock.standing_at(START.date()):
        yield make_hour()


def switched_off(_session: Session) -> None:
    Account.objects.filter(pk=account_of("cisco").pk).update(is_active=False)


def seat_ended(_session: Session) -> None:
    SeatHolding.objects.filter(person__account=account_of("cisco")).update(until=START.date())


@pytest.mark.parametrize("happens", [switched_off, seat_ended])
def test_a_nominee_whose_account_or_seat_ended_meanwhile_is_handed_no_slip(
    session: Session, happens: Callable[[Session], None]
) -> None:
    actor, other = nominee_of("cisco"), nominee_of("apple")
    assert asking.slip_of(actor, session)
    happens(session)
    with pytest.raises(Refused, match="not invited to the session"):
        asking.slip_of(actor, session)
    assert asking.slip_of(other, session)


@pytest.mark.parametrize("capacity", [Capacity.DELEGATE, Capacity.GUEST])
def test_whose_invitation_was_taken_back_is_handed_no_slip(session: Session, capacity: Capacity) -> None:
    actor = actor_of(stand_in_account(session, "cisco", capacity))
    asked = rules_to_accept(actor, session)
    assert asked
    accept_rules(actor, session, seen=asked.seen)
    assert asking.slip_of(actor, session)
    withdraw_delegate(make_actor(name="Who takes it back"), Delegation.objects.get())
    with pytest.raises(Refused):
        asking.slip_of(actor, session)


def test_who_has_not_accepted_the_ground_rules_is_handed_no_slip(session: Session) -> None:
    with pytest.raises(Refused):
        asking.slip_of(stand_in(session, "cisco"), session)


@pytest.mark.parametrize("actor", [NOBODY, Actor(account="")])
def test_nobody_is_handed_no_slip_of_an_account(session: Session, actor: Actor) -> None:
    with pytest.raises(Refused):
        asking.slip_of(actor, session)
