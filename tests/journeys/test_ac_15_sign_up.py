"""AC-15: somebody on a slow phone in Lagos, with a free address and no company, signs up for two of the sessions."""

import gzip
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from convenor.kernel import clock
from convenor.room.meetings.models import Session
from convenor.room.series import forgetting
from convenor.room.series.models import Registration
from journeys.conftest import SignIn
from journeys.reading import words
from journeys.world import work

pytestmark = pytest.mark.django_db

ADDRESS, NAME = "ngozi.lagos@freemail.example", "Somebody of Lagos"
PAGE = "/webinars/plp/register/"
LINK = re.compile(r"https?://[^/\s]+(/registration/\S+/)")


@pytest.fixture(autouse=True)
def _nothing_waits(demo: None) -> None:
    """No form was counted, and what the demonstration has to mail has left."""
    cache.clear()
    work()


def mailed() -> list[EmailMessage]:
    mail.outbox.clear()
    work()
    return list(mail.outbox)


def signs_up(browser: Client, **more: object) -> None:
    """Three requests: the page, what is sent, and where one is then."""
    page = browser.get(PAGE)
    slip = re.search(r'name="slip" value="([^"]+)"', page.content.decode())
    numbers = re.findall(r'name="sessions" value="(\d)"[^>]*>\s*[^<]*(?:HRDD|Remedy)', page.content.decode())
    assert slip is not None
    given = {
        "slip": slip[1],
        "email": ADDRESS,
        "zone": "Africa/Lagos",
        "rules": "on",
        "sessions": numbers or ["2", "5"],
    }
    sent = browser.post(PAGE, {**given, **more})  # type: ignore[arg-type]
    assert sent.status_code == 302, words(sent)
    assert "Look into your mail" in words(browser.get(sent.headers["Location"]))


def test_the_page_weighs_little_and_needs_no_script() -> None:
    page = Client().get(PAGE)
    loads = re.findall(
        r'<(?:link rel="(?:stylesheet|icon)"[^>]*|img|script)[^>]*(?:href|src)="([^"]+)"', page.content.decode()
    )
    weight = len(gzip.compress(page.content))
    for load in loads:
        found = finders.find(load.removeprefix("/static/"))
        assert isinstance(found, str), load
        weight += len(gzip.compress(Path(found).read_bytes()))
    assert weight <= 30_000
    assert len(loads) + 1 <= 6
    assert "<script" not in page.content.decode()


def test_from_lagos_without_a_company_and_without_being_asked_for_one(sign_in: SignIn) -> None:
    officer = sign_in("officer")
    for number, day in ((2, "2023-03-15"), (5, "2023-09-13")):
        officer.post(reverse("series:move", args=["plp", number]), {"day": day, "at": "14:00"})
    work()
    browser = Client()
    signs_up(browser, name=NAME)
    (asked,) = mailed()
    assert asked.to == [ADDRESS]
    link = LINK.search(str(asked.body))
    assert link is not None
    assert "Was it you?" in words(browser.get(link[1]))
    browser.post(link[1], {"confirm": "1"})
    (calendar,) = mailed()
    text = str(calendar.body)
    assert "Wednesday 15 March 2023, 15:00 (WAT), 14:00 UTC" in text
    assert "Wednesday 13 September 2023, 15:00 (WAT), 14:00 UTC" in text
    assert str(calendar.message()).count("BEGIN:VEVENT") in {0, 2}, "a file of two, however it is encoded"
    own = words(browser.get(link[1]))
    assert "HRDD & End Use" in own
    assert "It is erased on 13 October 2023" in own
    # Nobody else reads of it: no page, no other registrant, no To line, no row.
    signs_up(Client(), email="another@freemail.example")
    for letter in mailed():
        assert letter.to == ["another@freemail.example"]
        assert ADDRESS not in str(letter.message())
    seen = [sign_in("officer"), sign_in("nominee"), Client()]
    for address in (
        "/webinars/",
        "/webinars/plp/",
        PAGE,
        "/",
        "/feed.atom",
        "/sitemap.xml",
        "/series/plp/",
        "/outbox/",
    ):
        for reader in seen:
            page = reader.get(address).content.decode()
            assert ADDRESS not in page, address
            assert NAME not in page, address
    assert "2 people registered" not in words(officer.get("/series/plp/"))
    assert "1 person registered; nobody sees who." in words(officer.get("/series/plp/"))


def test_it_is_erased_on_the_day_that_was_told_and_at_once_when_one_leaves() -> None:
    browser = Client()
    signs_up(browser)
    link = LINK.search(str(mailed()[0].body))
    assert link is not None
    browser.post(link[1], {"confirm": "1"})
    last = max(Session.objects.filter(webinar__number__in=[2, 5]).values_list("starts_at", flat=True)).date()
    day = last + timedelta(days=30)
    assert f"It is erased on {day.day} October 2023" in words(browser.get(link[1]))
    with clock.standing_at(day - timedelta(days=1)):
        forgetting.forget_registrations(day - timedelta(days=1))
    assert Registration.objects.count() == 1
    assert "erased, at once" in words(browser.post(link[1], {"leave": "1"}))
    assert not Registration.objects.exists()
    assert browser.get(link[1]).status_code == 404


def test_no_session_has_to_come_before_another() -> None:
    signs_up(Client(), sessions=["6"])
    row = Registration.objects.get()
    assert list(row.choices.values_list("webinar__number", flat=True)) == [6]
    assert row.made_on == date(2023, 3, 6)
