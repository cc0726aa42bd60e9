"""Two seats a member: who is nominated can sign in, and who is not any more cannot do anything (R-ROL-01, AC-19)."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client

from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined
from convenor.kernel.models import AuditEntry
from convenor.people.models import Account, Affiliation, Person
from convenor.room.cohorts import queries
from convenor.room.cohorts.actions.leaving import leave
from convenor.room.cohorts.actions.members import end_membership
from convenor.room.cohorts.actions.seats import Nominee
from convenor.room.cohorts.models import Membership, Seat, SeatHolding
from convenor.rules.vocabulary import Role
from making import (
    make_cohort,
    make_member,
    make_nominee,
    make_organisation,
    make_secretariat,
    make_year,
    seat_somebody,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]

NOMINEE = Nominee(name="Nominee 1, Ericsson", email="Nominee-1@ericsson.example", function="legal")


@pytest.fixture
def ericsson() -> Membership:
    return make_member(make_cohort(), make_organisation("ericsson"))


def seat(membership: Membership, number: int = 1) -> Seat:
    return membership.seats.get(number=number)


def test_a_nominee_can_sign_in_and_speaks_for_the_organisation(officer: Actor, ericsson: Membership) -> None:
    holding = seat_somebody(officer, seat(ericsson), NOMINEE)
    account = Account.objects.get(email="nominee-1@ericsson.example")
    assert holding.person.account == account
    assert actor_of(account).organisations(Role.NOMINEE) == {"ericsson"}
    assert actor_of(account).cohorts(Role.NOMINEE) == {"cop"}
    assert Affiliation.objects.get().function == "legal"
    assert [row.verb for row in AuditEntry.objects.order_by("sequence")] == ["nomination.made", "nomination.accepted"]


def test_a_seat_that_somebody_holds_is_not_given_away(officer: Actor, ericsson: Membership) -> None:
    make_nominee(ericsson)
    people = Person.objects.count()
    with pytest.raises(Declined, match="Give the day"):
        seat_somebody(officer, seat(ericsson), NOMINEE)
    assert (Person.objects.count(), SeatHolding.objects.count()) == (people, 1)


def test_one_person_does_not_hold_both_seats(officer: Actor, ericsson: Membership) -> None:
    seat_somebody(officer, seat(ericsson), NOMINEE)
    with pytest.raises(Declined, match="second person"):
        seat_somebody(officer, seat(ericsson, 2), NOMINEE)
    assert SeatHolding.objects.count() == 1


def test_nobody_sits_for_two_members(officer: Actor, ericsson: Membership) -> None:
    seat_somebody(officer, seat(ericsson), NOMINEE)
    other = make_member(ericsson.cohort, make_organisation("cisco"))
    with pytest.raises(Declined, match="another member"):
        seat_somebody(officer, seat(other), NOMINEE)
    assert SeatHolding.objects.count() == 1


def test_somebody_may_sit_for_one_organisation_in_two_cohorts(officer: Actor, ericsson: Membership) -> None:
    seat_somebody(officer, seat(ericsson), NOMINEE)
    elsewhere = make_member(make_cohort("other"), ericsson.organisation)
    seat_somebody(officer, seat(elsewhere), NOMINEE)
    assert actor_of(Account.objects.get(email=NOMINEE.email.lower())).cohorts() == {"cop", "other"}


def test_the_secretariat_sits_for_no_member(officer: Actor, ericsson: Membership) -> None:
    chief = make_secretariat(Role.CHIEF)
    with pytest.raises(Declined, match="works for the secretariat"):
        seat_somebody(officer, seat(ericsson), Nominee(name="Chief", email=chief.email))
    assert not SeatHolding.objects.exists()


def test_a_person_may_come_back(officer: Actor, ericsson: Membership) -> None:
    leave(officer, seat_somebody(officer, seat(ericsson), NOMINEE).person, ericsson.organisation)
    assert not Account.objects.get(email=NOMINEE.email.lower()).is_active
    again = seat_somebody(officer, seat(ericsson), Nominee(name=NOMINEE.name, email=NOMINEE.email, function="policy"))
    assert again.person.account is not None
    assert actor_of(again.person.account).organisations() == {"ericsson"}
    assert Affiliation.objects.get(until=None).function == "policy"


def test_a_member_that_has_left_nominates_nobody(officer: Actor, ericsson: Membership, today: date) -> None:
    make_year(ericsson.cohort)
    end_membership(officer, ericsson, until=today, reason="It left.")
    with pytest.raises(Declined, match="has ended"):
        seat_somebody(officer, seat(ericsson), NOMINEE)
    assert not SeatHolding.objects.exists()


def test_whoever_has_left_has_no_access_with_the_next_request(officer: Actor, ericsson: Membership) -> None:
    account = make_nominee(ericsson)
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert client.get("/cohorts/cop/").status_code == 200
    leave(officer, account.person, ericsson.organisation)  # type: ignore[attr-defined]
    assert client.get("/cohorts/cop/").status_code == 302
    assert actor_of(account).grants == ()
    assert Membership.objects.get().until is None


def test_vacancies_are_reminders_by_name(officer: Actor, ericsson: Membership, today: date) -> None:
    apple = make_member(ericsson.cohort, make_organisation("apple"))
    make_nominee(apple, 1)
    full = make_member(ericsson.cohort, make_organisation("cisco"))
    make_nominee(full, 1)
    make_nominee(full, 2)
    found = queries.vacancies(ericsson.cohort, today)
    assert [(row.organisation, row.filled) for row in found] == [("apple", 1), ("ericsson", 0)]


def test_nobody_is_reminded_once_the_years_are_over(ericsson: Membership, today: date) -> None:
    make_year(ericsson.cohort, 2022)
    assert queries.vacancies(ericsson.cohort, today) == ()
    assert queries.vacancies(ericsson.cohort, date(2022, 6, 1))


def test_a_holding_of_the_past_gives_no_grant(ericsson: Membership, today: date) -> None:
    account = make_nominee(ericsson)
    SeatHolding.objects.update(until=today - timedelta(days=1))
    assert actor_of(account).grants == ()


def test_the_roster_has_every_name_and_everybody_who_sat(officer: Actor, ericsson: Membership, today: date) -> None:
    organisation = ericsson.organisation
    organisation.names.create(kind="name", text="LM Ericsson", until=date(2015, 1, 1))
    organisation.names.filter(text="Ericsson").update(since=date(2015, 1, 1))
    organisation.names.create(kind="product", text="Radio Dot")
    organisation.names.create(kind="domain", text="ericsson.com")
    for key, value in [("country", "Sweden"), ("region", "Europe"), ("stack", "network equipment"), ("stack", "radio")]:
        organisation.attributes.create(key=key, value=value, provenance="public knowledge")
    organisation.attributes.create(key="secondary_sector", value="telecommunications", provenance="public knowledge")
    leave(officer, seat_somebody(officer, seat(ericsson), NOMINEE).person, ericsson.organisation)
    found = queries.roster(ericsson.cohort, day=today)
    assert found["visibility"] == "public"
    assert found["experts"] == []
    assert found["members"] == [
        {
            "id": "ericsson",
            "name": "Ericsson",
            "aliases": ["LM Ericsson"],
            "products": ["Radio Dot"],
            "domains": ["ericsson.com"],
            "handles": [],
            "people": [{"name": "Nominee 1, Ericsson", "role": "nominee"}],
            "attributes": {"country": "Sweden", "region": ["Europe"], "stack": ["network equipment", "radio"]},
            "events": [{"date": "2020", "text": "joined the community in 2020"}],
        }
    ]


def test_the_roster_of_a_list_that_is_not_published_is_secret(ericsson: Membership, today: date) -> None:
    ericsson.cohort.members_public = False
    assert queries.roster(ericsson.cohort, day=today)["visibility"] == "secret"


def test_the_roster_takes_the_same_statements_with_ten_times_the_members(
    ericsson: Membership, today: date, django_assert_num_queries: object
) -> None:
    for number in range(10):
        make_nominee(make_member(ericsson.cohort, make_organisation(f"member-{number}", region="Europe")))
    with django_assert_num_queries(9):  # type: ignore[operator]
        queries.roster(ericsson.cohort, day=today)


def test_the_attribution_check_can_read_the_roster(ericsson: Membership, today: date) -> None:
    from convenor.rules.attribution.roster import parse_roster

    make_nominee(ericsson)
    assert [member.id for member in parse_roster(queries.roster(ericsson.cohort, day=today)).members] == ["ericsson"]
