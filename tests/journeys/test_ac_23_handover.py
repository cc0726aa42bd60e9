"""AC-23: an officer on the first day answers from the screens alone."""

from datetime import date

import pytest
from django.test import Client

from convenor.desk.models import Draft
from convenor.kernel.models import Installation
from convenor.people.models import Account, Appointment, Person
from convenor.room.meetings.actions.remarks import burn_remarks
from convenor.rules.vocabulary import Role
from journeys.conftest import SignIn
from journeys.reading import whole, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def newcomer(sign_in: SignIn) -> Client:
    """A new officer who has never been here."""
    account = Account.objects.create_user("newcomer@secretariat.example")
    person = Person.objects.create(name="New officer", account=account)
    Appointment.objects.create(person=person, role=Role.OFFICER, since=date(2023, 3, 1))
    return sign_in("newcomer@secretariat.example")


def follow(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return words(response)


def due_addresses(page: str) -> list[str]:
    block = page.split('<ol class="due">')[1].split("</ol>", maxsplit=1)[0]
    return [part.split('"')[0] for part in block.split('<a href="')[1:]]


def test_the_first_page_says_what_is_due_in_at_most_seven_lines(newcomer: Client) -> None:
    page = follow(newcomer, "/start/")
    assert page.startswith("Monday")
    assert "Send the agenda for Q1 Session 3, 14 March 2023." in page
    assert "Ask the group how many special meetings to attend in 2023." in page
    assert "Publish the summary note of Peer Learning Platform, session 1, 8 February 2023." in page
    assert "overdue since 22 February 2023" in page
    assert 1 <= len(due_addresses(whole(newcomer.get("/monday/")))) <= 7


def test_every_line_leads_to_where_it_can_be_done(newcomer: Client) -> None:
    for address in due_addresses(whole(newcomer.get("/monday/"))):
        response = newcomer.get(address)
        assert response.status_code == 200, address
        assert "<form" in whole(response) or "<a class=" in whole(response), address


def test_a_line_goes_when_its_work_is_done(newcomer: Client) -> None:
    line = "Ask the group how many special meetings to attend in 2023."
    assert line in follow(newcomer, "/monday/")
    answer = {
        "number": "2",
        "delegates_count": "yes",
        "text": "Two special meetings; delegates count.",
        "decided_on": "2023-03-06",
    }
    page = newcomer.get("/cohorts/cop-2/2023/decisions/special-meetings/")
    assert page.status_code == 200
    response = newcomer.post("/cohorts/cop-2/2023/decisions/special-meetings/", _filled(whole(page), answer))
    assert response.status_code == 302, words(response)
    assert line not in follow(newcomer, "/monday/")


def _filled(page: str, wanted: dict[str, str]) -> dict[str, str]:
    """The answers under the names that the form uses; a date may have three fields."""
    filled = dict(wanted)
    if 'name="decided_on_0"' in page:
        year, month, day = filled.pop("decided_on").split("-")
        filled |= {"decided_on_0": day, "decided_on_1": month, "decided_on_2": year}
    if 'value="True"' in page and 'name="delegates_count"' in page:
        filled["delegates_count"] = "True"
    return filled


def test_what_was_decided_stands_with_its_date(newcomer: Client) -> None:
    page = follow(newcomer, "/cohorts/cop-2/2023/decisions/")
    assert "twelve monthly meetings, one special meeting in April and a gathering in December" in page
    assert "10 January 2023" in page


def test_which_notes_are_unpublished_and_who_must_act(newcomer: Client) -> None:
    page = follow(newcomer, "/desk/")
    for draft in Draft.objects.exclude(state="released"):
        assert draft.title in page
    assert "20 March 2023" in page


def test_who_has_a_vacant_seat(newcomer: Client) -> None:
    assert "Twitter" in follow(newcomer, "/cohorts/cop-2/members/")
    assert "Ask Twitter to name two nominees." in follow(newcomer, "/monday/")


def test_an_officer_who_left_sees_nothing_from_the_next_request_on(newcomer: Client) -> None:
    assert newcomer.get("/monday/").status_code == 200
    Appointment.objects.filter(person__name="New officer").update(until=date(2023, 3, 6))
    assert newcomer.get("/monday/").status_code == 403


def test_the_chief_hands_an_officers_work_to_the_newcomer(newcomer: Client, sign_in: SignIn) -> None:
    chief, leaving = sign_in("chief"), sign_in("officer")
    ends = Appointment.objects.get(person__account__email="officer@secretariat.example")
    takes = Appointment.objects.get(person__name="New officer")
    assert f"/office/{ends.pk}/end/" in whole(chief.get("/office/"))
    page = chief.get(f"/office/{ends.pk}/end/")
    assert "What they write and asked" in words(page)
    assert chief.post(f"/office/{ends.pk}/end/", {"to": str(takes.pk)}).status_code == 302
    assert leaving.get("/monday/").status_code == 302
    takes.refresh_from_db()
    assert ends.covers in takes.covers
    page = words(newcomer.get(f"/office/{ends.pk}/"))
    assert "Send the agenda for Q1 Session 3, 14 March 2023." in page


def test_with_nothing_due_monday_says_what_comes_next(newcomer: Client) -> None:
    Installation.objects.update(today=date(2030, 1, 7))
    Appointment.objects.update(until=None)
    Draft.objects.all().delete()
    burn_remarks(date(2030, 1, 7))
    page = follow(newcomer, "/monday/")
    assert "Nothing is due" in page
