"""Reading votes: the later one counts, and whatever cannot be used is told with its place."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opinion_conversations import export, told

from convenor.rules.opinion import OpinionError, read_members, read_statements, read_votes

HEAD = "timestamp,datetime,comment-id,voter-id,vote\n"


def test_a_later_vote_replaces_the_earlier_wherever_it_stands_in_the_file() -> None:
    later, earlier = (2, "17", "anna", -1), (1, "17", "anna", 1)
    for cast in ([earlier, later], [later, earlier]):
        assert read_votes(export(cast)).signs.tolist() == [[-1]]


def test_at_one_moment_the_later_row_is_the_later_vote() -> None:
    assert read_votes(export([(1, "17", "anna", 1), (1, "17", "anna", 0)])).signs.tolist() == [[0]]


def test_a_pass_is_a_vote_and_silence_is_none() -> None:
    votes = told(first="+o-.")
    assert votes.people == ("p0", "p1", "p2")
    votes = told(first="+o-.", second="++++")
    assert votes.cast.tolist() == [[True, True], [True, True], [True, True], [False, True]]
    assert votes.agree.sum() == 5
    assert votes.disagree.sum() == 1


def test_people_and_statements_stand_in_the_order_of_their_first_votes() -> None:
    votes = read_votes(export([(9, "z", "late", 1), (1, "b", "early", 1), (5, "a", "early", -1)]))
    assert votes.people == ("early", "late")
    assert votes.statements == ("b", "a", "z")


def test_other_columns_and_blank_lines_and_signs_about_a_cell_do_not_matter() -> None:
    text = 'vote,important,voter-id,comment-id,timestamp\n\n 1 ,x,"anna",17, 5\n'
    votes = read_votes(text)
    assert (votes.people, votes.statements, votes.signs.tolist()) == (("anna",), ("17",), [[1]])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(-1, 1)), min_size=1, max_size=40))
def test_the_order_of_the_rows_does_not_matter_where_the_times_differ(cast: list[tuple[int, int, int]]) -> None:
    rows = [(at, f"s{statement}", f"p{person}", vote) for at, (statement, person, vote) in enumerate(cast)]
    mixed = random.Random(1).sample(rows, len(rows))
    first, second = read_votes(export(rows)), read_votes(export(mixed))
    assert (first.people, first.statements) == (second.people, second.statements)
    assert np.array_equal(first.signs, second.signs)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "row 1: it is empty; it needs a first row with the names of the columns"),
        (HEAD, "it has no votes under its first row; export the conversation again once people have voted"),
        (
            "timestamp,comment-id,vote\n1,2,1\n",
            'row 1: the column voter-id is missing; add it ("timestamp,comment-id,vote" is there)',
        ),
        (
            "timestamp,vote,comment-id,voter-id,vote\n",
            "row 1: the column vote is there twice; keep one of the two",
        ),
        (HEAD + "1,,17,4,2\n", 'row 2, column vote: "2" is no vote; write 1 for agree, -1 for disagree or 0 for pass'),
        (HEAD + "1,,17,4,\n", 'row 2, column vote: "" is no vote; write 1 for agree, -1 for disagree or 0 for pass'),
        (
            HEAD + "1,,17,4,1\n1.5,,17,5,1\n",
            'row 3, column timestamp: "1.5" is not a whole number of milliseconds; write one, as the export does',
        ),
        (HEAD + "1,,17,,1\n", 'row 2, column voter-id: "" is empty; fill it in or take the row out'),
        (HEAD + "1,,,4,1\n", 'row 2, column comment-id: "" is empty; fill it in or take the row out'),
        (HEAD + "1,,17\n", "row 2: it ends after 3 cells; complete it or take it out"),
        (HEAD + '1,,"17,4,1\n', "row 2: it is not CSV (unexpected end of data); close what is quoted"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(OpinionError) as told_of:
        read_votes(text)
    assert str(told_of.value) == sentence


@pytest.mark.parametrize("moment", ["1_000", "１", "99999999999999999999", "--1", "", "soon"])
def test_a_time_that_only_python_would_read_is_refused(moment: str) -> None:
    with pytest.raises(OpinionError, match="row 2, column timestamp"):
        read_votes(f"{HEAD}{moment},,17,4,1\n")


def test_a_vote_for_an_unknown_statement_is_refused_with_its_row() -> None:
    statements = read_statements("comment-id,comment-body\n17,Yes\n")
    cast = export([(1, "17", "4", 1), (2, "18", "4", 1)])
    with pytest.raises(OpinionError, match='row 3, column comment-id: "18" is not in the file of comments'):
        read_votes(cast, known=statements.known)


def test_statements_that_were_taken_out_or_describe_people_are_left_out() -> None:
    statements = read_statements(
        'comment-id,moderated,is-meta,comment-body\n1,1,false,"a, b"\n2,-1,false,\n3,0,true,\n4,0,,"two\nlines"\n'
    )
    assert (statements.known, statements.left_out) == (frozenset("1234"), frozenset("23"))
    votes = read_votes(export([(1, "1", "4", 1), (2, "2", "4", 1), (3, "3", "5", 0)])).without(statements.left_out)
    assert (votes.statements, votes.people, votes.signs.tolist()) == (("1",), ("4", "5"), [[1], [-128]])


def test_a_voter_who_is_listed_twice_is_refused() -> None:
    with pytest.raises(OpinionError, match='row 3, column voter-id: "4" is listed twice; keep one row for each voter'):
        read_members("voter-id,organisation\n4,Nokia\n4,Cisco\n")
    assert read_members("organisation,voter-id\nNokia,4\n") == {"4": "Nokia"}
