"""AC-03, AC-04 and AC-05: representation by delegates, the number of special meetings, leading as an ask."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.test import Client

from convenor.kernel import clock
from convenor.people.models import Account
from convenor.room.cohorts.actions import years
from convenor.room.cohorts.models import Membership, ProgrammeYear
from convenor.room.groups.models import GroupSeat, Presentation, WorkingGroup, YearEndUpdate
from convenor.room.meetings.models import Attendance, Session
from convenor.room.standing.queries import standing_of
from convenor.rules.standing import MemberStanding, RequirementId
from convenor.rules.vocabulary import Capacity, GroupState, Origin, RequirementStatus, SessionKind, StandingVerdict
from making import (
    make_actor,
    make_cohort,
    make_installation,
    make_member,
    make_nominee,
    make_organisation,
    make_secretariat,
    make_year,
)

pytestmark = pytest.mark.django_db

YEAR_END = date(2023, 12, 31)
Cohort = tuple[ProgrammeYear, Membership]


@pytest.fixture
def cohort() -> Cohort:
    """A company in a judged year, in a working group, with its findings presented."""
    make_installation(today=None)
    year = make_year(make_cohort())
    company = make_member(year.cohort, make_organisation("telefonica", name="Telefónica"))
    group = WorkingGroup.objects.create(
        year=year, topic="regulation", state=GroupState.ACTIVE, active_since=date(2023, 1, 15)
    )
    GroupSeat.objects.create(group=group, membership=company, since=date(2023, 1, 20))
    YearEndUpdate.objects.create(year=year, membership=company, received_on=date(2023, 11, 30))
    gathering = hold(year, date(2023, 12, 5), SessionKind.GATHERING)
    Presentation.objects.create(session=gathering, membership=company)
    return year, company


def hold(year: ProgrammeYear, day: date, kind: SessionKind = SessionKind.REGULAR) -> Session:
    moment = datetime.combine(day, datetime.min.time(), tzinfo=UTC).replace(hour=15)
    return Session.objects.create(year=year, kind=kind, state="closed", starts_at=moment, attendance_recorded_at=moment)


def attend(session: Session, company: Membership, capacity: Capacity) -> None:
    Attendance.objects.create(
        session=session,
        organisation=company.organisation,
        capacity=capacity,
        origin=Origin.OFFICER,
        recorded_at=session.starts_at,
    )


def hold_twelve(year: ProgrammeYear, company: Membership, rest: Capacity | None) -> None:
    """Twelve regular meetings: nominees at nine of them, at the other three whoever `rest` says."""
    for month in range(1, 13):
        session = hold(year, date(2023, month, 10))
        capacity = Capacity.NOMINEE if month % 4 else rest
        if capacity:
            attend(session, company, capacity)


def standing(year: ProgrammeYear, on: date = YEAR_END) -> MemberStanding:
    (found,) = standing_of(year, on)
    return found


def requirement(found: MemberStanding, wanted: RequirementId) -> tuple[RequirementStatus, str]:
    entry = next(entry for entry in found.requirements if entry.id is wanted)
    return entry.status, entry.because


def decide(year: ProgrammeYear, *, number: int, delegates_count: bool, on: date) -> None:
    officer = make_actor(name=f"Officer of {on:%B}")
    with clock.standing_at(on):
        years.decide_special_meetings(
            officer,
            year,
            number=number,
            delegates_count=delegates_count,
            text=f"The group agreed on {number} special meetings.",
            decided_on=on,
        )


def page_as(account: Account, address: str) -> str:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


# AC-03


def test_three_delegates_make_twelve_of_twelve(cohort: Cohort) -> None:
    year, company = cohort
    hold_twelve(year, company, Capacity.DELEGATE)
    status, because = requirement(standing(year), RequirementId.REGULAR_MEETINGS)
    assert status is RequirementStatus.MET
    assert "12 of 12" in because
    assert "delegate" in because


def test_no_page_shows_which_person_came(cohort: Cohort) -> None:
    year, company = cohort
    hold_twelve(year, company, Capacity.DELEGATE)
    nominee = make_nominee(company)
    make_installation(demo=True, today=YEAR_END)
    officer = make_secretariat(name="Officer on duty")
    pages = [
        page_as(officer, "/cohorts/cop/2023/standing/"),
        page_as(officer, "/cohorts/cop/2023/standing/telefonica/"),
        page_as(nominee, "/organisation/"),
    ]
    for page in pages:
        assert "Nominee 1, telefonica" not in page


def test_three_meetings_with_nobody_need_a_conversation_and_nothing_else(cohort: Cohort) -> None:
    year, company = cohort
    hold_twelve(year, company, None)
    found = standing(year)
    status, because = requirement(found, RequirementId.REGULAR_MEETINGS)
    assert status is RequirementStatus.NOT_MET
    assert "9 of 12" in because
    assert found.standing is StandingVerdict.NEEDS_CONVERSATION
    company.refresh_from_db()
    assert company.until is None
    assert mail.outbox == []


def test_a_session_whose_attendance_nobody_recorded_is_not_an_absence(cohort: Cohort) -> None:
    year, company = cohort
    attend(hold(year, date(2023, 1, 10)), company, Capacity.NOMINEE)
    unrecorded = hold(year, date(2023, 2, 10))
    Session.objects.filter(pk=unrecorded.pk).update(attendance_recorded_at=None)
    status, because = requirement(standing(year), RequirementId.REGULAR_MEETINGS)
    assert status is not RequirementStatus.NOT_MET
    assert "1 of 1" in because


# AC-04


def test_without_a_decision_the_number_is_not_set_and_lowers_nothing(cohort: Cohort) -> None:
    year, company = cohort
    hold_twelve(year, company, Capacity.DELEGATE)
    found = standing(year)
    status, because = requirement(found, RequirementId.SPECIAL_MEETINGS)
    assert status is RequirementStatus.NOT_SET
    assert "not set by the group" in because.lower()
    assert found.standing is StandingVerdict.GOOD_STANDING


def specials(year: ProgrammeYear, company: Membership) -> None:
    """Three special meetings: nominees at two, a delegate at one."""
    for month, capacity in ((3, Capacity.NOMINEE), (6, Capacity.NOMINEE), (9, Capacity.DELEGATE)):
        attend(hold(year, date(2023, month, 20), SessionKind.SPECIAL), company, capacity)


def test_three_with_delegates_counting_is_met(cohort: Cohort) -> None:
    year, company = cohort
    specials(year, company)
    decide(year, number=3, delegates_count=True, on=date(2023, 1, 10))
    assert requirement(standing(year), RequirementId.SPECIAL_MEETINGS)[0] is RequirementStatus.MET


def test_three_without_delegates_counting_is_two_of_three_with_the_reason(cohort: Cohort) -> None:
    year, company = cohort
    specials(year, company)
    decide(year, number=3, delegates_count=False, on=date(2023, 1, 10))
    status, because = requirement(standing(year), RequirementId.SPECIAL_MEETINGS)
    assert status is RequirementStatus.NOT_MET
    assert "2 of 3" in because
    assert "delegate" in because


def test_the_later_decision_counts_from_its_day_and_both_stay_on_record(cohort: Cohort) -> None:
    year, company = cohort
    specials(year, company)
    decide(year, number=3, delegates_count=False, on=date(2023, 1, 10))
    decide(year, number=3, delegates_count=True, on=date(2023, 10, 10))
    assert requirement(standing(year), RequirementId.SPECIAL_MEETINGS)[0] is RequirementStatus.MET
    decisions = list(year.decisions.values_list("decided_on", "delegates_count"))
    assert decisions == [(date(2023, 10, 10), True), (date(2023, 1, 10), False)]
    page = page_as(make_secretariat(name="Reader of decisions"), "/cohorts/cop/2023/decisions/")
    assert page.count("The group agreed on 3 special meetings.") == 2


# AC-05


def test_leading_no_meeting_keeps_good_standing_and_gives_a_private_hint(cohort: Cohort) -> None:
    year, company = cohort
    hold_twelve(year, company, Capacity.DELEGATE)
    found = standing(year)
    assert found.standing is StandingVerdict.GOOD_STANDING
    assert any("lead" in ask.text.lower() and not ask.answered for ask in found.asks)


def test_peers_see_nothing_of_the_hint(cohort: Cohort) -> None:
    year, company = cohort
    hold_twelve(year, company, Capacity.DELEGATE)
    make_installation(demo=True, today=date(2023, 6, 1))
    peer = make_nominee(make_member(year.cohort, make_organisation("vodafone", name="Vodafone")))
    for address in ("/cohorts/cop/", "/cohorts/cop/2023/", "/organisation/"):
        page = page_as(peer, address)
        assert "onsider leading" not in page.split("Vodafone")[0]
        if address == "/organisation/":
            assert "Telefónica" not in page
