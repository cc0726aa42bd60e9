"""What must hold of combinations for any text."""

import copy
from itertools import permutations

from attribution_rosters import PUBLIC, PUBLIC_FACTS
from hypothesis import given, settings
from hypothesis import strategies as st

from convenor.rules.attribution import check, parse_roster

PARTS = (
    "A telecom company|It|The same company|Another company|The company|One of them|Two companies|Both|a European firm"
    "|is based in Europe|is European|keeps a log|with the log|, |. |\n\n|- |as an operator|makes games|which|, who"
    "|“We are|The former|It is|is not from|Spain|behind it|that keeps a log|Its headquarters are in|Madrid"
    "|Others|They|from|#|All members|the log of requests|came from|was run by|a large one"
).split("|")
NOTES = st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=3)), max_size=22).map(" ".join)


@given(note=NOTES, earlier=st.lists(NOTES, max_size=3))
@settings(max_examples=150, deadline=None)
def test_the_order_of_earlier_notes_does_not_matter(note: str, earlier: list[str]) -> None:
    verdicts = {check(note, PUBLIC, k=3, earlier=order) for order in permutations(earlier)}
    assert len(verdicts) == 1


@given(note=NOTES, earlier=st.lists(NOTES, max_size=2))
@settings(max_examples=150, deadline=None)
def test_a_ring_fits_fewer_than_k_and_its_suggestion_at_least_k(note: str, earlier: list[str]) -> None:
    for one in check(note, PUBLIC, k=3, earlier=earlier).findings:
        assert one.text == note[one.start : one.end]
        if one.kind == "combination":
            assert 0 < one.size < 3
            assert one.suggestion_size is None or one.suggestion_size >= 3


@given(note=NOTES, first=st.integers(0, 12), second=st.integers(0, 12))
@settings(max_examples=100, deadline=None)
def test_swapping_two_members_swaps_the_rings(note: str, first: int, second: int) -> None:
    facts = copy.deepcopy(PUBLIC_FACTS)
    one, other = facts["members"][first], facts["members"][second]
    names = {one["id"]: other["id"], other["id"]: one["id"]}
    for key in {*one, *other} - {"id"}:
        one[key], other[key] = other.get(key, []), one.get(key, [])
    for member in (one, other):
        member["attributes"] = member["attributes"] or {}
    for source in facts["public_sources"]:
        source["members"] = [names.get(identity, identity) for identity in source["members"]]
    before = {
        (f.start, f.end, f.kind, frozenset(names.get(i, i) for i in f.members))
        for f in check(note, PUBLIC, k=3).findings
    }
    after = {(f.start, f.end, f.kind, frozenset(f.members)) for f in check(note, parse_roster(facts), k=3).findings}
    assert before == after


@given(note=st.text(st.characters(exclude_categories=["L", "Nd", "Nl", "No", "So", "Cs"]), max_size=60), earlier=NOTES)
@settings(max_examples=60, deadline=None)
def test_a_note_without_letters_closes_no_ring(note: str, earlier: str) -> None:
    assert check(note, PUBLIC, earlier=[earlier]).findings == ()


def test_long_runs_of_references_are_read() -> None:
    for part in (
        "it ",
        "It is ",
        "The company. ",
        "a company, ",
        "one of them ",
        "\n\n- A firm. ",
        "“we ",
        "is based in Europe ",
    ):
        check("A firm " + part * 300, PUBLIC, earlier=[part * 300])
