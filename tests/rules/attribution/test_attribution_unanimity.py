"""What is said of all or none of a public list, in many wordings, and what only looks like it."""

import pytest
from attribution_rosters import PUBLIC, SECRET, findings, found

from convenor.rules.attribution import check, parse_roster

ROOM = ["google", "cisco", "apple", "verizon", "meta", "twitter"]


@pytest.mark.parametrize(
    "note",
    [
        "Everyone in the room agreed.",
        "Nobody around the table had a plan.",
        "All those present voted for it.",
        "Without exception, participants found it too long.",
        "To a company, members turned it down.",
        "Members turned it down, to a company.",
        "Not one of the thirteen has a plan.",
        "All thirteen had cut their budgets.",
        "All 13 have a hotline.",
        "13 of the 13 companies said yes.",
        "0 of 13 companies replied.",
        "Thirteen out of thirteen replied.",
        "Zero of the 13 replied.",
        "Every participating firm has a hotline.",
        "Each and every member agreed.",
        "The companies all have a policy.",
        "Members were unanimous.",
        "It was a unanimous vote of the members.",
        "Participants were in full agreement.",
        "The whole membership has stopped.",
        "100 % of the votes were for it.",
        "According to all members, it works.",
        "By consensus, the group adopted the text.",
    ],
)
def test_all_and_none_are_blocked(note: str) -> None:
    assert [(one.kind, one.level, one.size) for one in findings(note)] == [("unanimous", "blocked", 13)]


@pytest.mark.parametrize(
    "note",
    [
        "None objected.",
        "Nobody disagreed.",
        "There were no objections.",
        "The text was adopted by consensus.",
        "Cuts were felt by members across the board.",
        "All members who spoke were for it.",
    ],
)
def test_where_it_is_not_sure_who_is_meant_a_person_decides(note: str) -> None:
    assert [(one.kind, one.level) for one in findings(note)] == [("unanimous", "review")]


@pytest.mark.parametrize(
    "note",
    [
        "Not every member has a policy.",
        "Just about all members agreed.",
        "12 of the 13 companies said yes.",
        "All eleven tools were tried.",
        "2 of 3 tools failed.",
        "The secretariat thanked all participants.",
        "A link was sent to all members.",
        "The call is open to all companies.",
        "Some asked whether all members will join.",
        "Every member is invited to comment.",
        "Everyone has the right to freedom of opinion.",
        "Nobody should be left behind.",
        "Every company in a supply chain can be linked to harm.",
        "Companies are, without exception, expected to respect rights.",
        "Article 7 says that all companies report.",
        "The court decided unanimously.",
        "The vote was not unanimous.",
        "Costs rose across the board.",
        "It was sold to a company.",
        "Leads in companies all tend to be lawyers.",
        "It is a group of companies, all based far from here.",
        "Power is 100 % renewable.",
        "It was explained to the whole group.",
    ],
)
def test_norms_thanks_and_what_others_decide_are_clear(note: str) -> None:
    assert found(note) == []


def test_a_number_is_that_of_the_room_or_of_the_list() -> None:
    assert findings("All six agreed.", present=ROOM)[0].size == 6
    assert findings("All 13 agreed.", present=ROOM)[0].size == 13
    assert found("All seven agreed.", present=ROOM) == []


def test_a_secret_list_tells_nobody_who_all_are() -> None:
    assert found("Everyone in the room agreed.", SECRET) == []


@pytest.mark.parametrize(
    ("note", "suggestion"),
    [
        ("All thirteen companies have a hotline.", "Participants"),
        ("In May, everyone in the room agreed.", "participants"),
        ("Each member agreed.", "Participants"),
        ("Every company has a hotline.", None),
        ("No member agreed.", None),
    ],
)
def test_a_suggestion_stays_true_and_reads_well(note: str, suggestion: str | None) -> None:
    one = findings(note)[0]
    assert (one.suggestion, one.suggestion_size) == (suggestion, 13 if suggestion else None)
    if suggestion:
        assert check(note[: one.start] + suggestion + note[one.end :], PUBLIC).verdict == "clear"


def test_among_fewer_than_k_no_wording_is_wide_enough() -> None:
    members = [{"id": name.lower(), "name": name, "attributes": {"country": "Spain"}} for name in ("Vellum", "Osprey")]
    roster = parse_roster({"visibility": "public", "members": members})
    for note in ("All members agreed.", "A Spanish company agreed."):
        (one,) = check(note, roster).findings
        assert (one.suggestion, one.suggestion_size) == (None, None)
