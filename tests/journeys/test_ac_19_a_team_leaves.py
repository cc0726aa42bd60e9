"""AC-19: a whole team leaves at ten o'clock; the company stays, and nothing of its people can be opened any more."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session as SignedIn
from django.core import mail
from django.test import Client

from convenor.desk.models import Draft
from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.models import Delivery
from convenor.people.models import Account, Person
from convenor.room.cohorts import seating
from convenor.room.cohorts.actions.nominations import nominate
from convenor.room.cohorts.actions.seats import Nominee
from convenor.room.cohorts.models import ContinuityKit, Membership, Nomination, SeatHolding
from convenor.room.invitations.models import Feed, digest_of
from convenor.room.meetings.models import BriefUpdate, Remark, Session
from convenor.room.reviews.models import YearEndReview
from convenor.rules.ground_rules import VERSION
from convenor.rules.standing import RequirementId
from convenor.rules.vocabulary import Role
from convenor.secretariat.handlers import mail_kit
from journeys.conftest import SignIn
from journeys.reading import whole, words
from making import seat_somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

MONDAY = date(2023, 3, 6)
COMPANY = "twitter"
TEAM = ("nominee-1@twitter.example", "nominee-2@twitter.example")
PEOPLE = f"/cohorts/cop-2/members/{COMPANY}/people/"
HOME = "home@somewhere.example"


@pytest.fixture
def officer() -> Actor:
    return actor_of(Account.objects.get(email="officer@secretariat.example"))


@pytest.fixture
def company(officer: Actor) -> Membership:
    """The company with both seats held, as before that morning."""
    membership = Membership.objects.get(cohort="cop-2", organisation=COMPANY)
    with clock.standing_at(MONDAY - timedelta(days=60)):
        for seat, address in zip(membership.seats.order_by("number"), TEAM, strict=True):
            seat_somebody(officer, seat, Nominee(name=f"Nominee {seat.number}, Twitter", email=address))
    return membership


@pytest.fixture
def team(company: Membership, sign_in: SignIn) -> list[Client]:
    return [sign_in(address) for address in TEAM]


def person(address: str) -> Person:
    return Person.objects.get(email=address)


def leaving(address: str) -> str:
    return f"/cohorts/cop-2/members/{COMPANY}/leave/{person(address).pk}/"


def end_all(officers: Client) -> None:
    for address in TEAM:
        assert officers.post(leaving(address)).status_code == 302


def hand_over_all(officers: Client) -> None:
    """Both seats pass to others on the same day."""
    for number in (1, 2):
        body = {"name": f"Successor {number}", "email": f"after-{number}@twitter.example", "starts_on": "2023-03-06"}
        where = f"/cohorts/cop-2/members/{COMPANY}/seats/{number}/nominate/"
        assert officers.post(where, body).status_code == 302
        token = seating.link_to(Nomination.objects.get(email=body["email"]))
        Client().post(f"/nominations/{token}/", {"answer": "accept", "seen": VERSION})


def end_the_membership(officers: Client) -> None:
    body = {"until": "2023-03-06", "reason": "It leaves the community."}
    assert officers.post(f"/cohorts/cop-2/members/{COMPANY}/end/", body).status_code == 302


WAYS = {"it is said": end_all, "seats pass on": hand_over_all, "the membership ends": end_the_membership}


@pytest.mark.parametrize("way", WAYS)
def test_sessions_and_links_are_dead_by_the_next_request(team: list[Client], sign_in: SignIn, way: str) -> None:
    officers = sign_in("officer")
    for address in TEAM:
        Feed.objects.create(person=person(address), digest=digest_of(address), made_on=MONDAY)
        assert Client().get(f"/calendar/{address}.ics").status_code == 200
    invited = Session.objects.filter(year__cohort="cop-2", starts_at__date__gt=MONDAY).first()
    assert invited is not None
    nonces = [invited.invitations.create(person=person(address), uid=address).nonce for address in TEAM]
    for client in team:
        assert client.get("/organisation/").status_code == 200
    before = SignedIn.objects.count()
    WAYS[way](officers)
    for client, address in zip(team, TEAM, strict=True):
        for page in ("/organisation/", PEOPLE, "/cohorts/", "/stand-ins/"):
            response = client.get(page)
            assert response.status_code == 302, page
            assert response.headers["Location"].startswith("/sign-in/")
        assert not Account.objects.get(email=address).is_active
    assert SignedIn.objects.count() == before - 2
    for address in TEAM:
        assert Client().get(f"/calendar/{address}.ics").status_code == 404
    assert not set(nonces) & set(invited.invitations.values_list("nonce", flat=True))
    assert officers.get("/monday/").status_code == 200, "nobody else is signed out"


def test_the_company_stays_and_only_the_secretariat_learns_that_nobody_is_there(
    team: list[Client], sign_in: SignIn
) -> None:
    end_all(sign_in("officer"))
    membership = Membership.objects.get(cohort="cop-2", organisation=COMPANY)
    assert membership.until is None
    assert "Twitter: No active nominee" in words(sign_in("officer").get("/cohorts/cop-2/members/"))
    monday = words(sign_in("officer").get("/monday/"))
    assert "Ask Twitter to name two nominees." in monday
    assert "vacant since today" in monday
    peer = sign_in("nominee")
    for page in ("/organisation/", "/cohorts/cop-2/", "/cohorts/cop-2/2023/", "/our-people/"):
        shown = whole(peer.get(page, follow=True)).lower()
        assert "no active nominee" not in shown
        assert not re.search(r"twitter[^.]{0,80}(vacant|left)", shown), page
    assert peer.get(PEOPLE).status_code == 404
    assert peer.get(f"/organisations/{COMPANY}/waits/").status_code == 403


def test_what_was_said_stays_and_stays_without_a_name(team: list[Client], sign_in: SignIn) -> None:
    before = list(Remark.objects.order_by("pk").values_list("pk", "text"))
    assert before
    end_all(sign_in("officer"))
    assert list(Remark.objects.order_by("pk").values_list("pk", "text")) == before
    columns = {column.name for column in Remark._meta.get_fields()}
    assert not columns & {"person", "account", "organisation"}


def test_standing_of_the_company_is_as_it_was(team: list[Client], sign_in: SignIn) -> None:
    from convenor.room.cohorts.models import ProgrammeYear
    from convenor.room.standing.sheet import one

    year = ProgrammeYear.objects.get(cohort="cop-2", year=2023)
    before = one(year, COMPANY, MONDAY)
    end_all(sign_in("officer"))
    assert one(year, COMPANY, MONDAY) == before
    assert {finding.id for finding in before.standing.requirements} == set(RequirementId)


def test_what_waits_for_them_is_listed_for_others(team: list[Client], sign_in: SignIn) -> None:
    officers = sign_in("officer")
    session = Session.objects.filter(year__cohort="cop-2", starts_at__date__gt=MONDAY).first()
    assert session is not None
    session.items.create(position=90, kind="topic", title="A point that it leads", minutes=10, lead_id=COMPANY)
    draft = Draft.objects.exclude(state="released").first()
    assert draft is not None
    draft.waivers.create(
        organisation_id=COMPANY,
        kind="direct",
        text="Twitter",
        excerpt="A sentence.",
        wording="0" * 64,
        asked_by=Account.objects.get(email="officer@secretariat.example"),
        asked_at=datetime(2023, 3, 3, tzinfo=UTC),
    )
    end_all(officers)
    assert f"/organisations/{COMPANY}/waits/" in whole(officers.get(PEOPLE))
    page = officers.get(f"/organisations/{COMPANY}/waits/")
    assert "No active nominee" in words(page)
    assert "May words that point to it be published?" in words(page)
    assert "A point that it leads" in words(page)
    for address in re.findall(r'<ul class="tasks">.*?</ul>', whole(page), re.DOTALL):
        for link in re.findall(r'href="([^"]+)"', address):
            assert officers.get(link).status_code == 200, link


def test_what_they_asked_stays_with_the_company_and_is_given_on_or_closed(
    team: list[Client], sign_in: SignIn, company: Membership
) -> None:
    officers, peer = sign_in("officer"), sign_in("nominee")
    texts = ("How do others run a supplier audit?", "We can share a template for talking with suppliers.")
    for kind, text in zip(("ask", "offer"), texts, strict=True):
        team[0].post(f"/asks-and-offers/in/cop-2/{COMPANY}/new/", {"kind": kind, "text": text})
    team[1].post(f"/organisation/actions/of/{COMPANY}/new/", {"text": "Train the sales team."})
    ask, offer = (company.organisation.postings.get(text=text) for text in texts)
    assert peer.post(f"/asks-and-offers/answers/{ask.pk}/", {"words": ""}).status_code == 302
    assert "No active nominee" not in words(officers.get("/asks-and-offers/to-decide/"))
    end_all(officers)
    waits = words(officers.get(f"/organisations/{COMPANY}/waits/"))
    listed = words(officers.get("/asks-and-offers/to-decide/"))
    for text in texts:
        assert text in waits
        assert text in listed
        assert text in words(peer.get("/asks-and-offers/")), "what was asked stays, still without whose it is"
    assert "No active nominee" in listed
    assert "twitter" not in whole(peer.get("/asks-and-offers/")).lower()
    officers.post(f"/asks-and-offers/to-decide/{ask.pk}/give-on/", {"organisation": "ericsson"})
    officers.post(f"/asks-and-offers/to-decide/{offer.pk}/close/")
    takes_up = sign_in("nominee-1@ericsson.example")
    own = words(takes_up.get("/asks-and-offers/"))
    assert "Of Ericsson" in own
    assert "Somebody answered" in own
    assert texts[1] not in words(peer.get("/asks-and-offers/"))
    assert company.organisation.own_actions.get().text == "Train the sales team.", "it belongs to the company"
    assert officers.get("/organisation/actions/").status_code == 403


def test_a_link_of_a_nomination_that_they_had_is_dead(team: list[Client], officer: Actor, sign_in: SignIn) -> None:
    seat = SeatHolding.objects.get(person__email=TEAM[0]).seat
    SeatHolding.objects.filter(seat=seat).update(until=MONDAY)
    asked = nominate(officer, seat, Nominee(name="Nominee 1, Twitter", email=TEAM[0]))
    token = seating.link_to(asked)
    SeatHolding.objects.filter(seat=seat).update(until=None)
    sign_in("officer").post(leaving(TEAM[0]))
    assert Nomination.objects.get(pk=asked.pk).state == "withdrawn"
    assert Client().get(f"/nominations/{token}/").status_code == 404


@pytest.mark.parametrize("way", WAYS)
def test_the_kit_goes_once_to_the_address_that_the_leaver_chose_and_to_no_other(
    team: list[Client], sign_in: SignIn, company: Membership, way: str
) -> None:
    assert team[0].post("/when-i-leave/", {"address": HOME}).status_code == 302
    coming = Session.objects.filter(year__cohort="cop-2", starts_at__date__gt=MONDAY).first()
    assert coming is not None
    for slug, text in ((COMPANY, "Our own priority."), ("ericsson", "A priority of a peer.")):
        BriefUpdate.objects.update_or_create(session=coming, organisation_id=slug, defaults={"priority": text})
    draft = (
        Draft.objects.filter(cohort="cop-2").exclude(state="released").first()
        or Draft.objects.exclude(state="released").first()
    )
    assert draft is not None
    for slug, text in ((COMPANY, "The third line is about us."), ("ericsson", "The peer objects.")):
        draft.objections.create(organisation_id=slug, text=text, raised_at=datetime(2023, 3, 3, 9, tzinfo=UTC))
    WAYS[way](sign_in("officer"))
    deliveries = Delivery.objects.filter(event__name="somebody_left")
    assert deliveries.count() == 1, "who chose no address is sent nothing"
    event = deliveries.get().event
    assert set(event.ids) == {"kit"}
    for _again in range(3):
        mail_kit(**event.ids)
    sent = [letter for letter in mail.outbox if letter.subject == "Your own material"]
    assert [letter.to for letter in sent] == [[HOME]]
    (name, text, kind) = sent[0].attachments[0]
    assert (name, kind) == ("own-material.txt", "text/plain")
    assert "Where Twitter stands" in text
    for foreign in ("Our own priority.", "The third line is about us."):
        assert foreign not in text, "who of the company wrote it is not kept, so it may be a colleague's"
    for foreign in ("A priority of a peer.", "The peer objects.", draft.title, "Ericsson", coming.join_url or "@@"):
        assert foreign not in text, foreign
    assert all(remark.text not in text for remark in Remark.objects.all())
    assert not ContinuityKit.objects.exists(), "the address is forgotten"


def test_somebody_who_leaves_says_so_and_may_choose_then(team: list[Client], company: Membership) -> None:
    page = team[1].get(leaving(TEAM[1]))
    assert "Where should your own material go?" in words(page)
    page = team[1].post(leaving(TEAM[1]), {"address": HOME})
    assert page.status_code == 200
    assert "You have left Twitter" in words(page)
    assert ContinuityKit.objects.get().address == HOME
    assert team[1].get("/organisation/").status_code == 302
    assert team[0].get("/organisation/").status_code == 200, "the other nominee stays"


def test_nobody_chooses_an_address_for_somebody_else(team: list[Client], sign_in: SignIn) -> None:
    for client in (team[0], sign_in("officer")):
        client.post(leaving(TEAM[1]), {"address": "thief@elsewhere.example"})
    assert not ContinuityKit.objects.exists()
    assert not SeatHolding.objects.filter(person__email=TEAM[1], until=None).exists()


def test_the_other_nominee_says_it_and_somebody_of_another_company_cannot(team: list[Client], sign_in: SignIn) -> None:
    assert sign_in("nominee").post(leaving(TEAM[1])).status_code == 404
    assert SeatHolding.objects.filter(person__email=TEAM[1], until=None).exists()
    assert team[0].post(leaving(TEAM[1])).status_code == 302
    assert team[1].get("/organisation/").status_code == 302


def test_whoever_holds_another_role_keeps_it(team: list[Client], sign_in: SignIn) -> None:
    person(TEAM[0]).appointments.create(role=Role.OFFICER, since=MONDAY)
    sign_in("officer").post(leaving(TEAM[0]))
    account = Account.objects.get(email=TEAM[0])
    assert account.is_active
    assert {grant.role for grant in actor_of(account).grants} == {Role.OFFICER}
    assert team[0].get("/monday/").status_code == 302, "signed out all the same"


def test_the_review_tells_the_event_only_as_a_public_fact_with_a_source(sign_in: SignIn, officer: Actor) -> None:
    from convenor.room.cohorts.models import ContextEvent

    officers = sign_in("officer")
    event = ContextEvent.objects.get(text__contains="laid off its entire human rights team")
    assert event.public_fact
    assert event.source_url
    review = "/cohorts/cop-1/2022/review/"
    assert "human rights team" in officers.get(f"{review}export.md").content.decode()
    ContextEvent.objects.filter(pk=event.pk).update(public_fact=False)
    YearEndReview.objects.filter(year__year=2022).delete()
    assert "laid off" not in officers.get(f"{review}export.md").content.decode()
