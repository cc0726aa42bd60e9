"""Standing: four minimums, explained; asks never lower it; nothing is invented (AC-03 to AC-06)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenor.rules.standing import (
    REQUIREMENT_SETS,
    ExecutiveFact,
    GroupFact,
    GroupSeatFact,
    LeadFact,
    MemberFact,
    MemberStanding,
    PresenceFact,
    PresentationFact,
    RequirementFinding,
    RequirementId,
    SessionFact,
    SpecialMeetingsDecision,
    StandingFacts,
    UpdateFact,
    YearFact,
    assess,
)
from convenor.rules.vocabulary import (
    Capacity,
    GroupState,
    Mode,
    Origin,
    RequirementStatus,
    SessionKind,
    StandingVerdict,
)

MET, NOT_MET = RequirementStatus.MET, RequirementStatus.NOT_MET
NOT_DUE, NOT_SET = RequirementStatus.NOT_DUE, RequirementStatus.NOT_SET
GOOD, CONVERSATION = StandingVerdict.GOOD_STANDING, StandingVerdict.NEEDS_CONVERSATION

YEAR = YearFact(
    year=2024,
    starts=date(2024, 1, 1),
    ends=date(2024, 12, 31),
    gathering=date(2024, 12, 4),
    update_due=date(2024, 11, 15),
)
ACME = MemberFact(id="acme", since=date(2023, 1, 1))
REGULAR = tuple(
    SessionFact(
        id=f"regular-{month}",
        kind=SessionKind.REGULAR,
        on=date(2024, month, 10),
        held=True,
        attendance_recorded=True,
    )
    for month in range(1, 13)
)
SPECIAL = tuple(
    SessionFact(
        id=f"special-{month}",
        kind=SessionKind.SPECIAL,
        on=date(2024, month, 20),
        held=True,
        attendance_recorded=True,
    )
    for month in (2, 5, 9)
)
GENDER = GroupFact(id="gender", topic="Gender", state=GroupState.ACTIVE)
REGULATION = GroupFact(id="regulation", topic="Regulation", state=GroupState.ACTIVE)


def there(session: SessionFact, capacity: Capacity = Capacity.NOMINEE, who: str = "acme") -> PresenceFact:
    return PresenceFact(session=session.id, organisation=who, capacity=capacity, origin=Origin.OFFICER)


def facts(**changes: object) -> StandingFacts:
    usual = StandingFacts(version="cop-2.0", year=YEAR, as_of=date(2025, 1, 15), members=(ACME,))
    return replace(usual, **changes)  # type: ignore[arg-type]


def full_facts(**changes: object) -> StandingFacts:
    """A year in which the company met all four minimums."""
    return replace(
        facts(
            sessions=REGULAR + SPECIAL,
            presences=tuple(there(session) for session in REGULAR + SPECIAL),
            decisions=(SpecialMeetingsDecision(number=3, delegates_count=True, decided_on=date(2024, 1, 10)),),
            groups=(GENDER,),
            seats=(GroupSeatFact(organisation="acme", group="gender", since=date(2024, 2, 1)),),
            updates=(UpdateFact(organisation="acme", year=2024, received_on=date(2024, 11, 12)),),
            presentations=(
                PresentationFact(organisation="acme", year=2024, presented_on=date(2024, 12, 4), mode=Mode.IN_PERSON),
            ),
        ),
        **changes,  # type: ignore[arg-type]
    )


def standing_of(given_facts: StandingFacts) -> MemberStanding:
    (standing,) = assess(given_facts)
    return standing


def finding(given_facts: StandingFacts, requirement: str) -> RequirementFinding:
    return next(f for f in standing_of(given_facts).requirements if f.id == requirement)


def test_a_year_with_all_four_minimums_is_in_good_standing() -> None:
    standing = standing_of(full_facts())
    assert [f.status for f in standing.requirements] == [MET] * 4
    assert standing.standing is GOOD
    assert standing.because == "In good standing: every requirement that is due is met."


# Regular meetings: AC-03


def test_a_delegate_credits_the_company() -> None:
    nominee, delegate = REGULAR[:9], REGULAR[9:]
    presences = (*map(there, nominee), *(there(s, Capacity.DELEGATE) for s in delegate))
    found = finding(facts(sessions=REGULAR, presences=presences), "regular_meetings")
    assert found.status is MET
    assert "12 of 12" in found.because
    assert "delegate" in found.because
    assert "nominee" in found.rule
    assert found.evidence[0] == "10 January 2024: represented"
    assert found.evidence[-1] == "10 December 2024: represented by a delegate"


def test_three_meetings_with_nobody_need_a_conversation_and_no_more() -> None:
    standing = standing_of(facts(sessions=REGULAR, presences=tuple(map(there, REGULAR[:9]))))
    found = standing.requirements[0]
    assert found.status is NOT_MET
    assert "9 of 12" in found.because
    assert "nobody came from the company to 3, which needs a conversation" in found.because
    assert standing.standing is CONVERSATION
    assert "nothing follows by itself" in standing.because
    assert "remov" not in (standing.because + found.because).lower()


def test_a_delegate_beside_a_nominee_counts_once() -> None:
    presences = (there(REGULAR[0]), there(REGULAR[0], Capacity.DELEGATE), there(REGULAR[0], Capacity.GUEST))
    found = finding(facts(sessions=REGULAR[:1], presences=presences), "regular_meetings")
    assert "1 of 1 " in found.because
    assert found.evidence == ("10 January 2024: represented",)


@pytest.mark.parametrize("capacity", [Capacity.EXPERT, Capacity.SECRETARIAT])
def test_experts_and_the_secretariat_do_not_credit_a_company(capacity: Capacity) -> None:
    found = finding(facts(sessions=REGULAR[:1], presences=(there(REGULAR[0], capacity),)), "regular_meetings")
    assert found.status is NOT_MET


def test_a_guest_from_the_company_credits_it() -> None:
    presences = (there(REGULAR[0], Capacity.GUEST),)
    found = finding(facts(sessions=REGULAR[:1], presences=presences), "regular_meetings")
    assert found.status is MET
    assert found.evidence == ("10 January 2024: represented by a colleague as a guest",)


def test_a_meeting_without_recorded_attendance_is_not_an_absence() -> None:
    unrecorded = replace(REGULAR[1], attendance_recorded=False)
    found = finding(facts(sessions=(REGULAR[0], unrecorded), presences=(there(REGULAR[0]),)), "regular_meetings")
    assert found.status is MET
    assert "1 of 1 " in found.because
    assert "1 more meeting will count" in found.because
    assert found.evidence[-1] == "10 February 2024: attendance not recorded yet"


def test_a_presence_that_waits_to_be_confirmed_is_not_an_absence() -> None:
    waiting = replace(there(REGULAR[0]), recorded=False)
    found = finding(facts(sessions=REGULAR[:1], presences=(waiting,)), "regular_meetings")
    assert found.status is NOT_DUE


def test_cancelled_future_and_uncounted_meetings_ask_nothing() -> None:
    sessions = (
        replace(REGULAR[0], cancelled=True),
        replace(REGULAR[1], counts_toward_standing=False),
        replace(REGULAR[8], held=False),
    )
    found = finding(facts(sessions=sessions, as_of=date(2024, 6, 1)), "regular_meetings")
    assert found.status is NOT_DUE
    assert found.because == "No regular meeting has taken place yet."


def test_meetings_before_joining_and_after_leaving_ask_nothing() -> None:
    member = MemberFact(id="acme", since=date(2024, 3, 1), until=date(2024, 5, 10))
    given_facts = facts(members=(member,), sessions=REGULAR, presences=tuple(map(there, REGULAR[2:4])))
    found = finding(given_facts, "regular_meetings")
    assert found.status is MET
    assert "2 of 2" in found.because


def test_synthetic_attendance_says_so_even_where_nobody_came() -> None:
    somebody_else = replace(there(REGULAR[0], who="other"), origin=Origin.SYNTHETIC)
    standing = standing_of(facts(sessions=REGULAR[:1], presences=(somebody_else,)))
    assert standing.synthetic
    assert standing.requirements[0].evidence == ("10 January 2024: not represented (synthetic)",)
    assert not standing_of(full_facts()).synthetic


# Special meetings: AC-04, A-11


def special(
    attended: tuple[PresenceFact, ...],
    *,
    sessions: tuple[SessionFact, ...] = SPECIAL,
    number: int = 3,
    delegates_count: bool = True,
    as_of: date = date(2025, 1, 15),
) -> RequirementFinding:
    decision = SpecialMeetingsDecision(number=number, delegates_count=delegates_count, decided_on=date(2024, 1, 10))
    return finding(facts(sessions=sessions, presences=attended, decisions=(decision,), as_of=as_of), "special_meetings")


TWO_AND_A_DELEGATE = (there(SPECIAL[0]), there(SPECIAL[1]), there(SPECIAL[2], Capacity.DELEGATE))


def test_without_a_decision_the_number_is_not_set_and_lowers_nothing() -> None:
    standing = standing_of(full_facts(decisions=()))
    found = standing.requirements[1]
    assert found.status is NOT_SET
    assert found.because.startswith("Not set by the group")
    assert standing.standing is GOOD


def test_delegates_count_when_the_group_decided_so() -> None:
    found = special(TWO_AND_A_DELEGATE)
    assert found.status is MET
    assert "3 of 3" in found.because
    assert found.evidence[-1] == "Decision of 10 January 2024: 3 special meetings, delegates count"


def test_delegates_do_not_count_when_the_group_decided_so_and_the_reason_says_it() -> None:
    found = special(TWO_AND_A_DELEGATE, delegates_count=False)
    assert found.status is NOT_MET
    assert "2 of 3" in found.because
    assert "1 more was attended by a delegate" in found.because
    assert found.evidence[-1].endswith("delegates do not count")


def test_a_later_decision_applies_from_its_day_and_the_earlier_one_before() -> None:
    first = SpecialMeetingsDecision(number=3, delegates_count=True, decided_on=date(2024, 1, 10))
    second = SpecialMeetingsDecision(number=3, delegates_count=False, decided_on=date(2024, 10, 1))
    for decisions in ((first, second), (second, first)):
        both = facts(sessions=SPECIAL, presences=TWO_AND_A_DELEGATE, decisions=decisions)
        assert finding(both, "special_meetings").status is NOT_MET
        assert finding(replace(both, as_of=date(2024, 9, 30)), "special_meetings").status is MET
    assert finding(replace(both, as_of=date(2024, 1, 9)), "special_meetings").status is NOT_SET


def test_of_two_decisions_on_one_day_the_one_recorded_last_applies() -> None:
    first = SpecialMeetingsDecision(number=3, delegates_count=False, decided_on=date(2024, 1, 10))
    mended = replace(first, delegates_count=True)
    both = facts(sessions=SPECIAL, presences=TWO_AND_A_DELEGATE, decisions=(first, mended))
    assert finding(both, "special_meetings").status is MET


def test_while_the_calendar_still_holds_enough_meetings_nothing_is_due() -> None:
    found = special((there(SPECIAL[0]),), as_of=date(2024, 3, 1))
    assert found.status is NOT_DUE
    assert "1 of 3" in found.because


def test_while_the_group_has_not_yet_called_enough_meetings_nothing_is_due() -> None:
    assert special((), sessions=SPECIAL[:1], as_of=date(2024, 3, 1)).status is NOT_DUE


def test_a_missed_meeting_that_cannot_be_made_up_needs_a_conversation_before_the_year_ends() -> None:
    found = special((there(SPECIAL[0]),), as_of=date(2024, 6, 1))
    assert found.status is NOT_MET


def test_a_missed_meeting_can_be_made_up_when_more_are_held_than_agreed() -> None:
    assert special((there(SPECIAL[0]),), number=2, as_of=date(2024, 6, 1)).status is NOT_DUE


def test_nobody_is_asked_for_more_special_meetings_than_there_were() -> None:
    found = special((there(SPECIAL[0]), there(SPECIAL[1])), sessions=SPECIAL[:2])
    assert found.status is MET
    assert "only 2 took place" in found.because
    missed = special((there(SPECIAL[0]),), sessions=SPECIAL[:2])
    assert missed.status is NOT_MET
    assert "2 took place" in missed.because


def test_a_year_without_any_special_meeting_marks_nobody_down() -> None:
    found = special((), sessions=())
    assert found.status is NOT_DUE
    assert "none took place" in found.because


def test_a_special_meeting_without_recorded_attendance_keeps_the_question_open_after_the_year() -> None:
    sessions = (*SPECIAL[:2], replace(SPECIAL[2], attendance_recorded=False))
    found = special((there(SPECIAL[0]), there(SPECIAL[1])), sessions=sessions)
    assert found.status is NOT_DUE
    assert "not recorded yet" in found.because


def test_a_decision_for_none_asks_for_none() -> None:
    assert special((), number=0).status is MET


def test_regular_meetings_never_count_as_special_ones() -> None:
    assert special(tuple(map(there, REGULAR)), sessions=SPECIAL + REGULAR).status is NOT_MET


# Working groups: AC-06


def seat(group: str, since: date = date(2024, 2, 1), until: date | None = None) -> GroupSeatFact:
    return GroupSeatFact(organisation="acme", group=group, since=since, until=until)


def group_finding(*seats: GroupSeatFact, groups: tuple[GroupFact, ...] = (GENDER, REGULATION)) -> RequirementFinding:
    return finding(facts(groups=groups, seats=seats), "working_group")


def test_a_company_in_no_group_needs_a_conversation() -> None:
    assert group_finding().status is NOT_MET


def test_two_groups_meet_the_requirement_once() -> None:
    found = group_finding(seat("gender"), seat("regulation"))
    assert found.status is MET
    assert found.because == "Takes part in 2 working groups: Gender and Regulation."


def test_before_groups_are_formed_nothing_is_due() -> None:
    proposed = replace(GENDER, state=GroupState.PROPOSED)
    assert group_finding(groups=()).status is NOT_DUE
    assert group_finding(groups=(proposed,)).status is NOT_DUE


def test_a_seat_given_up_does_not_count_and_one_kept_to_the_groups_end_does() -> None:
    closed = replace(GENDER, state=GroupState.CLOSED, closed_on=date(2024, 10, 1))
    assert group_finding(seat("gender", until=date(2024, 6, 1))).status is NOT_MET
    assert group_finding(seat("gender", until=date(2024, 10, 1)), groups=(closed,)).status is MET
    assert group_finding(seat("gender", until=date(2024, 6, 1)), groups=(closed,)).status is NOT_MET
    assert group_finding(seat("gender", until=date(2024, 12, 31))).status is NOT_MET
    assert group_finding(seat("gender", until=date(2025, 1, 1))).status is MET
    assert group_finding(seat("gender", since=date(2024, 12, 31))).status is MET
    assert group_finding(seat("gender", since=date(2025, 1, 1))).status is NOT_MET


def test_a_topic_that_was_closed_before_anybody_joined_is_not_a_group() -> None:
    closed = replace(GENDER, state=GroupState.CLOSED)
    assert group_finding(groups=(closed,)).status is NOT_DUE


def test_another_companys_seat_does_not_count() -> None:
    assert group_finding(replace(seat("gender"), organisation="other")).status is NOT_MET


# Year end


def year_end(
    *,
    as_of: date,
    year: YearFact = YEAR,
    received: date | None = None,
    presented: date | None = None,
    mode: Mode = Mode.IN_PERSON,
) -> RequirementFinding:
    updates = (UpdateFact(organisation="acme", year=2024, received_on=received),) if received else ()
    presentations = (
        (PresentationFact(organisation="acme", year=2024, presented_on=presented, mode=mode),) if presented else ()
    )
    return finding(facts(as_of=as_of, year=year, updates=updates, presentations=presentations), "year_end_presentation")


def test_neither_half_is_due_before_its_date() -> None:
    found = year_end(as_of=date(2024, 11, 15))
    assert found.status is NOT_DUE
    assert "due on 15 November 2024" in found.because
    assert "planned for 4 December 2024" in found.because


def test_each_half_is_explained_and_both_are_needed() -> None:
    only_update = year_end(as_of=date(2024, 12, 31), received=date(2024, 11, 10))
    assert only_update.status is NOT_MET
    assert "received on 10 November 2024" in only_update.because
    assert "not presented; it took place on 4 December 2024" in only_update.because
    only_presented = year_end(as_of=date(2024, 12, 31), presented=date(2024, 12, 4))
    assert only_presented.status is NOT_MET
    assert "not received; it was due on 15 November 2024" in only_presented.because
    both = year_end(as_of=date(2024, 12, 31), received=date(2024, 11, 10), presented=date(2024, 12, 4))
    assert both.status is MET


def test_an_early_update_alone_leaves_the_other_half_open() -> None:
    assert year_end(as_of=date(2024, 11, 20), received=date(2024, 11, 1)).status is NOT_DUE


def test_a_remote_presentation_counts_and_is_called_an_exception() -> None:
    found = year_end(
        as_of=date(2024, 12, 31),
        received=date(2024, 11, 10),
        presented=date(2024, 12, 4),
        mode=Mode.VIRTUAL,
    )
    assert found.status is MET
    assert "by exception" in found.because
    assert found.evidence[-1] == "4 December 2024: presented at the annual gathering remotely, by exception"
    in_person = year_end(as_of=date(2024, 12, 31), received=date(2024, 11, 10), presented=date(2024, 12, 4))
    assert in_person.evidence == (
        "10 November 2024: written update received",
        "4 December 2024: presented at the annual gathering",
    )


def test_dates_that_nobody_set_are_never_due() -> None:
    unset = replace(YEAR, gathering=None, update_due=None)
    found = year_end(as_of=date(2025, 6, 1), year=unset)
    assert found.status is NOT_DUE
    assert "no date has been agreed" in found.because


def test_an_update_for_another_year_does_not_count() -> None:
    other = UpdateFact(organisation="acme", year=2023, received_on=date(2024, 1, 5))
    found = finding(facts(updates=(other,)), "year_end_presentation")
    assert "not received" in found.because


# Asks: AC-05


def test_no_led_meeting_leaves_good_standing_and_names_meetings_to_lead() -> None:
    upcoming = tuple(replace(s, held=False, attendance_recorded=False) for s in REGULAR[10:])
    sessions = REGULAR[:10] + upcoming + SPECIAL
    standing = standing_of(full_facts(sessions=sessions, as_of=date(2024, 10, 15)))
    lead = standing.asks[0]
    assert standing.standing is GOOD
    assert not lead.answered
    assert lead.text == "Consider leading one of: 10 November 2024 or 10 December 2024."
    assert lead.sessions == ("regular-11", "regular-12")


def test_a_meeting_that_another_company_leads_is_not_offered() -> None:
    sessions = tuple(replace(s, held=False, attendance_recorded=False) for s in REGULAR)
    leads = (LeadFact(organisation="other", session="regular-11"),)
    standing = standing_of(full_facts(sessions=sessions, leads=leads, as_of=date(2024, 10, 15)))
    assert standing.asks[0].sessions == ("regular-12",)


def test_an_answered_ask_says_so() -> None:
    standing = standing_of(
        full_facts(
            leads=(LeadFact(organisation="acme", session="regular-3"),),
            executives=(ExecutiveFact(organisation="acme", year=2024, took_part_on=date(2024, 12, 4)),),
        )
    )
    assert [ask.answered for ask in standing.asks] == [True, True]


# Versions: A-08


@pytest.mark.parametrize("version", ["", "cop-9.9"])
def test_a_year_without_a_requirement_set_is_not_judged(version: str) -> None:
    standing = standing_of(full_facts(version=version))
    assert {f.status for f in standing.requirements} == {NOT_SET}
    assert [f.id for f in standing.requirements] == list(RequirementId)
    assert standing.standing is StandingVerdict.NOT_SET
    assert standing.asks == ()


def test_2022_is_not_judged_by_the_rules_that_came_later() -> None:
    year = YearFact(year=2022, starts=date(2022, 1, 1), ends=date(2022, 12, 31))
    member = MemberFact(id="acme", since=date(2021, 1, 1))
    standing = standing_of(facts(year=year, members=(member,)))
    assert standing.standing is StandingVerdict.NOT_SET
    assert "2022 is not judged" in standing.requirements[0].because


def test_every_requirement_has_its_rule_in_words() -> None:
    for rules in REQUIREMENT_SETS.values():
        assert set(rules.rules) == set(RequirementId)
        assert all(rule.endswith(".") for rule in rules.rules.values())


def test_only_members_of_the_year_are_judged_in_the_order_given() -> None:
    members = (
        MemberFact(id="zeta", since=date(2024, 6, 1)),
        MemberFact(id="gone", since=date(2021, 1, 1), until=date(2024, 1, 1)),
        MemberFact(id="next", since=date(2025, 1, 1)),
        ACME,
    )
    assert [standing.id for standing in assess(facts(members=members))] == ["zeta", "acme"]


# Edges: the first and the last day belong to the year


def test_the_first_and_the_last_day_count_and_the_days_around_do_not() -> None:
    days = (date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1))
    sessions = tuple(replace(REGULAR[0], id=str(day), on=day) for day in days)
    presences = tuple(map(there, sessions[1:3]))
    assert "2 of 2" in finding(facts(sessions=sessions, presences=presences), "regular_meetings").because


def test_a_session_counts_from_its_own_day_and_is_to_come_before() -> None:
    on_the_day = facts(sessions=REGULAR[:1], presences=(there(REGULAR[0]),), as_of=REGULAR[0].on)
    assert finding(on_the_day, "regular_meetings").status is MET
    assert standing_of(on_the_day).asks[0].sessions == ()
    day_before = replace(on_the_day, as_of=REGULAR[0].on - timedelta(days=1))
    assert finding(day_before, "regular_meetings").status is NOT_DUE
    assert standing_of(day_before).asks[0].sessions == ("regular-1",)


def test_the_day_of_joining_counts_and_the_first_day_without_does_not() -> None:
    member = MemberFact(id="acme", since=REGULAR[2].on, until=REGULAR[4].on)
    given_facts = facts(members=(member,), sessions=REGULAR, presences=tuple(map(there, REGULAR[2:4])))
    assert "2 of 2" in finding(given_facts, "regular_meetings").because
    longer = replace(given_facts, members=(replace(member, until=REGULAR[4].on + timedelta(days=1)),))
    assert "2 of 3" in finding(longer, "regular_meetings").because


def test_on_the_last_day_the_year_is_over_and_the_day_before_it_is_not() -> None:
    one_held = {"sessions": SPECIAL[:1], "number": 2}
    assert special((), **one_held, as_of=date(2024, 12, 30)).status is NOT_DUE  # type: ignore[arg-type]
    assert special((), **one_held, as_of=date(2024, 12, 31)).status is NOT_MET  # type: ignore[arg-type]


def test_what_is_said_of_special_meetings_is_exact() -> None:
    assert special(TWO_AND_A_DELEGATE).because == "Represented at 3 of 3 special meetings agreed by the group."
    assert special(TWO_AND_A_DELEGATE, number=2, delegates_count=False).because == (
        "Represented at 2 of 2 special meetings agreed by the group."
    )
    assert special(TWO_AND_A_DELEGATE, number=1).because == (
        "Represented at 3 special meetings; the group agreed on 1."
    )
    assert special((there(SPECIAL[0]),)).because == (
        "Represented at 1 of 3 special meetings agreed by the group; this needs a conversation."
    )
    assert special((), number=1, sessions=()).because == (
        "Represented at 0 of 1 special meeting agreed by the group; none took place."
    )
    assert special((there(SPECIAL[0]),), as_of=date(2024, 3, 1)).because.endswith("have not all taken place.")
    assert special((), number=0).because == "The group agreed on no special meetings for this year."
    one_open = (SPECIAL[0], replace(SPECIAL[1], attendance_recorded=False))
    assert special((there(SPECIAL[0]),), sessions=one_open).because.endswith("attendance at 1 is not recorded yet.")


def test_one_special_meeting_that_took_place_and_was_attended_is_enough_at_the_end() -> None:
    assert special((there(SPECIAL[0]),), sessions=SPECIAL[:1]).status is MET


def test_only_a_meeting_led_in_the_year_answers_the_ask() -> None:
    def answered(on: date, *, cancelled: bool = False) -> bool:
        led = replace(REGULAR[0], id="led", on=on, cancelled=cancelled)
        leads = (LeadFact(organisation="acme", session="led"),)
        return standing_of(facts(sessions=(led,), leads=leads)).asks[0].answered

    assert answered(date(2024, 1, 1))
    assert answered(date(2024, 12, 31))
    assert not answered(date(2023, 12, 31))
    assert not answered(date(2025, 1, 1))
    assert not answered(date(2024, 6, 1), cancelled=True)


def test_a_decision_applies_on_its_own_day() -> None:
    assert special((), sessions=(), as_of=date(2024, 1, 10)).status is NOT_DUE
    assert special((), sessions=(), as_of=date(2024, 1, 9)).status is NOT_SET


def test_a_gathering_counts_on_its_own_day_and_is_missed_the_day_after() -> None:
    done = {"received": date(2024, 11, 15), "presented": date(2024, 12, 4)}
    assert year_end(as_of=date(2024, 12, 4), **done).status is MET  # type: ignore[arg-type]
    assert year_end(as_of=date(2024, 12, 3), **done).status is NOT_DUE  # type: ignore[arg-type]
    assert year_end(as_of=date(2024, 11, 14), **done).status is NOT_DUE  # type: ignore[arg-type]
    assert "due on" in year_end(as_of=date(2024, 11, 14), **done).because  # type: ignore[arg-type]
    missed = year_end(as_of=date(2024, 12, 5), received=date(2024, 11, 15))
    assert missed.status is NOT_MET


def test_only_those_who_were_members_on_the_day_owe_the_year_end() -> None:
    def owed(member: MemberFact) -> RequirementStatus:
        return finding(facts(members=(member,)), "year_end_presentation").status

    assert owed(MemberFact(id="acme", since=date(2024, 12, 4))) is NOT_MET
    assert owed(MemberFact(id="acme", since=date(2024, 12, 5))) is NOT_DUE
    assert owed(MemberFact(id="acme", since=date(2024, 1, 1), until=date(2024, 11, 15))) is NOT_DUE
    assert owed(MemberFact(id="acme", since=date(2024, 1, 1), until=date(2024, 11, 16))) is NOT_MET


def test_a_group_counts_from_the_day_it_starts_to_the_day_it_closes() -> None:
    def status(group: GroupFact, as_of: date = date(2025, 1, 15)) -> RequirementStatus:
        return finding(facts(groups=(group,), as_of=as_of), "working_group").status

    started = replace(GENDER, active_since=date(2024, 5, 1))
    assert status(started, date(2024, 4, 30)) is NOT_DUE
    assert status(started, date(2024, 5, 1)) is NOT_MET
    assert status(replace(GENDER, closed_on=date(2024, 1, 1))) is NOT_DUE
    assert status(replace(GENDER, closed_on=date(2024, 1, 2))) is NOT_MET


def test_an_executives_presence_counts_from_its_day_and_each_answer_is_thanked() -> None:
    came = (ExecutiveFact(organisation="acme", year=2024, took_part_on=date(2024, 12, 4)),)
    after = standing_of(full_facts(executives=came, as_of=date(2024, 12, 4))).asks[1]
    before = standing_of(full_facts(executives=came, as_of=date(2024, 12, 3))).asks[1]
    assert (after.answered, before.answered) == (True, False)
    assert after.text.endswith("Thank you.")
    assert before.text.startswith("Consider bringing")


def test_the_sentence_counts_what_is_not_met() -> None:
    one = standing_of(full_facts(seats=()))
    two = standing_of(full_facts(seats=(), updates=()))
    assert one.because.startswith("Needs a conversation: 1 of 4 requirements is not met.")
    assert two.because.startswith("Needs a conversation: 2 of 4 requirements are not met.")


def test_the_requirements_of_2023_judge_2023() -> None:
    year = YearFact(year=2023, starts=date(2023, 1, 1), ends=date(2023, 12, 31))
    assert standing_of(facts(year=year)).standing is GOOD
    earlier = replace(year, starts=date(2022, 12, 31))
    assert standing_of(facts(year=earlier)).standing is StandingVerdict.NOT_SET


def test_who_joins_on_the_day_asked_for_is_judged() -> None:
    joins = MemberFact(id="new", since=date(2024, 6, 1))
    assert assess(facts(members=(joins,), as_of=date(2024, 5, 31))) == ()
    assert [s.id for s in assess(facts(members=(joins,), as_of=date(2024, 6, 1)))] == ["new"]


# Properties

ORDER = [NOT_MET, NOT_DUE, NOT_SET, MET]
capacities = st.sampled_from([Capacity.NOMINEE, Capacity.DELEGATE, Capacity.GUEST])
all_sessions = st.sampled_from(REGULAR + SPECIAL)
presences = st.lists(st.builds(there, all_sessions, capacities), max_size=20).map(tuple)
days = st.integers(min_value=0, max_value=400).map(lambda n: date(2024, 1, 1) + timedelta(days=n))


@st.composite
def some_facts(draw: st.DrawFn) -> StandingFacts:
    decision = SpecialMeetingsDecision(
        number=draw(st.integers(0, 4)), delegates_count=draw(st.booleans()), decided_on=draw(days)
    )
    sessions = tuple(replace(session, attendance_recorded=draw(st.booleans())) for session in REGULAR + SPECIAL)
    return full_facts(
        as_of=draw(days),
        sessions=draw(st.sampled_from([REGULAR + SPECIAL, sessions])),
        presences=draw(presences),
        decisions=draw(st.sampled_from([(), (decision,)])),
        seats=draw(st.sampled_from([(), (seat("gender"),)])),
    )


@given(given_facts=some_facts(), session=all_sessions, capacity=capacities)
def test_one_more_presence_never_worsens_a_standing(
    given_facts: StandingFacts, session: SessionFact, capacity: Capacity
) -> None:
    before = standing_of(given_facts)
    after = standing_of(replace(given_facts, presences=(*given_facts.presences, there(session, capacity))))
    for earlier, later in zip(before.requirements, after.requirements, strict=True):
        assert ORDER.index(later.status) >= ORDER.index(earlier.status)
    assert not (before.standing is GOOD and after.standing is CONVERSATION)


@given(given_facts=some_facts(), led=all_sessions, executive=st.booleans())
def test_asks_never_change_a_standing(given_facts: StandingFacts, led: SessionFact, executive: bool) -> None:
    executives = (ExecutiveFact(organisation="acme", year=2024, took_part_on=date(2024, 1, 1)),) if executive else ()
    leads = (LeadFact(organisation="acme", session=led.id),)
    asked = standing_of(replace(given_facts, leads=leads, executives=executives))
    plain = standing_of(given_facts)
    assert (asked.standing, asked.requirements) == (plain.standing, plain.requirements)


@given(given_facts=some_facts())
def test_the_order_in_which_facts_are_kept_does_not_matter(given_facts: StandingFacts) -> None:
    turned = replace(given_facts, sessions=given_facts.sessions[::-1], presences=given_facts.presences[::-1])
    assert assess(turned) == assess(given_facts)


@given(given_facts=some_facts())
def test_every_finding_says_why_in_one_line(given_facts: StandingFacts) -> None:
    for found in standing_of(given_facts).requirements:
        assert found.because.endswith(".")
        assert "\n" not in found.because
        assert found.rule


def test_a_company_that_came_back_is_not_missed_while_it_was_away() -> None:
    came_back = replace(ACME, away=((date(2024, 3, 1), date(2024, 6, 10)),))
    presences = tuple(there(session) for session in REGULAR if not came_back.is_away(session.on))
    regular = finding(full_facts(members=(came_back,), presences=presences), "regular_meetings")
    assert regular.status is MET
    assert regular.because.startswith("Represented at 9 of 9 regular meetings")
    assert "10 June 2024: represented" in regular.evidence, "the day of coming back counts"
