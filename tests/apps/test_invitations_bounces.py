"""A letter that came back: the outbox says so, and a forged report can do no more than that."""

import pytest

from convenor.kernel.models import Delivery
from convenor.kernel.outbox import emit
from convenor.people.models import Person
from convenor.room.invitations.actions.incoming import take_in
from convenor.room.invitations.models import IncomingMail
from making import make_installation
from rules.test_bounces import DELAYED, EXCHANGE, EXIM, GOOGLE, OURS, POSTFIX, QMAIL

pytestmark = pytest.mark.django_db
Outcome = IncomingMail.Outcome


@pytest.fixture
def delivery() -> Delivery:
    make_installation()
    emit("agenda_sent", session="00000000-0000-4000-8000-000000000000")
    Delivery.objects.update(state=Delivery.State.DONE)
    return Delivery.objects.get()


@pytest.mark.parametrize("text", [POSTFIX, EXCHANGE, GOOGLE, EXIM, QMAIL])
def test_a_report_says_which_letter_came_back(delivery: Delivery, text: str) -> None:
    assert take_in(text.replace(OURS, delivery.message_id).encode()) == Outcome.NOTHING
    assert Delivery.objects.get().state == Delivery.State.CAME_BACK


def test_a_letter_that_is_late_has_not_come_back(delivery: Delivery) -> None:
    assert take_in(DELAYED.replace(OURS, delivery.message_id).encode()) == Outcome.NOTHING
    assert Delivery.objects.get().state == Delivery.State.DONE


@pytest.mark.parametrize("name", [OURS, "", "00000000000000000000000000000000@localhost"])
def test_a_report_of_a_letter_that_we_did_not_send_changes_nothing(delivery: Delivery, name: str) -> None:
    before = list(Delivery.objects.values())
    people = list(Person.objects.values())
    assert take_in(POSTFIX.replace(OURS, name).encode()) == Outcome.NOTHING
    assert list(Delivery.objects.values()) == before
    assert list(Person.objects.values()) == people


def test_a_report_counts_once_however_often_it_arrives(delivery: Delivery) -> None:
    report = POSTFIX.replace(OURS, delivery.message_id).encode()
    take_in(report)
    Delivery.objects.update(state=Delivery.State.DONE)
    take_in(report)
    assert Delivery.objects.get().state == Delivery.State.DONE
    assert IncomingMail.objects.count() == 1
