"""What is held about somebody: all of it, nobody else's, and the same on the page and in the files."""

import json
from datetime import date, timedelta
from html import unescape

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.utils.html import strip_tags

from convenor.kernel import audit
from convenor.kernel.actor import actor_of
from convenor.people.holding import held_about, rows_of
from convenor.people.holdings import KINDS
from convenor.people.models import Account, Affiliation, Person
from convenor.people.own import ROWS_SHOWN
from convenor.room.cohorts.models import Nomination, SeatHolding
from convenor.room.invitations.models import Invitation
from convenor.room.meetings.models import Delegation, Remark
from making import (
    make_cohort,
    make_installation,
    make_member,
    make_nominee,
    make_organisation,
    make_person,
    make_secretariat,
    make_session,
    make_year,
)

pytestmark = pytest.mark.django_db
TODAY = date(2023, 3, 6)


@pytest.fixture
def nominee() -> Account:
    """Somebody with a seat, a function, an invitation with an answer, and rules accepted twice."""
    make_installation()
    cohort = make_cohort()
    account = make_nominee(make_member(cohort, make_organisation("ericsson")))
    person = Person.objects.get(account=account)
    Affiliation.objects.create(person=person, organisation_id="ericsson", function="Head of something")
    SeatHolding.objects.filter(person=person).update(rules_version="1.0", rules_accepted_on=date(2023, 1, 3))
    session = make_session(make_year(cohort), TODAY + timedelta(days=8))
    Invitation.objects.create(session=session, person=person, uid="1@x", address=person.email, answer="accepted")
    Delegation.objects.create(
        session=session,
        person=person,
        organisation_id="ericsson",
        rules_version="1.1",
        statement_version="1.2",
        accepted_on=date(2023, 3, 1),
    )
    return account


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def page(account: Account) -> str:
    response = browser(account).get("/account/holdings/")
    assert response.status_code == 200
    return " ".join(unescape(strip_tags(response.content.decode().replace("<", " <"))).split())


def file_of(account: Account, kind: str) -> str:
    response = browser(account).get(f"/account/holdings/what-we-hold.{kind}")
    assert isinstance(response, StreamingHttpResponse)
    assert response["Cache-Control"] == "no-store"
    return b"".join(part if isinstance(part, bytes) else part.encode() for part in response).decode()  # type: ignore[union-attr]


def test_the_page_tells_each_kind_with_why_until_when_and_who_sees_it(nominee: Account) -> None:
    shown = page(nominee)
    held = held_about(nominee)
    assert {str(one.kind.what) for one in held} >= {"Your account", "Who you are", "Seats that you hold or held"}
    for one in held:
        for words in (one.kind.what, one.kind.period.why, one.kind.period.how_long, one.kind.seen_by):
            assert " ".join(str(words).split()) in shown
    for value in ("Nominee 1, ericsson", nominee.email, "Head of something", "ACCEPTED".lower(), "ericsson"):
        assert value in shown


def test_it_says_what_is_not_held(nominee: Account) -> None:
    shown = page(nominee)
    for words in ("What you said in a session.", "How you voted", "When you signed in"):
        assert words in shown


def test_it_says_whether_somebody_was_ever_here(nominee: Account) -> None:
    assert "Has signed in once" not in page(nominee)
    Account.objects.filter(pk=nominee.pk).update(was_here=True)
    assert "Has signed in once: yes" in page(nominee)


def test_what_was_accepted_stands_with_its_version_and_its_day(nominee: Account) -> None:
    shown = page(nominee)
    assert "The ground rules, with your seat, version 1.0, 3 January 2023" in shown
    assert "The ground rules, for one session, version 1.1, 1 March 2023" in shown
    assert "The anti-trust statement, for one session, version 1.2, 1 March 2023" in shown


def test_nothing_of_anybody_else_is_told(nominee: Account) -> None:
    other = make_nominee(SeatHolding.objects.get(person__account=nominee).seat.membership, 2)
    Nomination.objects.create(
        seat_id=SeatHolding.objects.get(person__account=other).seat_id,
        name="Somebody asked",
        email="asked@people.example",
        asked_on=TODAY,
        nonce="n",
    )
    for told in (page(nominee), file_of(nominee, "json"), file_of(nominee, "txt")):
        assert other.email not in told
        assert "asked@people.example" not in told
        assert "Nominee 2" not in told


def test_the_files_tell_the_same_as_the_page(nominee: Account) -> None:
    found, text = json.loads(file_of(nominee, "json")), file_of(nominee, "txt")
    held = held_about(nominee)
    assert [one["what"] for one in found["held"]] == [str(one.kind.what) for one in held]
    for one, told in zip(held, found["held"], strict=True):
        assert [list(row.values()) for row in told["rows"]] == [[value for _, value in row.facts] for row in one.rows]
        for row in one.rows:
            assert all(value in text for _word, value in row.lines)
    assert {one["version"] for one in found["agreed"]} == {"1.0", "1.1", "1.2"}
    assert len(found["not_held"]) >= 5


def test_a_program_reads_days_and_moments_as_a_standard_writes_them(nominee: Account) -> None:
    found = json.loads(file_of(nominee, "json"))
    by_kind = {one["what"]: one["rows"] for one in found["held"]}
    (seat,) = by_kind["Seats that you hold or held"]
    assert seat["Since"] == "2020-01-01"
    (invitation,) = by_kind["Invitations to sessions to come, and your answers"]
    assert invitation["Session of"] == "2023-03-14T15:00:00+00:00"
    assert "1 January 2020" in page(nominee)
    assert "14 March 2023, 15:00 UTC" in file_of(nominee, "txt")


def test_what_somebody_did_is_told_without_what_it_said_and_shortened_on_the_page() -> None:
    make_installation()
    account = make_secretariat()
    for _number in range(ROWS_SHOWN + 3):
        audit.record(actor_of(account), "item.opened", kind="agenda_item", subject="1")
    audit.record(actor_of(make_secretariat(name="Another")), "item.closed", kind="agenda_item", subject="1")
    assert "3 more lines are in the file." in page(account)
    found = json.loads(file_of(account, "json"))
    trail = next(one for one in found["held"] if one["what"] == "What you did, in the trail")
    assert len(trail["rows"]) == ROWS_SHOWN + 3
    assert {row["What"] for row in trail["rows"]} == {"item.opened"}


def test_an_account_without_a_person_is_told_of_its_account() -> None:
    make_installation()
    account = Account.objects.create_user("alone@people.example")
    person = make_person("Somebody else", account=False)
    assert person.account is None
    shown = page(account)
    assert "alone@people.example" in shown
    assert "Somebody else" not in shown


def test_looking_leaves_no_line_and_needs_an_account(nominee: Account) -> None:
    before = audit.head()
    page(nominee)
    file_of(nominee, "json")
    assert audit.head() == before
    for address in ("", "what-we-hold.json", "what-we-hold.txt"):
        answer = Client().get(f"/account/holdings/{address}")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")


def test_the_account_s_page_leads_there(nominee: Account) -> None:
    assert 'href="/account/holdings/"' in browser(nominee).get("/account/").content.decode()


def test_a_note_leads_to_nobody(nominee: Account) -> None:
    Remark.objects.create(
        session=Invitation.objects.get().session, kind="challenge", text="Said by nobody in particular"
    )
    for told in (page(nominee), file_of(nominee, "json")):
        assert "Said by nobody" not in told


def test_the_day_of_the_files_is_the_clock_s(nominee: Account) -> None:
    make_installation(demo=True, today=TODAY)
    assert file_of(nominee, "txt").startswith("What is held about you, 6 March 2023")
    assert json.loads(file_of(nominee, "json"))["made_on"] == "2023-03-06"


def test_rows_are_found_by_the_column_and_not_by_the_whole_table(nominee: Account) -> None:
    make_person("Bystander")
    kind = next(kind for kind in KINDS if kind.model is Person)
    assert rows_of(kind, nominee).count() == 1
