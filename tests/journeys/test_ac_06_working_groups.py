"""AC-06: working groups: topics, seats that count once, and a quarter that went by without a meeting."""

from datetime import date

import pytest
from django.test import Client

from convenor.kernel.models import Installation
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.groups.models import WorkingGroup
from convenor.room.meetings.models import Session
from convenor.room.standing.queries import standing_of
from convenor.rules.standing import RequirementId
from convenor.rules.vocabulary import GroupState, RequirementStatus, SessionState
from journeys.conftest import SignIn
from journeys.reading import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

GROUPS = "/cohorts/cop-2/2023/groups/"
YEAR = "/cohorts/cop-2/2023/"
CANDIDATES = {"generative AI", "regulation", "gender", "B-Tech Africa", "stakeholder engagement", "HR75"}


@pytest.fixture
def officer(demo: None, sign_in: SignIn) -> Client:
    return sign_in("officer")


def year_2023() -> ProgrammeYear:
    return ProgrammeYear.objects.get(cohort="cop-2", year=2023)


def third_requirement(slug: str, day: date) -> tuple[RequirementStatus, str]:
    standing = next(row for row in standing_of(year_2023(), day) if row.id == slug)
    found = next(finding for finding in standing.requirements if finding.id is RequirementId.WORKING_GROUP)
    return found.status, found.because


def form(officer: Client, topic: str, *members: str) -> WorkingGroup:
    """Form a group on a topic and let members sit in it, as an officer clicks."""
    group = WorkingGroup.objects.get(year=year_2023(), topic=topic)
    officer.post(f"/groups/{group.pk}/form/", {"since": "2023-01-01"})
    for slug in members:
        officer.post(f"/groups/{group.pk}/seats/", {"membership": slug, "since": "2023-01-02"})
    return group


def meet(officer: Client, group: WorkingGroup, day: date) -> None:
    """Call a session of a group; that it was held is set from outside, for the past cannot be clicked."""
    when = {"day": f"{day}", "clock": "15:00", "zone": "UTC", "minutes": "60"}
    called = officer.post(f"/groups/{group.pk}/call/", {"kind": "working_group", "mode": "virtual", **when})
    assert called.status_code == 302, words(called)
    Session.objects.filter(group_session__group=group).update(state=SessionState.CLOSED)


def test_six_candidates_are_there_and_a_seventh_can_be_proposed(officer: Client) -> None:
    assert set(WorkingGroup.objects.filter(year=year_2023()).values_list("topic", flat=True)) == CANDIDATES
    officer.post(f"{GROUPS}propose/", {"topic": "remedy"})
    page = words(officer.get(GROUPS))
    assert "remedy" in page[page.index("Proposed topics") :]
    assert WorkingGroup.objects.get(topic="remedy").state == GroupState.PROPOSED


def test_a_company_in_no_group_has_not_met_the_third_requirement() -> None:
    status, because = third_requirement("twitter", date(2023, 3, 6))
    assert status is RequirementStatus.NOT_MET
    assert because


def test_a_company_in_two_groups_has_met_it_once(officer: Client) -> None:
    form(officer, "gender", "twitter")
    form(officer, "HR75", "twitter")
    status, because = third_requirement("twitter", date(2023, 3, 6))
    assert status is RequirementStatus.MET
    assert "gender" in because
    assert "HR75" in because


def test_a_missing_quarter_is_flagged_to_the_secretariat_and_to_nobody_else(officer: Client, sign_in: SignIn) -> None:
    group = form(officer, "gender", "telefonica")
    for day in (date(2023, 2, 7), date(2023, 5, 4), date(2023, 11, 7)):
        meet(officer, group, day)
    Installation.objects.update(today=date(2024, 1, 8))
    for page in (GROUPS, f"/groups/{group.pk}/", YEAR):
        assert "Q3 missing" in words(officer.get(page))
        assert "missing" not in words(sign_in("nominee").get(page))
    index = words(officer.get(GROUPS))
    row = index[index.index("gender") : index.index("gender") + 60]
    assert "Q3 missing" in row
    assert "Q1 missing" not in row


def test_the_members_of_a_group_that_missed_a_quarter_are_not_marked_down(officer: Client) -> None:
    group = form(officer, "gender", "twitter")
    for day in (date(2023, 2, 7), date(2023, 5, 4), date(2023, 11, 7)):
        meet(officer, group, day)
    status, because = third_requirement("twitter", date(2024, 1, 8))
    assert status is RequirementStatus.MET
    assert "missing" not in because


def test_a_member_reads_which_group_is_its_own_and_not_who_else_sits_there(officer: Client, sign_in: SignIn) -> None:
    group = form(officer, "gender", "telefonica", "vodafone")
    page = words(sign_in("nominee").get(f"/groups/{group.pk}/"))
    assert "Your organisation sits in this group." in page
    assert "Vodafone" not in page
    assert sign_in("nominee").post(f"/groups/{group.pk}/seats/", {"membership": "telefonica"}).status_code == 403
