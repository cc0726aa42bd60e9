"""Working groups: topics, seats, sessions by quarter, and what members bring to the end of the year."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry
from convenor.people.models import Account
from convenor.room.cohorts.models import Membership, ProgrammeYear
from convenor.room.groups import actions, queries
from convenor.room.groups.models import GroupSeat, GroupSession, Presentation, WorkingGroup, YearEndUpdate
from convenor.room.groups.urls import urlpatterns
from convenor.room.meetings.actions.calling import Call
from convenor.room.meetings.models import Session
from convenor.rules.vocabulary import GroupState, Mode, SessionKind, SessionState
from making import (
    make_cohort,
    make_installation,
    make_member,
    make_nominee,
    make_organisation,
    make_secretariat,
    make_session,
    make_year,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]

JANUARY = date(2023, 1, 1)


@pytest.fixture
def year() -> ProgrammeYear:
    return make_year(make_cohort())


@pytest.fixture
def apple(year: ProgrammeYear) -> Membership:
    membership = make_member(year.cohort, make_organisation("apple"))
    make_nominee(membership)
    return membership


@pytest.fixture
def group(year: ProgrammeYear) -> WorkingGroup:
    return WorkingGroup.objects.create(year=year, topic="gender", state=GroupState.ACTIVE, active_since=JANUARY)


def met(group: WorkingGroup, day: date) -> Session:
    session = make_session(group.year, day, kind=SessionKind.WORKING_GROUP)
    Session.objects.filter(pk=session.pk).update(state=SessionState.CLOSED)
    GroupSession.objects.create(group=group, session=session)
    return session


def test_a_topic_is_proposed_formed_and_closed(officer: Actor, year: ProgrammeYear, today: date) -> None:
    group = actions.propose_topic(officer, year, topic=" generative AI ")
    assert (group.topic, group.state) == ("generative AI", GroupState.PROPOSED)
    actions.form_group(officer, group, since=JANUARY)
    actions.close_group(officer, group, on=today)
    group.refresh_from_db()
    assert (group.state, group.active_since, group.closed_on) == (GroupState.CLOSED, JANUARY, today)
    assert list(AuditEntry.objects.order_by("sequence").values_list("verb", flat=True)) == [
        "topic.proposed",
        "group.formed",
        "group.closed",
    ]


def test_a_topic_stands_once_on_the_list_of_a_year(officer: Actor, year: ProgrammeYear) -> None:
    actions.propose_topic(officer, year, topic="Gender")
    with pytest.raises(Declined, match="on the year's list"):
        actions.propose_topic(officer, year, topic="gender")
    assert WorkingGroup.objects.count() == 1


def test_a_closed_group_does_not_come_back(officer: Actor, group: WorkingGroup, today: date) -> None:
    actions.close_group(officer, group, on=today)
    with pytest.raises(Declined):
        actions.form_group(officer, group, since=today)
    group.refresh_from_db()
    assert group.state == GroupState.CLOSED


@pytest.mark.parametrize("on", [date(2022, 12, 31), date(2024, 1, 1)])
def test_a_group_works_within_its_year(officer: Actor, year: ProgrammeYear, on: date) -> None:
    group = actions.propose_topic(officer, year, topic="gender")
    with pytest.raises(Declined, match="outside the programme year"):
        actions.form_group(officer, group, since=on)
    assert WorkingGroup.objects.get().state == GroupState.PROPOSED


def test_a_group_closes_after_it_was_formed(officer: Actor, group: WorkingGroup) -> None:
    WorkingGroup.objects.update(active_since=date(2023, 2, 1))
    with pytest.raises(Declined, match="before it was formed"):
        actions.close_group(officer, group, on=JANUARY)
    assert WorkingGroup.objects.get().state == GroupState.ACTIVE


def test_a_member_may_sit_in_several_groups_but_once_in_each(
    officer: Actor, group: WorkingGroup, apple: Membership, today: date
) -> None:
    second = WorkingGroup.objects.create(year=group.year, topic="HR75", state=GroupState.ACTIVE)
    for one in (group, second):
        actions.take_seat(officer, one, apple, since=today)
    with pytest.raises(Declined, match="sits in this group already"):
        actions.take_seat(officer, group, apple, since=today)
    assert [name for _seat, name in queries.seats_of(group, today)] == ["Apple"]
    assert GroupSeat.objects.count() == 2


def test_nobody_sits_in_a_group_that_is_not_formed(
    officer: Actor, year: ProgrammeYear, apple: Membership, today: date
) -> None:
    group = actions.propose_topic(officer, year, topic="gender")
    with pytest.raises(Declined, match="not formed yet"):
        actions.take_seat(officer, group, apple, since=today)
    assert not GroupSeat.objects.exists()


def test_a_stranger_does_not_sit_in_a_group(officer: Actor, group: WorkingGroup, today: date) -> None:
    stranger = make_member(make_cohort("other"), make_organisation("stranger"))
    with pytest.raises(Declined, match="no member of this cohort"):
        actions.take_seat(officer, group, stranger, since=today)
    assert not GroupSeat.objects.exists()


def test_a_member_leaves_a_group_once(officer: Actor, group: WorkingGroup, apple: Membership, today: date) -> None:
    seat = actions.take_seat(officer, group, apple, since=JANUARY)
    actions.leave_seat(officer, seat)
    assert queries.seats_of(group, today) == []
    with pytest.raises(Declined, match="left this group before"):
        actions.leave_seat(officer, seat)
    actions.take_seat(officer, group, apple, since=today)
    assert len(queries.seats_of(group, today)) == 1


def test_a_session_belongs_to_one_group(officer: Actor, group: WorkingGroup) -> None:
    second = WorkingGroup.objects.create(year=group.year, topic="HR75", state=GroupState.ACTIVE)
    session = make_session(group.year, date(2023, 2, 20), kind=SessionKind.WORKING_GROUP)
    actions.link_session(officer, group, session)
    with pytest.raises(Declined, match="another group's"):
        actions.link_session(officer, second, session)
    assert queries.sessions_of(group) == [session]
    actions.unlink_session(officer, group, session)
    with pytest.raises(Declined, match="not this group's"):
        actions.unlink_session(officer, group, session)
    assert not GroupSession.objects.exists()


def test_a_group_calls_its_own_session(officer: Actor, group: WorkingGroup) -> None:
    call = Call(kind=SessionKind.REGULAR, starts_at=datetime(2023, 3, 20, 15, tzinfo=UTC))
    session = actions.call_group_session(officer, group, call)
    assert session.kind == SessionKind.WORKING_GROUP
    assert queries.sessions_of(group) == [session]
    with pytest.raises(Declined, match="at that very time already"):
        actions.call_group_session(officer, group, call)
    assert queries.sessions_of(group) == [session]


def test_only_a_group_at_work_calls_a_session_and_only_within_its_year(officer: Actor, group: WorkingGroup) -> None:
    late = Call(kind=SessionKind.WORKING_GROUP, starts_at=datetime(2024, 3, 20, 15, tzinfo=UTC))
    with pytest.raises(Declined, match="outside the programme year"):
        actions.call_group_session(officer, group, late)
    WorkingGroup.objects.update(state=GroupState.CLOSED)
    with pytest.raises(Declined, match="or is closed"):
        actions.call_group_session(officer, group, replace(late, starts_at=datetime(2023, 3, 20, 15, tzinfo=UTC)))
    assert not Session.objects.exists()


def test_a_regular_meeting_is_no_groups_session(officer: Actor, group: WorkingGroup) -> None:
    with pytest.raises(Declined, match="no working-group session"):
        actions.link_session(officer, group, make_session(group.year, date(2023, 2, 14)))
    assert not GroupSession.objects.exists()


def test_a_quarter_without_a_meeting_is_missing_once_it_is_over(group: WorkingGroup) -> None:
    met(group, date(2023, 2, 20))
    planned = make_session(group.year, date(2023, 5, 2), kind=SessionKind.WORKING_GROUP)
    GroupSession.objects.create(group=group, session=planned)
    quarters = queries.quarters(group.year, date(2023, 6, 30))[str(group.pk)]
    assert (quarters.met, quarters.missing) == ((1,), ())
    assert queries.quarters(group.year, date(2023, 7, 1))[str(group.pk)].missing == (2,)


def test_an_update_arrives_once(officer: Actor, year: ProgrammeYear, apple: Membership, today: date) -> None:
    actions.receive_update(officer, year, apple, received_on=today, text="What our pilot taught us.")
    with pytest.raises(Declined, match="on record already"):
        actions.receive_update(officer, year, apple, received_on=today)
    with pytest.raises(Declined, match="not come yet"):
        actions.receive_update(officer, year, apple, received_on=date(2023, 11, 30))
    assert YearEndUpdate.objects.count() == 1


def test_an_update_comes_from_a_member_of_the_year(officer: Actor, year: ProgrammeYear, today: date) -> None:
    late = make_member(year.cohort, make_organisation("late"), since=date(2024, 2, 1))
    with pytest.raises(Declined, match="no member of this cohort in this year"):
        actions.receive_update(officer, year, late, received_on=today)
    assert not YearEndUpdate.objects.exists()


def test_presenting_from_afar_needs_a_reason(officer: Actor, year: ProgrammeYear, apple: Membership) -> None:
    gathering = make_session(year, date(2023, 3, 1), kind=SessionKind.GATHERING)
    with pytest.raises(Declined, match="Say why"):
        actions.record_presentation(officer, gathering, apple, mode=Mode.VIRTUAL)
    assert not Presentation.objects.exists()
    kept = actions.record_presentation(
        officer, gathering, apple, mode=Mode.VIRTUAL, exception_reason="The journey cost too much."
    )
    assert kept.exception_reason == "The journey cost too much."
    with pytest.raises(Declined, match="on record already"):
        actions.record_presentation(officer, gathering, apple)


def test_presentations_are_given_at_the_gathering_and_after_it_began(
    officer: Actor, year: ProgrammeYear, apple: Membership
) -> None:
    with pytest.raises(Declined, match="another kind"):
        actions.record_presentation(officer, make_session(year, date(2023, 2, 14)), apple)
    ahead = make_session(year, date(2023, 12, 5), kind=SessionKind.GATHERING)
    with pytest.raises(Declined, match="not come yet"):
        actions.record_presentation(officer, ahead, apple)
    assert not Presentation.objects.exists()


def test_a_nominee_changes_nothing(group: WorkingGroup, apple: Membership, today: date) -> None:
    nominee = actor_of(Account.objects.get(person__holdings__seat__membership=apple))
    seat = GroupSeat.objects.create(group=group, membership=apple, since=JANUARY)
    session = met(group, date(2023, 2, 20))
    for attempt in (
        lambda: actions.propose_topic(nominee, group.year, topic="mine"),
        lambda: actions.form_group(nominee, group, since=today),
        lambda: actions.close_group(nominee, group, on=today),
        lambda: actions.take_seat(nominee, group, apple, since=today),
        lambda: actions.leave_seat(nominee, seat),
        lambda: actions.call_group_session(nominee, group, Call(kind=SessionKind.REGULAR, starts_at=clock.now())),
        lambda: actions.link_session(nominee, group, session),
        lambda: actions.unlink_session(nominee, group, session),
        lambda: actions.receive_update(nominee, group.year, apple, received_on=today),
        lambda: actions.record_presentation(nominee, session, apple),
    ):
        with pytest.raises(Refused):
            attempt()
    assert WorkingGroup.objects.get().state == GroupState.ACTIVE
    assert GroupSeat.objects.get().until is None
    assert GroupSession.objects.count() == 1
    assert not AuditEntry.objects.exists()


# The pages


def browser(account: Account | None) -> Client:
    client = Client()
    if account is not None:
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def text(response: HttpResponse) -> str:
    return response.content.decode()


def addresses(group: WorkingGroup, seat: GroupSeat, session: Session) -> dict[str, str]:
    year, one = ["cop", 2023], [group.pk]
    arguments: dict[str, list[object]] = {
        "index": [*year],
        "group": [*one],
        "propose": [*year],
        "form": [*one],
        "close": [*one],
        "take_seat": [*one],
        "leave_seat": [*one, seat.pk],
        "call": [*one],
        "link_session": [*one],
        "unlink_session": [*one, session.pk],
        "year_end": [*year],
        "receive_update": [*year, "apple"],
        "present": [*year, "apple"],
    }
    assert {pattern.name for pattern in urlpatterns} == set(arguments)
    return {name: reverse(f"groups:{name}", args=given) for name, given in arguments.items()}


def test_each_page_is_seen_by_whom_it_says(group: WorkingGroup, apple: Membership) -> None:
    seat = GroupSeat.objects.create(group=group, membership=apple, since=JANUARY)
    session = met(group, date(2023, 2, 20))
    make_session(group.year, date(2023, 3, 1), kind=SessionKind.GATHERING)
    stranger = make_nominee(make_member(make_cohort("other"), make_organisation("stranger")))
    member = Account.objects.get(person__holdings__seat__membership=apple)
    officer = browser(make_secretariat())
    for name, url in addresses(group, seat, session).items():
        shared = name in {"index", "group"}
        assert officer.get(url).status_code == 200, name
        assert browser(member).get(url).status_code == (200 if shared else 403), name
        assert browser(member).post(url, {"topic": "x"}).status_code in ({200} if shared else {403}), name
        assert browser(stranger).get(url).status_code == (404 if shared else 403), name
        assert browser(None).get(url).status_code == 302, name
    assert WorkingGroup.objects.count() == 1
    assert GroupSeat.objects.get().until is None


def test_a_member_sees_the_own_seat_and_neither_others_nor_missing_quarters(
    group: WorkingGroup, apple: Membership, year: ProgrammeYear
) -> None:
    make_installation(demo=True, today=date(2023, 7, 3))
    GroupSeat.objects.create(group=group, membership=apple, since=JANUARY)
    other = make_member(year.cohort, make_organisation("cisco"))
    GroupSeat.objects.create(group=group, membership=other, since=JANUARY)
    client = browser(Account.objects.get(person__holdings__seat__membership=apple))
    for url in (reverse("groups:index", args=["cop", 2023]), reverse("groups:group", args=[group.pk])):
        page = text(client.get(url))
        assert "Your organisation sits in this group." in page
        assert "missing" not in page
        assert "Cisco" not in page
    assert "missing" not in text(client.get("/cohorts/cop/2023/"))
    officers = text(browser(make_secretariat()).get(reverse("groups:index", args=["cop", 2023])))
    assert "Q1 missing" in officers
    assert "2 members sit in it." in officers


def test_a_group_is_run_by_clicking(year: ProgrammeYear, apple: Membership, today: date) -> None:
    client = browser(make_secretariat())
    client.post("/cohorts/cop/2023/groups/propose/", {"topic": "gender"})
    group = WorkingGroup.objects.get()
    here = f"/groups/{group.pk}/"
    client.post(f"{here}form/", {"since": "2023-01-01"})
    client.post(f"{here}seats/", {"membership": "apple", "since": "2023-01-10"})
    session = make_session(year, date(2023, 2, 20), kind=SessionKind.WORKING_GROUP)
    client.post(f"{here}sessions/", {"session": str(session.pk)})
    page = text(client.get(here))
    assert "Apple" in page
    assert "20 February 2023" in page
    client.post(f"{here}seats/{GroupSeat.objects.get().pk}/leave/")
    client.post(f"{here}sessions/{session.pk}/unlink/")
    client.post(f"{here}close/", {"on": "2023-03-06"})
    group.refresh_from_db()
    assert (group.state, GroupSeat.objects.get().until, GroupSession.objects.count()) == ("closed", today, 0)


def test_the_end_of_the_year_is_recorded_by_clicking(year: ProgrammeYear, apple: Membership) -> None:
    client = browser(make_secretariat())
    make_session(year, date(2023, 3, 1), kind=SessionKind.GATHERING)
    here = "/cohorts/cop/2023/year-end/"
    refused = client.post(f"{here}apple/presentation/", {"mode": "virtual"})
    assert "Say why" in text(refused)
    client.post(f"{here}apple/presentation/", {"mode": "in_person"})
    client.post(f"{here}apple/update/", {"received_on": "2023-03-05", "text": "Our pilot."})
    page = text(client.get(here))
    assert "received" in page
    assert "In person" in page
    assert "Our pilot" not in page
    assert client.get(f"{here}stranger/update/").status_code == 404


def test_lists_take_the_same_statements_with_ten_times_the_rows(
    year: ProgrammeYear, group: WorkingGroup, apple: Membership
) -> None:
    client = browser(make_secretariat())

    def statements() -> list[int]:
        counts = []
        for url in (reverse("groups:index", args=["cop", 2023]), reverse("groups:year_end", args=["cop", 2023])):
            with CaptureQueriesContext(connection) as caught:
                client.get(url)
            counts.append(len(caught))
        return counts

    met(group, date(2023, 2, 20))
    few = statements()
    for number in range(10):
        more = WorkingGroup.objects.create(year=year, topic=f"topic {number}", state=GroupState.ACTIVE)
        member = make_member(year.cohort, make_organisation(f"member-{number}"))
        GroupSeat.objects.create(group=more, membership=member, since=JANUARY)
        met(more, date(2023, 2, number + 1))
    assert statements() == few
