"""AC-16: a year of six sessions, each subject to change; one moves, and only those who registered for it are told."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from convenor.kernel import clock
from convenor.room.series.demand import count_wishes
from convenor.room.series.models import Registration, Series, Webinar
from journeys.conftest import SignIn
from journeys.reading import words
from journeys.test_ac_15_sign_up import LINK, signs_up
from journeys.world import work

pytestmark = pytest.mark.django_db

WEDNESDAYS = ["8 February", "15 March", "10 May", "12 July", "13 September", "8 November"]


@pytest.fixture(autouse=True)
def _nothing_waits(demo: None) -> None:
    """No form was counted, and what the demonstration has to mail has left."""
    cache.clear()
    work()


def mailed() -> list[EmailMessage]:
    mail.outbox.clear()
    work()
    return list(mail.outbox)


def confirms(address: str, sessions: list[str]) -> None:
    browser = Client()
    signs_up(browser, email=address, sessions=sessions)
    (letter,) = mailed()
    link = LINK.search(str(letter.body))
    assert link is not None
    browser.post(link[1], {"confirm": "1"})
    assert len(mailed()) == 1


def test_six_wednesdays_in_public_each_subject_to_change_until_held() -> None:
    page = words(Client().get("/webinars/plp/"))
    assert re.findall(r"(\d+ \w+) 2023", page)[:6] == WEDNESDAYS
    assert page.count("subject to change") == 5
    assert all(row.session.starts_at.isoweekday() == 3 for row in Webinar.objects.select_related("session"))


def test_july_moves_and_only_its_registrants_are_told(sign_in: SignIn) -> None:
    officer = sign_in("officer")
    confirms("july@freemail.example", ["4"])
    confirms("september@freemail.example", ["5"])
    confirms("both@freemail.example", ["4", "5"])
    signs_up(Client(), email="never.confirmed@freemail.example", sessions=["4"])
    mailed()
    officer.post(reverse("series:move", args=["plp", 4]), {"day": "2023-07-19", "at": "14:00"})
    told = mailed()
    assert sorted(letter.to[0] for letter in told) == ["both@freemail.example", "july@freemail.example"]
    assert all("19 July 2023" in str(letter.body) for letter in told)
    assert all("Remedy" not in str(letter.body) for letter in told)
    assert "19 July 2023" in words(Client().get("/webinars/plp/"))
    assert mailed() == []


def test_a_summary_note_is_due_after_each_session_and_late_after_its_days(sign_in: SignIn) -> None:
    page = words(sign_in("officer").get("/series/plp/"))
    assert "Summary note due on 22 February 2023" in page
    assert page.count("Summary note due on") == 6
    monday = words(sign_in("officer").get("/monday/"))
    assert "summary note" in monday.casefold()


def test_the_first_session_has_three_parts_in_public() -> None:
    page = Client().get("/webinars/plp/").content.decode()
    (parts,) = re.findall(r"<details><summary>Agenda</summary><ol>(.*?)</ol>", page, re.S)
    assert parts.count("<li>") == 3


def test_what_registrants_ask_for_is_shown_of_enough_and_plans_nothing(sign_in: SignIn) -> None:
    officer = sign_in("officer")
    before = list(Webinar.objects.order_by("number").values_list("number", "title", "session__starts_at"))
    assert "too few to show" in words(officer.get("/series/plp/"))
    series = Series.objects.get()
    topics = series.topics
    assert topics, "the demonstration has topics to choose from"
    wanted, rare = topics[0], topics[1]
    for number in range(11):
        cache.clear()
        ask = ([wanted, rare] if number == 0 else [wanted]) if number < 6 else []
        signs_up(Client(), email=f"somebody@company{number}.example", sessions=["4"], wishes=ask)
    Registration.objects.update(confirmed=True)
    count_wishes(clock.today())
    page = words(officer.get("/series/plp/"))
    assert page.count("At least 5 people ask for it.") == 1
    assert page.count("too few to show") == len(topics) - 1
    there = reverse("series:plan_webinar", args=["plp"])
    assert wanted in officer.get(there, {"about": wanted}).content.decode()
    assert list(Webinar.objects.order_by("number").values_list("number", "title", "session__starts_at")) == before


def test_what_people_ask_for_is_a_proposal_and_moves_nothing(sign_in: SignIn) -> None:
    officer = sign_in("officer")
    before = list(Webinar.objects.order_by("number").values_list("number", "title", "session__starts_at"))
    said = "Access to remedy\nSomething on AI"
    given = {"wording": "What would you like to learn?", "on": "2023-03-06", "answers": said}
    answer = officer.post(reverse("polls:load", args=["series", "plp"]), given)
    page = words(officer.get(answer.headers["Location"]))
    assert "13 September 2023" in page, "the session that an answer asks for is proposed"
    assert list(Webinar.objects.order_by("number").values_list("number", "title", "session__starts_at")) == before
    assert mailed() == []
