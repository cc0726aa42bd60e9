"""Links that split a phrase, and signs that turn letters round: what is found is what a reader sees."""

import pytest
from attribution_rosters import PUBLIC_FACTS, findings

from convenor.rules.attribution import check, parse_roster

ROSTER = parse_roster(PUBLIC_FACTS)


@pytest.mark.parametrize(
    ("note", "text", "members"),
    [
        (
            "The [Spanish](https://x.example) operator spoke.",
            "The [Spanish](https://x.example) operator",
            "telefónica",
        ),
        ("The [Spanish][1] operator spoke.", "The [Spanish][1] operator", "telefónica"),
        ("The Spanish[^1] operator spoke.", "The Spanish[^1] operator", "telefónica"),
        ("As [a Spanish](x) [operator](y_(z)) said.", "[a Spanish](x) [operator", "telefónica"),
        ("As [a Spanish](x) [operator](y) said.", "[a Spanish](x) [operator](y)", "telefónica"),
        ('[A Swedish](x "Title") firm met.', '[A Swedish](x "Title") firm', "ericsson"),
        ("We met \u202erotarepo hsinapS ehT\u202c there.", "rotarepo hsinapS ehT", "telefónica"),
    ],
)
def test_a_phrase_is_read_over_what_a_reader_does_not_see(note: str, text: str, members: str) -> None:
    (found,) = findings(note, ROSTER)
    assert (str(found.kind), str(found.level), found.text) == ("description", "blocked", text)
    assert found.members == (members.replace("ó", "o"),)


@pytest.mark.parametrize(
    "note",
    [
        "\u202eenofadov\u202c said so.",
        "\u202eenofadoV",
        "&#x202E;enofadov&#x202C; said so.",
        "&#8238;enofadov said so.\nThe next line.",
        "[Hewlett](https://a.example) [Packard](https://b.example) [Enterprise](https://c.example) said so.",
        'See [this](https://x.example/a "Vodafone told us").',
        "See [this](https://x.example/a_(vodafone)).",
    ],
)
def test_a_name_is_found_as_it_is_shown(note: str) -> None:
    assert [str(one.level) for one in findings(note, ROSTER)] == ["blocked"]


@pytest.mark.parametrize("note", ["Most met \u202eereht\u202c.", "enofadov said so.", "\u202eenof\u202cadov came."])
def test_what_spells_nothing_turned_round_is_left_alone(note: str) -> None:
    assert findings(note, ROSTER) == ()


def test_what_a_link_leads_to_is_read_by_itself() -> None:
    (found,) = findings("See [this](https://x.example/the-Spanish-operator).", ROSTER)
    assert (found.text, found.members) == ("the-Spanish-operator", ("telefonica",))


def test_a_suggestion_takes_the_place_of_the_whole_link() -> None:
    note = "The [Spanish](https://x.example/a) [operator](https://x.example/b) spoke."
    (found,) = findings(note, ROSTER)
    assert found.suggestion
    again = note[: found.start] + found.suggestion + note[found.end :]
    assert check(again, ROSTER).findings == ()
    assert "[" not in again
