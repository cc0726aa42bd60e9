"""What must hold for any text."""

import copy
from collections.abc import Callable

from attribution_rosters import PUBLIC, PUBLIC_FACTS, SECRET, SECRET_FACTS
from hypothesis import given, settings
from hypothesis import strategies as st

from convenor.rules.attribution import Roster, check, parse_roster
from convenor.rules.attribution.text import read

PARTS = [
    *"Vodafone|Apple|apple|the|European|operator|companies|, |. |-|\n|\u200b|**|_|@|#|.com|https://|(|)|’s|s".split(
        "|"
    ),
    *"All members|No member|joined|from|Spain|Ms |+44 20 7946 0958|а|é|星|&#66;|<b>|Quorra|Molenbroek|I. ".split("|"),
    *"&#86;|&oacute;|%56|%20|<br>|<a href='x'>|](x)|[]()|<!--|-->|\u00ad\n|\U0001f130|\u202e|Ⓥ|ﬀ|İ|ß|[^1]|[^1]: ".split(
        "|"
    ),
    *"https://www.ericsson.com/en/rights-5g|Ericsson|that joined in 2022|only |V o d a f o n e| and | or ".split("|"),
]
NOTES = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PARTS), max_size=25).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=3)), max_size=25).map("".join),
)
ROSTERS = st.sampled_from([PUBLIC, SECRET])


@given(note=NOTES, roster=ROSTERS)
@settings(max_examples=400, deadline=None)
def test_every_finding_is_a_true_slice_of_the_note(note: str, roster: Roster) -> None:
    verdict = check(note, roster)
    for one in verdict.findings:
        assert one.text == note[one.start : one.end] != ""
        assert one.size == len(one.members)
        assert one.reason
        assert (one.suggestion is None) == (one.suggestion_size is None)
    assert [one.start for one in verdict.findings] == sorted(one.start for one in verdict.findings)
    levels = [one.level for one in verdict.findings]
    assert verdict.verdict == ("blocked" if "blocked" in levels else "review" if levels else "clear")


@given(note=NOTES)
@settings(max_examples=200, deadline=None)
def test_words_keep_their_place(note: str) -> None:
    reading = read(note)
    for word in (*reading.words, *reading.pieces):
        assert word.raw == reading.veil.seen(word.start, word.end)
        assert word.raw == note[word.start : word.end] or any(word.start <= at < word.end for at in reading.veil.starts)
    assert all(left.end <= right.start for left, right in zip(reading.pieces, reading.pieces[1:], strict=False))


HIDERS = ["\u200b", "\u00ad", "**", "~~", "`", "<b>", "</i>", "&shy;", "\u2060", "\\", "<!-- -->", "[]()", "\u0336"]


@given(
    name=st.sampled_from(["Vodafone", "Ericsson", "Cloudflare", "Verizon", "Movistar"]),
    hidden=st.lists(st.tuples(st.integers(1, 7), st.sampled_from(HIDERS)), min_size=1, max_size=5),
    code=st.sampled_from([str, str.upper, str.lower]),
    around=st.sampled_from(
        ["It was {} that asked.", "- {}\n- others", "| {} | a form |", "([{}](#a))", "“{}”, they said"]
    ),
)
@settings(max_examples=300, deadline=None)
def test_whatever_hides_inside_a_name_it_is_blocked(
    name: str, hidden: list[tuple[int, str]], code: Callable[[str], str], around: str
) -> None:
    written = code(name)
    for at, hider in sorted(hidden, reverse=True):
        written = written[:at] + hider + written[at:]
    named = [one for one in check(around.format(written), PUBLIC).findings if one.kind == "direct"]
    assert [one.level for one in named] == ["blocked"], written


@given(note=NOTES, roster=ROSTERS)
@settings(max_examples=100, deadline=None)
def test_the_same_note_gives_the_same_findings(note: str, roster: Roster) -> None:
    assert check(note, roster) == check(note, roster)


@given(note=st.text(st.characters(exclude_categories=["L", "Nd", "Nl", "No", "So", "Cs"]), max_size=80))
@settings(max_examples=200, deadline=None)
def test_a_text_without_letters_has_no_findings(note: str) -> None:
    assert check(note, PUBLIC).findings == ()


@given(note=NOTES, first=st.integers(0, 6), second=st.integers(0, 6))
@settings(max_examples=150, deadline=None)
def test_swapping_two_members_swaps_the_findings(note: str, first: int, second: int) -> None:
    swapped = copy.deepcopy(SECRET_FACTS)
    one, other = swapped["members"][first], swapped["members"][second]
    one["id"], other["id"] = other["id"], one["id"]
    names = {one["id"]: other["id"], other["id"]: one["id"]}
    for source in swapped["public_sources"]:
        source["members"] = [names.get(identity, identity) for identity in source["members"]]
    before = check(note, SECRET).findings
    after = check(note, parse_roster(swapped)).findings
    renamed = {(f.start, f.end, f.level, frozenset(names.get(i, i) for i in f.members)) for f in before}
    assert renamed == {(f.start, f.end, f.level, frozenset(f.members)) for f in after}


@given(note=NOTES)
@settings(max_examples=100, deadline=None)
def test_a_new_member_makes_no_described_set_smaller(note: str) -> None:
    larger = copy.deepcopy(PUBLIC_FACTS)
    larger["members"].append({"id": "new", "name": "Qwxyz", "attributes": {"region": "Europe", "country": "Spain"}})
    described = {(f.start, f.end): set(f.members) for f in check(note, parse_roster(larger), k=13).findings}
    for one in check(note, PUBLIC, k=13).findings:
        if one.kind == "description" and (one.start, one.end) in described:
            assert set(one.members) <= described[one.start, one.end]


def test_long_runs_of_anything_are_read() -> None:
    for part in (
        "a",
        "a ",
        "a@",
        ".",
        "\n ",
        "*",
        "星",
        "aB",
        "<a",
        "&#1",
        "Abc ",
        "only ",
        "1 ",
        "\u200b",
        "a&",
        "a[](x)b",
        "%41",
        "<b ",
        "a](",
        "[a](x) ",
        "\u202ea",
    ):
        check(part * 4_000, SECRET)
