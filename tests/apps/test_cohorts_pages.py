"""The pages of cohorts and organisations: as officer, nominee of it, nominee of another, and nobody."""

from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from convenor.kernel import clock
from convenor.people.models import Account, NamingConsent, Organisation
from convenor.room.cohorts.actions.nominations import accept
from convenor.room.cohorts.models import (
    Advisor,
    Cohort,
    ContextEvent,
    Decision,
    ExpertOrganisation,
    Membership,
    Nomination,
    ProgrammeYear,
    SeatHolding,
    Waiting,
)
from convenor.room.cohorts.urls import urlpatterns
from convenor.room.meetings.models import Session
from convenor.rules.ground_rules import VERSION
from making import make_cohort, make_member, make_nominee, make_organisation, make_secretariat, make_session, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]

COHORT, YEAR, MEMBER = ["cop"], ["cop", 2023], ["cop", "apple"]
SHARED = {"index": [], "cohort": COHORT, "year": YEAR}
FOR_THE_SECRETARIAT: dict[str, list[object]] = {
    "start": [],
    "change": COHORT,
    "gaps": COHORT,
    "open_year": COHORT,
    "members": COHORT,
    "add_member": COHORT,
    "wait": COHORT,
    "offer_seat": ["cop", "waits"],
    "leave_waiting_list": ["cop", "waits"],
    "end_membership": MEMBER,
    "focus": YEAR,
    "update_due": YEAR,
    "agree_calendar": YEAR,
    "decisions": YEAR,
    "decide_special_meetings": YEAR,
    "decide_other": YEAR,
    "context": YEAR,
    "note_event": YEAR,
    "change_event": [*YEAR, 1],
    "drop_event": [*YEAR, 1],
    "add_expert": YEAR,
    "let_expert_be_named": [*YEAR, "gni"],
    "drop_expert": [*YEAR, "gni"],
    "propose": YEAR,
    "advisors": YEAR,
    "add_advisor": YEAR,
    "let_advisor_be_named": [*YEAR, "gni"],
    "drop_advisor": [*YEAR, "gni"],
    "organisations": [],
    "register": [],
    "organisation": ["apple"],
    "rename": ["apple"],
    "add_name": ["apple"],
    "drop_name": ["apple", "name"],
    "describe": ["apple"],
    "forget": ["apple", "attribute"],
    "consent": ["apple"],
    "withdraw_consent": ["gni", "consent"],
    "link": ["apple"],
}


@pytest.fixture
def scene(today: date) -> Cohort:
    """A cohort with a year, two members, one waiting, an event and an expert; and another cohort."""
    cohort = make_cohort()
    year = make_year(cohort)
    apple = make_organisation("apple", region="North America")
    apple.names.create(kind="alias", text="Apple Inc.")
    make_nominee(make_member(cohort, apple))
    make_nominee(make_member(cohort, make_organisation("cisco")))
    Waiting.objects.create(cohort=cohort, organisation=make_organisation("waits"), since=today)
    ContextEvent.objects.create(year=year, position=1, text="A war began.", public_fact=True)
    gni = make_organisation("gni")
    ExpertOrganisation.objects.create(year=year, organisation=gni)
    Advisor.objects.create(year=year, organisation=gni, field="civil_society")
    NamingConsent.objects.create(
        organisation=gni, purpose="expert_for_the_year", text_version="1.0", given_on=date(2023, 1, 1)
    )
    Decision.objects.create(
        year=year, topic="special_meetings", text="As agreed.", decided_on=today, recorded_at=clock.now(),
        number=3, delegates_count=True,
    )  # fmt: skip
    make_session(year, date(2023, 3, 14))
    Cohort.objects.filter(pk="cop").update(target_regions=["Africa"])
    elsewhere = make_cohort("other")
    make_year(elsewhere)
    make_nominee(make_member(elsewhere, make_organisation("elsewhere")))
    return cohort


def browser(account: Account | None) -> Client:
    client = Client()
    if account is not None:
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def nominee_of(slug: str) -> Client:
    return browser(Account.objects.get(person__holdings__seat__membership__organisation=slug))


def address(name: str, given: list[object]) -> str:
    apple, gni = Organisation.objects.get(pk="apple"), Organisation.objects.get(pk="gni")
    rows = {
        "name": apple.names.get(kind="alias").pk,
        "attribute": apple.attributes.get().pk,
        "consent": gni.naming_consents.get().pk,
    }
    arguments = [rows.get(word, word) if isinstance(word, str) else word for word in given]
    return reverse(f"cohorts:{name}", args=arguments)


# Counsel's two are the organisation's own to use: test_cohorts_counsel.py tries them.
OF_COUNSEL = {"counsel", "end_counsel"}
# A member's people are its own to keep: test_cohorts_nominations.py and test_cohorts_contacts.py try these, and the
# journey of a team that leaves.
OF_ITS_PEOPLE = {
    "ours",
    "people",
    "nominate",
    "take_seat_back",
    "withdraw_nomination",
    "answer_nomination",
    "add_contact",
    "end_contact",
    "erase_contact",
    "leave",
    "kit",
}
# A member answers a proposed year in test_year_on_one_page.py, and agrees to be named in test_cohorts_consents.py.
OF_MEMBERS = {
    "answer_proposal",
    "take_proposal_back",
    "consents",
    "accept_rules_again",
    "agree_to_be_named",
    "withdraw_own_consent",
}


def text(response: HttpResponse) -> str:
    return response.content.decode()


def test_every_page_of_the_app_is_in_this_test() -> None:
    found = {pattern.name for pattern in urlpatterns}
    assert found == {*SHARED, *FOR_THE_SECRETARIAT, *OF_COUNSEL, *OF_ITS_PEOPLE, *OF_MEMBERS}


@pytest.mark.parametrize("name", [*SHARED, *FOR_THE_SECRETARIAT])
def test_an_officer_sees_every_page_and_each_says_who_sees_it(scene: Cohort, name: str) -> None:
    response = browser(make_secretariat()).get(address(name, {**SHARED, **FOR_THE_SECRETARIAT}[name]))
    assert response.status_code == 200
    assert "In the room" in text(response)
    assert "secretariat" in text(response)


@pytest.mark.parametrize("name", FOR_THE_SECRETARIAT)
def test_a_nominee_sees_and_sends_nothing_of_the_secretariat(scene: Cohort, name: str) -> None:
    client, before = nominee_of("apple"), kept()
    url = address(name, FOR_THE_SECRETARIAT[name])
    assert client.get(url).status_code == 403
    assert client.post(url, {"organisation": "waits", "text": "x", "name": "x"}).status_code == 403
    assert kept() == before


@pytest.mark.parametrize("name", [*SHARED, *FOR_THE_SECRETARIAT])
def test_nobody_is_asked_to_sign_in(scene: Cohort, name: str) -> None:
    before = kept()
    url = address(name, {**SHARED, **FOR_THE_SECRETARIAT}[name])
    for response in (browser(None).get(url), browser(None).post(url, {"name": "x"})):
        assert response.status_code == 302
        assert response.headers["Location"].startswith(reverse("sign_in"))
    assert kept() == before


@pytest.mark.parametrize("name", ["cohort", "year"])
def test_another_cohort_looks_as_if_it_were_not_there(scene: Cohort, name: str) -> None:
    mine = address(name, SHARED[name])
    stranger = nominee_of("elsewhere")
    assert nominee_of("apple").get(mine).status_code == 200
    assert stranger.get(mine).status_code == 404
    assert stranger.get(mine.replace("cop", "nowhere")).status_code == 404
    assert "Community of Practice" not in text(stranger.get(mine))


def test_a_nominee_sees_names_and_sessions_and_nothing_of_others_seats(scene: Cohort) -> None:
    client = nominee_of("apple")
    cohort, year = text(client.get("/cohorts/cop/")), text(client.get("/cohorts/cop/2023/"))
    assert "Cisco" in cohort
    assert "14 March 2023" in year
    for page in (cohort, year):
        for hidden in ("Nominee 1", "acant", "Waits", "Gni", "Africa", "seats are free", "A war began", "standing/"):
            assert hidden not in page, hidden
    assert text(client.get("/cohorts/")).count("/cohorts/other/") == 0


def test_the_officer_sees_the_cap_the_vacancies_and_the_next_step(scene: Cohort) -> None:
    page = text(browser(make_secretariat()).get("/cohorts/cop/"))
    assert "2 of 20 seats are taken. The planned band is 15 to 20. 1 company waits." in page
    assert "18 seats are free." in page
    assert "2 members have a vacant seat" in page
    assert "Agree the calendar of 2023" in page
    assert "nobody from Africa" in page


def test_a_whole_membership_is_made_by_clicking(scene: Cohort, today: date) -> None:
    client = browser(make_secretariat())
    client.post("/register-an-organisation/", {"name": "Lagos Messaging", "kind": "company"})
    added = client.post(
        "/cohorts/cop/add-a-member/",
        {"organisation": "lagos-messaging", "since": "2023-03-06", "reason": "Asked in 2022."},
    )
    assert added.status_code == 302
    where = "/cohorts/cop/members/lagos-messaging/"
    assert f"{where}seats/1/nominate/" in text(client.get("/cohorts/cop/members/"))
    assert f"{where}seats/2/nominate/" in text(client.get("/organisations/lagos-messaging/"))
    body = {"name": "Nominee 1, Lagos Messaging", "email": "nominee-1@lagos.example"}
    asked = client.post(f"{where}seats/1/nominate/", body, follow=True)
    assert "Nominee 1, Lagos Messaging" in text(asked)
    held = accept(Nomination.objects.get(), seen=VERSION)
    for page in ("/cohorts/cop/members/", "/organisations/lagos-messaging/"):
        assert f"{where}leave/{held.person_id}/" in text(client.get(page)), page
    client.post(f"{where}leave/{held.person_id}/")
    assert not SeatHolding.objects.filter(person__name__startswith="Nominee 1, Lagos", until=None).exists()
    client.post("/cohorts/cop/members/lagos-messaging/end/", {"until": "2023-03-06", "reason": "It left."})
    page = text(client.get("/cohorts/cop/members/"))
    assert "Former members" in page
    assert "It left." in page


def test_what_is_wrong_is_said_on_the_form_and_nothing_is_kept(scene: Cohort) -> None:
    client, before = browser(make_secretariat()), kept()
    late = client.post("/cohorts/cop/2023/calendar/", {"text": "Agreed.", "decided_on": "2023-12-01"})
    assert "The day lies ahead" in text(late)
    odd = client.post("/cohorts/cop/2023/calendar/", {"text": "Agreed.", "decided_on": "03/04/2023"})
    assert "year-month-day" in text(odd)
    bare = client.post("/cohorts/cop/2023/decisions/special-meetings/", {"number": "3", "decided_on": "2023-03-01"})
    assert "whether delegates count" in text(bare)
    assert kept() == before


def test_decisions_are_recorded_by_clicking_and_listed(scene: Cohort) -> None:
    client = browser(make_secretariat())
    client.post(
        "/cohorts/cop/2023/decisions/special-meetings/",
        {"number": "2", "delegates_count": "no", "decided_on": "2023-03-06"},
    )
    client.post(
        "/cohorts/cop/2023/decisions/other/", {"topic": "gathering", "text": "Geneva.", "decided_on": "2023-03-01"}
    )
    page = text(client.get("/cohorts/cop/2023/decisions/"))
    assert "2 special meetings; delegates do not count." in page
    assert "3 special meetings; delegates count." in page
    assert page.count("in force") == 1
    assert "Geneva." in page


def test_context_and_experts_are_kept_by_clicking(scene: Cohort) -> None:
    client = browser(make_secretariat())
    client.post("/cohorts/cop/2023/context/1/", {"text": "A war began.", "public_fact": "on"})
    assert "needs a source" in text(client.get("/cohorts/cop/2023/context/"))
    told = {"text": "A war began.", "public_fact": "on", "source_url": "https://news.example/war"}
    client.post("/cohorts/cop/2023/context/1/", told)
    client.post("/cohorts/cop/2023/context/note/", {"text": "Little time."})
    client.post("/cohorts/cop/2023/experts/gni/name/", {"consent_text": "1.0"})
    client.post("/cohorts/cop/2023/experts/add/", {"organisation": "cisco"})
    page = text(client.get("/cohorts/cop/2023/context/"))
    assert (page.count("may be told"), page.count("stays inside")) == (1, 1)
    assert (page.count(">may be named<"), page.count(">not to be named<")) == (1, 1)
    client.post(f"/organisations/gni/consents/{NamingConsent.objects.get().pk}/withdraw/")
    assert ExpertOrganisation.objects.get(organisation="gni").may_be_named is False
    client.post("/cohorts/cop/2023/context/2/drop/")
    client.post("/cohorts/cop/2023/experts/gni/drop/")
    assert (ContextEvent.objects.count(), ExpertOrganisation.objects.count()) == (1, 1)


def test_an_organisation_is_described_by_clicking(scene: Cohort) -> None:
    client = browser(make_secretariat())
    client.post("/organisations/apple/rename/", {"name": "Orchard", "on": "2023-03-01"})
    client.post("/organisations/apple/names/", {"kind": "product", "text": "Pip"})
    client.post(
        "/organisations/apple/attributes/",
        {"key": "size", "value": "large", "provenance": "annual report", "verified": "on"},
    )
    client.post(
        "/organisations/apple/consents/",
        {"purpose": "member_of_the_cohort", "text_version": "1", "given_on": "2023-03-01"},
    )
    client.post("/organisations/apple/group/", {"parent": "cisco"})
    page = text(client.get("/organisations/apple/"))
    for word in ("<h1>Orchard</h1>", "Pip", "large", "checked", "Named as a member", "belongs to", "Cisco"):
        assert word in page, word
    assert "Orchard" in text(client.get("/organisations/"))


def test_a_cohort_is_started_and_changed_by_clicking() -> None:
    client = browser(make_secretariat())
    assert "No cohort yet" in text(client.get("/cohorts/"))
    started = client.post(
        "/start-a-cohort/",
        {
            "name": "Practice",
            "cap": "20",
            "rule_basis": "implied",
            "target_regions": "Africa\n\nAsia ",
            "monthly": "on",
        },
    )
    assert started.status_code == 302
    assert Cohort.objects.get().target_regions == ["Africa", "Asia"]
    client.post(
        "/cohorts/practice/open-a-year/", {"starts": "2023-01-01", "requirements": "cop-2.0", "focus": "Remedy"}
    )
    client.post("/cohorts/practice/2023/focus/", {"focus": "End use"})
    client.post("/cohorts/practice/2023/updates-due/", {"day": "2023-11-30"})
    page = text(client.get("/cohorts/practice/2023/"))
    assert "End use" in page
    assert "30 November 2023" in page.replace("\n", " ")
    assert "not agreed this calendar yet" in page
    empty = text(client.get("/cohorts/practice/members/"))
    assert "No members yet" in empty
    assert "Nobody waits." in empty


def test_the_list_of_cohorts_takes_the_same_statements_for_more_of_them(scene: Cohort) -> None:
    client = browser(make_secretariat())

    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get("/cohorts/")
        return len(caught)

    few = statements()
    for number in range(10):
        make_year(make_cohort(f"more-{number}"))
    assert statements() == few


@pytest.mark.parametrize("page", ["/cohorts/cop/members/", "/cohorts/cop/", "/cohorts/cop/gaps/", "/organisations/"])
def test_pages_of_members_take_the_same_statements_for_more_of_them(scene: Cohort, page: str) -> None:
    client = browser(make_secretariat())

    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(page)
        return len(caught)

    few = statements()
    for number in range(10):
        make_nominee(make_member(scene, make_organisation(f"more-{number}")))
    assert statements() == few


def kept() -> tuple[int, ...]:
    models = (Organisation, Cohort, Membership, Waiting, SeatHolding, ProgrammeYear, Decision, ContextEvent, Session)
    return tuple(model._default_manager.count() for model in (*models, ExpertOrganisation, NamingConsent, Account))
