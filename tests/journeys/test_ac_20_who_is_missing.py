"""AC-20: who is missing, how surely that is known, and caveats that follow the roster without naming anybody."""

import pytest
from django.test import Client

from convenor.desk.models import Draft
from convenor.people.models import Organisation
from convenor.rules.vocabulary import DraftState
from journeys.conftest import SignIn
from journeys.reading import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

GAPS = "/cohorts/cop-2/gaps/"
GLOBAL_NORTH = "every company in it has its headquarters in the Global North"
NO_SMALL_ONES = "No small or medium-sized company and no start-up belongs to the community."


@pytest.fixture
def officer(demo: None, sign_in: SignIn) -> Client:
    return sign_in("officer")


def add(officer: Client, name: str, **attributes: str) -> None:
    """Register a company, say what is known of it, and let it join."""
    officer.post("/register-an-organisation/", {"name": name, "kind": "company"})
    slug = Organisation.objects.get(names__text=name).pk
    for key, value in attributes.items():
        said = {"key": key, "value": value, "provenance": "told by the company", "verified": "on"}
        officer.post(f"/organisations/{slug}/attributes/", said)
    officer.post("/cohorts/cop-2/add-a-member/", {"organisation": slug, "since": "2023-03-06"})


def note_in_view(client: Client) -> str:
    """A note as members see it before it is published, with what it says about itself."""
    draft = Draft.objects.get(cohort="cop-2", state=DraftState.OBJECTIONS)
    return words(client.get(f"/desk/in-view/{draft.pk}/"))


def test_the_gaps_are_counted_and_their_source_is_said(officer: Client) -> None:
    page = words(officer.get(GAPS))
    assert "nobody from Africa or Southeast Asia" in page
    assert "nobody whose main sector is dating or gaming" in page
    assert "7 seats are free." in page
    for row in (
        "North America 10",
        "Europe 3",
        "Africa nobody yet 0",
        "Southeast Asia nobody yet 0",
        "gaming nobody yet 0",
        "dating nobody yet 0",
        "social media wanted 2",
        "enterprise wanted 3",
        "telecommunications wanted 3",
    ):
        assert row in page, row
    assert "Attributes are known from: public knowledge, unverified" in page
    assert "It never decides who may join." in page


def test_a_new_note_says_whom_it_does_not_speak_for(sign_in: SignIn) -> None:
    page = note_in_view(sign_in("nominee"))
    assert GLOBAL_NORTH in page
    assert NO_SMALL_ONES in page


def test_one_african_and_one_small_firm_change_the_caveats_and_are_not_named(officer: Client, sign_in: SignIn) -> None:
    add(officer, "Lagos Messaging", region="Africa", sector="social media", size="large")
    add(officer, "Tiny Games", region="Europe", sector="gaming", size="small")
    page = note_in_view(sign_in("nominee"))
    assert GLOBAL_NORTH not in page
    assert "most of its companies have their headquarters in the Global North" in page
    assert NO_SMALL_ONES not in page
    assert "Most companies in the community are large." in page
    for name in ("Lagos", "Tiny", "Africa", "Nigeria"):
        assert name not in page, name
    gaps = words(officer.get(GAPS))
    assert "nobody from Southeast Asia" in gaps
    assert "Africa wanted 1" in gaps
    assert "told by the company" in gaps
    assert "5 seats are free." in gaps


def test_what_nobody_entered_is_said_to_be_unknown(officer: Client) -> None:
    add(officer, "Unknown Firm")
    page = words(officer.get(GAPS))
    assert "Say where Unknown Firm comes from and what its main sector is" in page


def test_the_gaps_are_the_secretariats(sign_in: SignIn) -> None:
    assert sign_in("nominee").get(GAPS).status_code == 403
