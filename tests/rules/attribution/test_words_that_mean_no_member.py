"""What is small, from Kenya or on a panel is not always a member; and where it is, it is found."""

import pytest
from attribution_rosters import findings

from convenor.rules.attribution import parse_roster

_FACTS = {
    "verge": ("Ireland", "Europe", "telecommunications", "large"),
    "canopy": ("United States", "North America", "cloud computing", "large"),
    "telmar": ("Kenya", "Africa", "payments", "small"),
    "relay": ("Canada", "North America", "cybersecurity", "small"),
    "tindra": ("Sweden", "Europe", "social media", "medium"),
    "quillon": ("United States", "North America", "search", "medium"),
    "halden": ("Norway", "Europe", "search", "medium"),
    "prisma": ("Spain", "Europe", "search", "large"),
}
_KEYS = ("country", "region", "sector", "size")
_MEMBERS = [
    {"id": one, "name": one.title(), "attributes": dict(zip(_KEYS, told, strict=True))} for one, told in _FACTS.items()
]
ROSTER = parse_roster({"visibility": "public", "k": 3, "members": _MEMBERS})
SECRET = parse_roster(
    {
        "visibility": "secret",
        "k": 3,
        "members": _MEMBERS,
        "public_sources": [{"url": "https://telmar.example/report", "title": "Report", "members": ["telmar"]}],
    }
)


@pytest.mark.parametrize(
    "note",
    [
        "Human rights teams are small, and often asked too late.",
        "Teams are small.",
        "A small team at one company reads all complaints.",
        "One member said that its legal team is small and its budget is large.",
        "Another company, whose team is small, asked for help.",
        "One company's budget is small.",
        "The budgets of the members are small.",
        "The first step of one company was small.",
        "Legal teams at most members are small.",
        "Civil society speakers from East Africa asked for longer deadlines.",
        "A mobile network was down for a day.",
    ],
)
def test_what_is_said_of_a_team_or_of_others_describes_no_member(note: str) -> None:
    assert findings(note, ROSTER) == ()


@pytest.mark.parametrize(
    ("note", "members"),
    [
        ("A small company asked for help.", ("telmar", "relay")),
        ("One of the companies is small.", ("telmar", "relay")),
        ("Another company, which is small, asked for help.", ("telmar", "relay")),
        ("A small payments firm cannot afford an outside assessor.", ("telmar",)),
        ("Next, an Irish mobile network set out how it works.", ("verge",)),
        ("Speakers from East Africa asked for longer deadlines.", ("telmar",)),
    ],
)
def test_what_is_said_of_a_member_still_describes_it(note: str, members: tuple[str, ...]) -> None:
    assert [(str(one.level), one.members) for one in findings(note, ROSTER)] == [("blocked", members)]


@pytest.mark.parametrize(
    ("note", "level"),
    [
        ("A start-up on the verge of ruin seldom answers letters.", "review"),
        ("A small company usually has no lawyer.", "review"),
        ("A small company usually asked for more time.", "blocked"),
        ("The small company usually has no lawyer.", "blocked"),
    ],
)
def test_what_is_true_of_any_such_company_is_for_a_person_to_judge(note: str, level: str) -> None:
    assert [str(one.level) for one in findings(note, ROSTER) if one.kind == "description"] == [level]


def test_who_turns_out_to_be_something_is_one_with_it() -> None:
    note = "A North American company runs a hotline. The company with the hotline turned out to be a search engine."
    assert ("combination", ("quillon",)) in [(str(one.kind), one.members) for one in findings(note, ROSTER)]


@pytest.mark.parametrize(
    "words",
    ["sat on the panel", "could join the call", "sat in", "joins us", "took the floor", "spoke at the webinar"],
)
def test_who_sat_or_joined_where_people_met_took_part_whatever_a_source_says(words: str) -> None:
    (found, *_) = findings(f"Telmar {words} that day; see https://telmar.example/report for more.", SECRET)
    assert (str(found.kind), str(found.level)) == ("presence", "blocked")


def test_what_a_source_says_takes_no_part() -> None:
    (found, *_) = findings("Telmar asked a court for help; see https://telmar.example/report for more.", SECRET)
    assert str(found.level) == "review"
