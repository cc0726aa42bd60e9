"""AC-08: the cap of twenty, the twenty-first, and the seat that opens again."""

import pytest
from django.test import Client

from convenor.people.models import Organisation
from convenor.room.cohorts.models import Decision, Membership, Waiting
from journeys.conftest import SignIn
from journeys.reading import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

COHORT = "/cohorts/cop-2/"
SEVEN = [f"Newcomer {letter}" for letter in "ABCDEFG"]


@pytest.fixture
def officer(demo: None, sign_in: SignIn) -> Client:
    return sign_in("officer")


def register(officer: Client, name: str) -> str:
    officer.post("/register-an-organisation/", {"name": name, "kind": "company"})
    return Organisation.objects.get(names__text=name).pk


def add(officer: Client, slug: str) -> str:
    return words(officer.post(f"{COHORT}add-a-member/", {"organisation": slug, "since": "2023-03-06"}, follow=True))


@pytest.fixture
def full(officer: Client) -> None:
    """Seven more members, as an officer adds them."""
    for name in SEVEN:
        add(officer, register(officer, name))


def sitting() -> int:
    return Membership.objects.filter(cohort="cop-2", until=None).count()


def test_the_cohort_begins_with_thirteen_of_twenty(officer: Client) -> None:
    page = words(officer.get(COHORT))
    assert "13 of 20 seats are taken. The planned band is 15 to 20." in page
    assert "7 seats are free." in page


@pytest.mark.usefixtures("full")
def test_seven_more_fill_it(officer: Client) -> None:
    page = words(officer.get(f"{COHORT}members/"))
    assert "20 of 20 seats are taken." in page
    assert "0 seats are free." in page
    assert all(name in page for name in SEVEN)


@pytest.mark.usefixtures("full")
def test_the_twenty_first_is_declined_and_one_click_puts_it_on_the_waiting_list(officer: Client) -> None:
    slug = register(officer, "Twenty-first")
    refused = officer.post(f"{COHORT}add-a-member/", {"organisation": slug, "since": "2023-03-06"})
    page = words(refused)
    assert "All 20 seats are taken" in page
    assert "Put it on the waiting list" in page
    assert sitting() == 20
    assert f'name="organisation" value="{slug}"' in refused.content.decode()
    officer.post(f"{COHORT}waiting/", {"organisation": slug})
    assert "1 company waits." in words(officer.get(COHORT))
    assert sitting() == 20


@pytest.mark.usefixtures("full")
def test_a_seat_opens_and_goes_to_whoever_asked_first_by_a_recorded_decision(officer: Client) -> None:
    for name in ("Later", "Earlier"):
        officer.post(f"{COHORT}waiting/", {"organisation": register(officer, name)})
    assert "Give a seat to" not in words(officer.get(f"{COHORT}members/"))
    officer.post(f"{COHORT}members/vodafone/end/", {"until": "2023-03-06", "reason": "It asked to leave."})
    page = words(officer.get(f"{COHORT}members/"))
    assert "19 of 20 seats are taken." in page
    # Both asked on one day, so the alphabet decides, and the page says so.
    assert page.index("Earlier") < page.index("Later")
    assert "the same day as another; alphabetical order." in page
    assert "Whoever asked first is offered a seat first." in page
    out_of_turn = officer.post(f"{COHORT}waiting/later/offer/", {"since": "2023-03-06"})
    assert "1 company asked for a seat earlier" in words(out_of_turn)
    assert sitting() == 19
    officer.post(f"{COHORT}waiting/earlier/offer/", {"since": "2023-03-06"})
    assert sitting() == 20
    assert Waiting.objects.filter(left_on=None).count() == 1
    decisions = words(officer.get("/cohorts/cop-2/2023/decisions/"))
    assert "Vodafone leaves: It asked to leave." in decisions
    assert "Earlier joins from the waiting list: it asked first" in decisions
    assert Decision.objects.filter(topic=Decision.Topic.MEMBERSHIP).count() == 2


@pytest.mark.usefixtures("full")
def test_members_see_neither_the_waiting_list_nor_the_vacancies(officer: Client, sign_in: SignIn) -> None:
    officer.post(f"{COHORT}waiting/", {"organisation": register(officer, "Twenty-first")})
    page = words(sign_in("nominee").get(COHORT))
    assert "Newcomer A" in page
    for hidden in ("Twenty-first", "seats are", "vacant", "waits"):
        assert hidden not in page, hidden
    assert sign_in("nominee").get(f"{COHORT}members/").status_code == 403
