"""The programme year on one page: hours, answers, what was proposed, what was agreed, and what changed since."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from invitation_scene import FIRST, NOW, SECOND, START, invitation_of, make_scene, work

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry
from convenor.people.models import Account, Organisation, Person
from convenor.room.cohorts.actions import proposing, years
from convenor.room.cohorts.models import Decision, Membership, ProgrammeYear, ProposalAnswer, YearProposal
from convenor.room.cohorts.proposals import proposal_shown
from convenor.room.invitations.actions.sending import send_invitations
from convenor.room.invitations.queries import link_token
from convenor.room.meetings.models import Session
from convenor.rules.retention import PERIODS, Record
from convenor.rules.vocabulary import CalendarState, SessionKind, SessionState
from convenor.wiring import DAILY, FORGETS
from making import make_cohort, make_member, make_nominee, make_organisation, make_secretariat, make_session, make_year

pytestmark = pytest.mark.django_db
UNTIL = NOW.date() + timedelta(days=14)
ANSWER = "/cohorts/cop/2023/proposal/answer/"


@pytest.fixture
def row() -> Session:
    """A session to come to which both members' nominees are invited."""
    with clock.standing_at(NOW):
        found = make_scene()
        send_invitations(actor_of(make_secretariat()), found)
        work()
    return found


@pytest.fixture
def office() -> Actor:
    return actor_of(make_secretariat(name="Officer of the year"))


def as_nominee(address: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(email=address))
    return client


def page_of(client: Client, year: int = 2023) -> str:
    answer = client.get(f"/cohorts/cop/{year}/on-one-page/")
    assert answer.status_code == 200
    return answer.content.decode()


def seen_on(client: Client) -> str:
    """The proposal that stands on the page."""
    found = re.search(r'name="seen" value="([^"]+)"', page_of(client))
    assert found is not None
    return found[1]


def say(client: Client, session: Session, word: str) -> int:
    there = "/cohorts/cop/2023/on-one-page/"
    return client.post(f"/sessions/{session.pk}/say/", {"says": word, "next": there}).status_code


def test_a_nominee_answers_in_one_tap_from_the_page(row: Session) -> None:
    client = as_nominee(FIRST)
    assert 'value="ACCEPTED"' in page_of(client)
    assert say(client, row, "ACCEPTED") == 302
    assert (invitation_of(FIRST).answer, invitation_of(SECOND).answer) == ("ACCEPTED", "NEEDS-ACTION")
    assert "<strong>I come</strong>" in page_of(client)


def test_the_page_and_the_link_give_the_same_answer(row: Session) -> None:
    client = as_nominee(FIRST)
    say(client, row, "DECLINED")
    Client().post(f"/answer/{link_token(invitation_of(FIRST))}/", {"says": "TENTATIVE"})
    assert "<strong>Perhaps</strong>" in page_of(client)


@pytest.mark.parametrize("word", ["", "DELEGATED", "NEEDS-ACTION", "nonsense"])
def test_what_is_no_answer_changes_nothing(row: Session, word: str) -> None:
    say(as_nominee(FIRST), row, word)
    assert invitation_of(FIRST).answer == "NEEDS-ACTION"


def test_nobody_answers_for_a_session_without_an_own_invitation(row: Session) -> None:
    elsewhere = make_nominee(make_member(make_cohort("other"), make_organisation("elsewhere")))
    client = Client()
    client.force_login(elsewhere)
    assert say(client, row, "ACCEPTED") == 404
    assert client.get("/cohorts/cop/2023/on-one-page/").status_code == 404
    assert invitation_of(FIRST).answer == invitation_of(SECOND).answer == "NEEDS-ACTION"


def test_a_member_sees_nobody_elses_answer_and_the_officer_sees_numbers(row: Session, client: Client) -> None:
    say(as_nominee(FIRST), row, "DECLINED")
    seen = page_of(as_nominee(SECOND))
    assert "<strong>" not in seen.split("<tbody")[1]
    assert "1 do not come" not in seen
    # Neither does somebody who holds no invitation, beside whom the numbers would stand.
    late = make_nominee(Membership.objects.get(organisation="telefonica"), 2)
    assert "1 do not come" not in page_of(as_nominee(late.email))
    client.force_login(make_secretariat(name="Officer 3"))
    office = page_of(client)
    assert "1 do not come, 1 did not answer yet" in office
    assert "ricsson" not in office.split("<tbody")[1]


def test_after_the_beginning_nothing_can_be_answered(row: Session) -> None:
    Session.objects.filter(pk=row.pk).update(starts_at=NOW - timedelta(days=1), state=SessionState.OPEN)
    client = as_nominee(FIRST)
    assert 'name="says"' not in page_of(client)
    say(client, row, "ACCEPTED")
    assert invitation_of(FIRST).answer == "NEEDS-ACTION"


def test_hours_are_told_in_the_readers_own_zone(row: Session) -> None:
    Person.objects.filter(email=FIRST).update(time_zone="Asia/Jakarta")
    page = page_of(as_nominee(FIRST))
    assert "22:00" in page
    assert "Hours are those of Jakarta" in page
    assert "at night for you" in page
    assert "15:00" in page_of(as_nominee(SECOND))


def test_expected_hours_follow_the_calendar_and_the_groups_decision(row: Session, office: Actor) -> None:
    assert row.year is not None
    for day in (4, 5):
        make_session(row.year, date(2023, 5, day), kind=SessionKind.SPECIAL)
    # March to December stand to be called but for the one in March: nine, one called, two special.
    assert "about 12 hours" in page_of(as_nominee(FIRST))
    with clock.standing_at(NOW):
        years.decide_special_meetings(office, row.year, number=1, delegates_count=True, text="", decided_on=NOW.date())
    assert "about 11 hours" in page_of(as_nominee(FIRST))


def test_a_year_is_proposed_answered_in_numbers_and_agreed(row: Session, office: Actor) -> None:
    year = row.year
    assert year is not None
    with clock.standing_at(NOW):
        proposal = proposing.propose_year(office, year, answer_by=UNTIL)
        letters = work()
        assert sorted(letter.to for letter in letters) == [[FIRST], [SECOND]]
        assert all("on-one-page" in str(letter.body) for letter in letters)
    client = as_nominee(FIRST)
    assert "Does Ericsson agree?" in page_of(client)
    assert "elefonica agree" not in page_of(client)
    client.post(ANSWER, {"organisation": "ericsson", "says": "agree", "seen": seen_on(client)})
    with clock.standing_at(NOW):
        shown = proposal_shown(office, year)
        assert shown is not None
        assert (shown.counted, shown.own) == ("1 of 2 members agree.", ())
        decision = years.agree_calendar(
            office, year, text="Twelve Tuesdays.", decided_on=NOW.date(), seen=str(proposal.pk)
        )
    proposal.refresh_from_db()
    assert (proposal.decision, proposal.ended_on) == (decision, NOW.date())
    assert not ProposalAnswer.objects.exists()
    assert "Twelve Tuesdays." in page_of(client)
    assert "since it was agreed" not in page_of(client)


def test_nobody_answers_for_another_organisation(row: Session, office: Actor) -> None:
    assert row.year is not None
    with clock.standing_at(NOW):
        proposal = proposing.propose_year(office, row.year, answer_by=UNTIL)
        with pytest.raises(Refused):
            proposing.answer_proposal(
                actor_of(Account.objects.get(email=FIRST)),
                proposal,
                Organisation.objects.get(pk="telefonica"),
                agrees=True,
            )
    client = as_nominee(FIRST)
    posted = client.post(ANSWER, {"organisation": "telefonica", "says": "agree", "seen": seen_on(client)})
    assert posted.status_code == 403
    assert not ProposalAnswer.objects.exists()


def test_what_is_agreed_is_what_was_proposed(row: Session, office: Actor) -> None:
    assert row.year is not None
    with clock.standing_at(NOW):
        proposal = proposing.propose_year(office, row.year, answer_by=UNTIL)
        Session.objects.filter(pk=row.pk).update(starts_at=START + timedelta(days=1))
        with pytest.raises(Declined, match="propose the year again"):
            years.agree_calendar(office, row.year, text="Agreed.", decided_on=NOW.date(), seen=str(proposal.pk))
    assert not Decision.objects.exists()
    assert ProgrammeYear.objects.get().calendar == CalendarState.DRAFT
    assert YearProposal.objects.get().ended_on is None


def test_a_proposal_is_taken_back_and_its_answers_go(row: Session, office: Actor) -> None:
    assert row.year is not None
    with clock.standing_at(NOW):
        proposal = proposing.propose_year(office, row.year, answer_by=UNTIL)
        nominee = actor_of(Account.objects.get(email=FIRST))
        company = Organisation.objects.get(pk="ericsson")
        proposing.answer_proposal(nominee, proposal, company, agrees=True)
        proposing.take_proposal_back(office, proposal)
        with pytest.raises(Declined, match="has ended"):
            proposing.answer_proposal(nominee, proposal, company, agrees=False)
        # The letters were on their way: nobody is asked about what is not asked any more.
        assert work() == []
        assert proposing.propose_year(office, row.year, answer_by=UNTIL).number == 2
    assert not ProposalAnswer.objects.exists()


def test_what_is_pressed_on_an_old_page_counts_for_no_other_version(row: Session, office: Actor) -> None:
    year = row.year
    assert year is not None
    officer = Client()
    officer.force_login(Account.objects.get(pk=office.account))
    agreeing = "/cohorts/cop/2023/calendar/"
    decided = {"text": "Agreed.", "decided_on": NOW.date().isoformat()}
    with clock.standing_at(NOW):
        first = proposing.propose_year(office, year, answer_by=UNTIL)
        client = as_nominee(FIRST)
        old = {"organisation": "ericsson", "says": "agree", "seen": seen_on(client)}
        assert f'value="{first.pk}"' in officer.get(agreeing).content.decode()
        proposing.take_proposal_back(office, first)
        told = client.post(ANSWER, old, follow=True)
        assert "not proposed any more" in told.content.decode()
        second = proposing.propose_year(office, year, answer_by=UNTIL)
        for sent in (old, {**old, "seen": ""}, {**old, "seen": "nonsense"}):
            told = client.post(ANSWER, sent, follow=True)
            assert "Look at what stands here now" in told.content.decode()
        assert not ProposalAnswer.objects.exists()
        officer.post("/cohorts/cop/2023/proposal/take-back/", {"seen": str(first.pk)})
        for seen in (str(first.pk), ""):
            told = officer.post(agreeing, {**decided, "seen": seen})
            assert "What is proposed has changed" in told.content.decode()
        second.refresh_from_db()
        assert (second.ended_on, Decision.objects.count()) == (None, 0)
        client.post(ANSWER, {**old, "seen": seen_on(client)})
        assert ProposalAnswer.objects.get().proposal == second
        assert "It agrees version 2" in officer.get(agreeing).content.decode()
        assert officer.post(agreeing, {**decided, "seen": str(second.pk)}).status_code == 302
        second.refresh_from_db()
    assert second.decision is not None


def test_who_answered_stands_nowhere_with_a_time(row: Session, office: Actor) -> None:
    assert row.year is not None
    with clock.standing_at(NOW):
        proposing.propose_year(office, row.year, answer_by=UNTIL)
        before = list(AuditEntry.objects.values_list("pk", flat=True))
        for word in ("agree", "change"):
            client = as_nominee(FIRST)
            client.post(ANSWER, {"organisation": "ericsson", "says": word, "seen": seen_on(client)})
            assert ProposalAnswer.objects.get().agrees is (word == "agree")
        assert list(AuditEntry.objects.values_list("pk", flat=True)) == before
    assert {field.name for field in ProposalAnswer._meta.fields} == {"id", "proposal", "organisation", "agrees"}
    assert ProposalAnswer._meta.db_table in FORGETS
    assert "As soon as the group has decided" in PERIODS[Record.YEAR_ANSWERS].how_long


def test_who_is_no_member_any_more_or_of_another_cohort_answers_and_sees_nothing(row: Session, office: Actor) -> None:
    year = row.year
    assert year is not None
    with clock.standing_at(NOW):
        proposal = proposing.propose_year(office, year, answer_by=UNTIL)
        nominee, company = actor_of(Account.objects.get(email=FIRST)), Organisation.objects.get(pk="ericsson")
        shown = proposal_shown(nominee, year)
        assert shown is not None
        assert (shown.counted, [word.slug for word in shown.own]) == ("", ["ericsson"])
        with pytest.raises(Refused):
            proposing.take_proposal_back(nominee, proposal)
        with pytest.raises(Refused):
            proposing.propose_year(nominee, year, answer_by=UNTIL)
        elsewhere = actor_of(make_nominee(make_member(make_cohort("other"), make_organisation("elsewhere"))))
        assert proposal_shown(elsewhere, year) is None
        Membership.objects.filter(organisation=company).update(until=NOW.date())
        with pytest.raises(Declined, match="none today"):
            proposing.answer_proposal(nominee, proposal, company, agrees=True)
        assert not ProposalAnswer.objects.exists()
        proposal.answers.create(organisation=company, agrees=True)
        of_today = proposal_shown(office, year)
        assert of_today is not None
        assert of_today.counted == "0 of 1 members agree."


def test_a_proposal_that_nobody_ended_ends_with_its_year(row: Session, office: Actor) -> None:
    year = row.year
    assert year is not None
    with clock.standing_at(NOW):
        proposal = proposing.propose_year(office, year, answer_by=UNTIL)
        nominee = actor_of(Account.objects.get(email=FIRST))
        proposing.answer_proposal(nominee, proposal, Organisation.objects.get(pk="ericsson"), agrees=True)
    with pytest.raises(Refused):
        proposing.end_what_is_over(year.ends + timedelta(days=1), nominee)
    assert proposing.end_what_is_over(year.ends) == 0
    assert ProposalAnswer.objects.count() == 1
    with clock.standing_at(year.ends + timedelta(days=1)):
        assert proposing.end_what_is_over(clock.today()) == 1
    proposal.refresh_from_db()
    assert (proposal.decision, proposal.ended_on) == (None, year.ends + timedelta(days=1))
    assert not ProposalAnswer.objects.exists()
    assert "convenor.room.cohorts.actions.proposing.end_what_is_over" in DAILY


def test_a_year_is_proposed_once_with_a_day_that_is_still_to_come(row: Session, office: Actor) -> None:
    year = row.year
    assert year is not None
    with clock.standing_at(NOW):
        with pytest.raises(Declined, match="still to come"):
            proposing.propose_year(office, year, answer_by=NOW.date())
        empty = make_year(year.cohort, 2024)
        with pytest.raises(Declined, match="no session"):
            proposing.propose_year(office, empty, answer_by=UNTIL)
        proposing.propose_year(office, year, answer_by=UNTIL)
        with pytest.raises(Declined, match="proposed already"):
            proposing.propose_year(office, year, answer_by=UNTIL)
    assert YearProposal.objects.count() == 1


def test_what_changed_since_the_agreement_is_told(row: Session, office: Actor) -> None:
    year = row.year
    assert year is not None
    off, gone = make_session(year, date(2023, 4, 4)), make_session(year, date(2023, 5, 9))
    with clock.standing_at(NOW):
        years.agree_calendar(office, year, text="Agreed so.", decided_on=NOW.date())
    Session.objects.filter(pk=row.pk).update(starts_at=datetime(2023, 3, 16, 9, tzinfo=UTC))
    Session.objects.filter(pk=off.pk).update(state=SessionState.CANCELLED)
    gone.delete()
    make_session(year, date(2023, 6, 6))
    page = page_of(as_nominee(FIRST))
    for words in ("moved since", "was agreed, and is cancelled", "not in the calendar any more", "new since"):
        assert words in page
    assert "14 March" in page
    assert "9 May" in page
    with clock.standing_at(NOW + timedelta(minutes=1)):
        years.agree_calendar(office, year, text="Agreed anew.", decided_on=NOW.date())
    page = page_of(as_nominee(FIRST))
    assert "moved since" not in page
    assert "Agreed so." in page
    assert "Agreed anew." in page
