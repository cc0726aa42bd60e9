"""What must hold of descriptions for any roster and any phrase."""

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from convenor.rules.attribution import check, parse_roster
from convenor.rules.vocabulary import Level

PLACES = {
    "Kenya": ("Kenyan", "Africa", "African", "Nairobi"),
    "Nigeria": ("Nigerian", "Africa", "African", "Lagos"),
    "Spain": ("Spanish", "Europe", "European", "Madrid"),
    "Finland": ("Finnish", "Europe", "European", "Helsinki"),
    "Japan": ("Japanese", "Asia", "Asian", "Osaka"),
    "India": ("Indian", "Asia", "Asian", "Pune"),
    "Peru": ("Peruvian", "Latin America", "Latin American", "Lima"),
}
SECTORS = {
    "telecommunications": "operator",
    "banking": "bank",
    "semiconductors": "chip maker",
    "e-commerce": "marketplace",
    "gaming": "game studio",
    "artificial intelligence": "AI lab",
}
SIZES = {"small": "small", "medium": "medium-sized", "large": "large"}


def _member(number: int, country: str, sector: str, size: str) -> dict[str, Any]:
    _, region, _, city = PLACES[country]
    attributes = {"country": country, "region": [region], "city": city, "sector": [sector], "size": size}
    return {"id": f"m{number}", "name": f"Qwzx{number}qv", "attributes": attributes}


ROWS = st.lists(
    st.tuples(*(st.sampled_from(sorted(words)) for words in (PLACES, SECTORS, SIZES))), min_size=6, max_size=24
)


def _rows(seed: int) -> list[tuple[str, str, str]]:
    drawn = Random(seed)
    kinds = (sorted(words) for words in (PLACES, SECTORS, SIZES))
    columns = [drawn.choices(words, k=6 + 2 * seed) for words in kinds]
    return list(zip(*columns, strict=True))


# Where any roster serves, one of ten of different sizes, each laid out once.
TEN = st.sampled_from([_rows(seed) for seed in range(10)])
PLACE_WORDS = st.sampled_from(
    ["", *(word for demonym, _, region, city in PLACES.values() for word in (demonym, region, f"{city}-based"))]
)
NOUNS = st.sampled_from([(one, one + "s") for one in SECTORS.values()] + [("company", "companies"), ("firm", "firms")])
FRONTS = st.sampled_from(
    ["A", "The", "The only", "One", "Another", "Two", "Both", "Several", "Most", "Two of the three"]
)
TAILS = st.sampled_from(
    [
        "",
        " from Kenya",
        " based in Madrid",
        " outside Europe",
        " in the banking sector",
        " that makes chips",
        " and a bank",
    ]
)
PLURAL = {"Two", "Both", "Several", "Most", "Two of the three"}


@st.composite
def notes(draw: st.DrawFn) -> str:
    front, place, noun = draw(FRONTS), draw(PLACE_WORDS), draw(NOUNS)
    size = draw(st.sampled_from(["", *SIZES.values()]))
    words = [front, size, place, noun[front in PLURAL]]
    return " ".join(word for word in words if word) + draw(TAILS) + " asked for another hour."


def _roster(rows: list[tuple[str, str, str]], k: int = 3) -> Any:
    return {"visibility": "public", "k": k, "members": [_member(at, *row) for at, row in enumerate(rows)]}


def _described(note: str, facts: Any, k: int | None = None) -> list[Any]:
    return [one for one in check(note, parse_roster(facts), k=k).findings if one.kind == "description"]


@given(rows=TEN, note=notes(), k=st.integers(3, 6))
@settings(max_examples=80, deadline=None)
def test_a_suggestion_is_wide_enough_and_clears_its_place(rows: list[tuple[str, str, str]], note: str, k: int) -> None:
    facts = _roster(rows)
    for one in _described(note, facts, k):
        if one.suggestion is None:
            continue
        assert (one.suggestion_size or 0) >= min(k, len(rows))
        start, end = one.start, one.start + len(one.suggestion)
        repaired = note[: one.start] + one.suggestion + note[one.end :]
        again = [other for other in _described(repaired, facts, k) if other.start < end and other.end > start]
        assert again == []


@given(rows=TEN, note=notes())
@settings(max_examples=80, deadline=None)
def test_every_blocked_description_fits_somebody_and_too_few(rows: list[tuple[str, str, str]], note: str) -> None:
    for one in _described(note, _roster(rows)):
        assert one.level is Level.REVIEW or 0 < one.size < 3


@given(rows=ROWS, note=notes(), drawn=st.data())
@settings(max_examples=40, deadline=None)
def test_who_has_whose_attributes_is_who_is_found(
    rows: list[tuple[str, str, str]], note: str, drawn: st.DataObject
) -> None:
    first, second = (drawn.draw(st.integers(0, len(rows) - 1)) for _ in range(2))
    swapped = list(rows)
    swapped[first], swapped[second] = rows[second], rows[first]
    names = {f"m{first}": f"m{second}", f"m{second}": f"m{first}"}
    before = {
        (one.start, one.end, one.level, frozenset(names.get(member, member) for member in one.members))
        for one in _described(note, _roster(rows))
    }
    after = {(one.start, one.end, one.level, frozenset(one.members)) for one in _described(note, _roster(swapped))}
    assert before == after


@given(rows=ROWS, note=notes(), row=st.tuples(*(st.sampled_from(sorted(words)) for words in (PLACES, SECTORS, SIZES))))
@settings(max_examples=40, deadline=None)
def test_one_more_member_makes_no_set_smaller(
    rows: list[tuple[str, str, str]], note: str, row: tuple[str, str, str]
) -> None:
    """A set is computed only where a finding blocks: what the roster cannot tell is a guess, for a person to judge."""
    everybody = len(rows) + 1
    after = {(one.start, one.end): set(one.members) for one in _described(note, _roster([*rows, row], everybody + 1))}
    for one in _described(note, _roster(rows, everybody + 1)):
        if one.level is Level.BLOCKED and (one.start, one.end) in after:
            assert set(one.members) <= after[one.start, one.end]


@given(note=st.text(max_size=80), rows=TEN)
@settings(max_examples=30, deadline=None)
def test_any_text_is_read(note: str, rows: list[tuple[str, str, str]]) -> None:
    check(f"The only {note} operator {note} based in {note}", parse_roster(_roster(rows)))
