"""A draft's words: one text for the check, cut back into fields; shown in blocks with the places marked."""

import pytest
from desk_scene import TODAY, Scene, make_draft, set_the_scene

from convenor.desk.checks import Checked, Matter, check_draft
from convenor.desk.marking import Block, blocks_of
from convenor.desk.wording import FIELDS, Place, Wording
from convenor.kernel import clock
from convenor.rules.vocabulary import Level

WORDS = Wording(title="Title", body="One.\n\nTwo and three.", applies_to="All", provenance="Work", correction="Line")


def matter(start: int, end: int, level: Level = Level.BLOCKED) -> Matter:
    return Matter(
        start=start,
        end=end,
        text=WORDS.whole[start:end],
        kind="direct",
        level=level,
        why="",
        place=WORDS.place(start, end),
        wording="",
    )


def shown(blocks: list[Block]) -> list[tuple[str, list[list[tuple[str, str | None]]]]]:
    return [(b.kind, [[(s.text, s.level) for s in line] for line in b.lines]) for b in blocks]


def test_every_field_is_found_at_its_place_in_the_whole() -> None:
    for field in FIELDS:
        text = getattr(WORDS, field)
        begins = WORDS.offset(field)
        assert WORDS.whole[begins : begins + len(text)] == text
        assert WORDS.place(begins, begins + len(text)) == Place(field=field, start=0, end=len(text))


def test_a_place_over_the_edge_of_a_field_is_in_none() -> None:
    assert WORDS.place(3, 9) is None


def test_other_words_at_a_place_change_that_field_alone() -> None:
    begins = WORDS.whole.index("Two")
    place = WORDS.place(begins, begins + 3)
    assert place is not None
    assert WORDS.replaced(place, "Four").body == "One.\n\nFour and three."
    assert WORDS.replaced(place, "Four").title == "Title"


def test_every_word_counts_for_the_digest() -> None:
    digests = {WORDS.digest} | {Wording(**{f: "x" if f == c else "" for f in FIELDS}).digest for c in FIELDS}
    assert len(digests) == len(FIELDS) + 1


def test_a_paragraph_ends_at_an_empty_line_and_at_its_field() -> None:
    begins = WORDS.whole.index("Two")
    assert WORDS.paragraph(begins, begins + 3) == "Two and three."
    assert WORDS.paragraph(0, 2) == "Title"
    assert WORDS.paragraph(len(WORDS.whole) - 1, len(WORDS.whole)) == "Line"


def test_places_are_marked_where_they_are() -> None:
    begins = WORDS.whole.index("and")
    blocks = blocks_of(Checked(wording=WORDS, matters=(matter(begins, begins + 3),)), "body")
    assert shown(blocks) == [
        ("text", [[("One.", None)]]),
        ("text", [[("Two ", None), ("and", Level.BLOCKED), (" three.", None)]]),
    ]


def test_where_two_places_overlap_the_stronger_shows() -> None:
    begins = WORDS.whole.index("Two")
    over = (matter(begins, begins + 7, Level.REVIEW), matter(begins + 4, begins + 13))
    lines = shown(blocks_of(Checked(wording=WORDS, matters=over), "body"))[1][1]
    assert lines == [[("Two ", Level.REVIEW), ("and", Level.BLOCKED), (" three", Level.BLOCKED), (".", None)]]


def test_a_place_over_two_lines_is_marked_in_both() -> None:
    words = Wording(title="T", body="one tele\nfonica two")
    begins = words.whole.index("tele")
    over = Matter(
        start=begins, end=begins + 11, text="", kind="direct", level=Level.BLOCKED, why="", place=None, wording=""
    )
    assert shown(blocks_of(Checked(wording=words, matters=(over,)), "body")) == [
        ("text", [[("one ", None), ("tele", Level.BLOCKED)], [("fonica", Level.BLOCKED), (" two", None)]])
    ]


def test_headings_points_and_steps_are_told_apart() -> None:
    body = "## Heading\n- one\n- two\n\n1. first\n2) second\n\ntext\nmore\n\n- three\n#no heading"
    kinds = [(b.kind, len(b.lines)) for b in blocks_of(Checked(wording=Wording(title="T", body=body)), "body")]
    assert kinds == [("heading", 1), ("point", 2), ("step", 2), ("text", 2), ("point", 1), ("text", 1)]


def test_no_word_is_lost_in_the_blocks() -> None:
    body = "# A\n\nb *c* <d>\n- e\n\n\n3. f\n"
    blocks = blocks_of(Checked(wording=Wording(title="T", body=body)), "body")
    assert "".join(s.text for b in blocks for line in b.lines for s in line) == "Ab *c* <d>ef"


@pytest.mark.django_db
def test_what_the_check_finds_stands_where_it_says() -> None:
    with clock.standing_at(TODAY):
        scene: Scene = set_the_scene()
        draft = make_draft(scene, "## Vodafone\n\nWe heard **Vodafone** and Vodafone's lead.\n\n- FB, Telefónica\n")
        checked = check_draft(draft)
    assert len(checked.matters) >= 4
    for one in checked.matters:
        assert checked.wording.whole[one.start : one.end] == one.text
        assert one.place is not None
        assert getattr(checked.wording, one.place.field)[one.place.start : one.place.end] == one.text
