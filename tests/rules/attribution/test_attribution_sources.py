"""A public document excuses a mention where it is cited, however its address is written."""

import pytest
from attribution_rosters import PUBLIC, findings

from convenor.rules.attribution import check

LINK = "https://www.ericsson.com/en/rights-5g"


@pytest.mark.parametrize(
    "note",
    [
        f"Ericsson published it ({LINK}/?utm_source=mail&utm_medium=x).",
        f"Ericsson published it: <{LINK}?ref=abc>.",
        "Ericsson published it (https://www.ericsson.com:443/en/rights%2D5g).",
        "Ericsson published it: ericsson.com/en/rights-5g.",
        f"[Ericsson][1] published it.\n\nMore.\n\n[1]: {LINK}",
        f"A [report][] by Ericsson.\n\n[Report]: <{LINK}> 'Its title'",
        f"Ericsson published it.[^a] Others did not.\n\n[^a]: See <{LINK}>.",
    ],
)
def test_a_source_is_known_by_its_document(note: str) -> None:
    assert [one.level for one in findings(note) if "Ericsson" in one.text] == ["review"]
    assert check(note, PUBLIC).verdict == "review"


@pytest.mark.parametrize(
    "note",
    [
        f"Ericsson published it ({LINK}?id=7).",
        f"Ericsson published it ({LINK}/annex).",
        f"Ericsson published it (https://elsewhere.example/?to={LINK}).",
        "Ericsson published it (https://www.ericsson.com.elsewhere.example/en/rights-5g).",
        f"Ericsson said more[^2].\n\n[^1]: {LINK}\n[^2]: Heard in the room.",
        f"Others published.[^1] Ericsson said more.\n\n[^1]: {LINK}",
    ],
)
def test_another_document_or_another_note_excuses_nothing(note: str) -> None:
    assert [one.level for one in findings(note) if one.text == "Ericsson"] == ["blocked"]
