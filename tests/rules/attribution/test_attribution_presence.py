"""In a secret roster, every way of saying that a member was in the room is a presence."""

import pytest
from attribution_rosters import SECRET, findings


@pytest.mark.parametrize(
    "note",
    """Quorra was there.|Quorra dialled in.|We heard from Quorra.|Quorra's slides were shown.|With Quorra in the room.
    A speaker from Quorra opened.|Quorra logged in late.|Quorra sent two people.|Present: Quorra|Quorra raised its hand.
    Thanks to Quorra for the talk.|Quorra chaired.|The Quorra delegation arrived.|Quorra dropped out.
    Our guest was Quorra.|Quorra could not come.|in the breakout with Quorra|Quorra missed the call.""".replace(
        "\n    ", "|"
    ).split("|"),
)
def test_being_in_the_room_is_said_in_many_ways(note: str) -> None:
    assert [(one.kind, one.level, one.members) for one in findings(note, SECRET)] == [
        ("presence", "blocked", ("quorra",))
    ]


def test_what_a_member_publishes_says_nothing_of_the_room() -> None:
    note = "Quorra presented its figures in a report (https://quorra.example/report)."
    assert [(one.kind, one.level) for one in findings(note, SECRET) if one.text == "Quorra"] == [("direct", "review")]


def test_a_word_that_may_be_a_name_stays_in_doubt() -> None:
    assert [(one.kind, one.level) for one in findings("Beacons of hope were named by participants.", SECRET)] == []
    assert [one.level for one in findings("Among those present was Beacon.", SECRET)] == ["blocked"]
    assert [one.level for one in findings("It pleased Beacon in the session.", SECRET)] == ["review"]
