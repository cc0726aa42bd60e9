"""The own material of whoever leaves: where it says to ask for erasure leads somewhere (AC-19)."""

import re

import pytest
from django.core import mail
from django.test import Client

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.kernel.models import Event
from convenor.people.models import Account
from convenor.room.cohorts.actions.members import end_membership
from convenor.room.cohorts.models import ContinuityKit
from convenor.secretariat.handlers import mail_kit
from making import make_cohort, make_member, make_nominee, make_organisation, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]


@pytest.mark.parametrize("stays", [True, False])
def test_the_page_that_erases_is_open_also_to_whoever_sits_elsewhere(officer: Actor, stays: bool) -> None:
    left = make_member(make_cohort(), make_organisation("ericsson"))
    make_year(left.cohort)
    account = make_nominee(left)
    if stays:
        other = make_member(make_cohort("other"), make_organisation("elsewhere"))
        other.seats.get(number=1).holdings.create(person=account.person, since=clock.today())
    ContinuityKit.objects.create(person=account.person, address="home@somewhere.example")
    end_membership(officer, left, until=clock.today(), reason="It left.")
    account = Account.objects.get(pk=account.pk)
    assert account.is_active is stays
    mail_kit(**Event.objects.get(name="somebody_left").ids)
    browser = Client()
    if stays:
        browser.force_login(account)
    asked = re.search(r"https?://[^/\s]+(/(?:account|erase-me)/\S*)", str(mail.outbox[-1].body))
    assert asked is not None
    assert browser.get(asked[1]).status_code == 200
