"""A poll's result goes into the note as the ledger lets it: never more than the room was shown."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asking_scene import DAY, asked, make_hour, over
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import Settings

from convenor.desk.actions import results
from convenor.desk.actions.writing import begin
from convenor.desk.checks import check_draft
from convenor.desk.models import Draft
from convenor.desk.wording import wording_of
from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.room.cohorts.models import Membership
from convenor.room.meetings.models import Session, StatementReading
from convenor.room.polls import asking
from convenor.room.polls.actions import polls, tables
from convenor.room.polls.actions.polls import Wanted
from convenor.room.polls.holding import Cast, opened
from convenor.room.polls.models import Poll
from convenor.room.statistics.actions import enter, open_ledger
from convenor.room.statistics.models import Table
from convenor.room.statistics.queries import published_words
from convenor.rules.ballots import Question
from convenor.rules.vocabulary import DraftKind, DraftState, PollKind, SessionState
from journeys import marked
from making import make_nominee, make_session

pytestmark = pytest.mark.django_db

MOSTLY = [[0]] * 9 + [[1]] * 4
WIDELY: list[Any] = [[0]] * 9 + [[1]] * 6 + [[2]] * 5
ON_A_SCALE: list[Any] = [[1]] * 6 + [[3]] * 6 + [[5]] * 6
SENTENCE = "On the question “What comes first?”: most chose “Remedy”."


@pytest.fixture
def session(settings: Settings, tmp_path: Path, officer: Actor) -> Iterator[Session]:
    settings.CONVENOR_BALLOTS = tmp_path
    with clock.standing_at(DAY):
        row = make_hour(tmp_path)
        assert row.year is not None
        open_ledger(officer, row.year.cohort, k=5, k_organisations=3)
        yield row


def revealed(officer: Actor, session: Session, kind: PollKind, choices: list[Any], **wanted: Any) -> Poll:
    poll = over(officer, session, kind, choices, **wanted)
    polls.reveal_poll(officer, poll)
    poll.refresh_from_db()
    return poll


def later(session: Session) -> Session:
    """Another open session of the same year, in which the same may be asked."""
    assert session.year is not None
    row = make_session(session.year, DAY, hour=17)
    Session.objects.filter(pk=row.pk).update(state=SessionState.OPEN, opened_at=row.starts_at)
    row.refresh_from_db()
    reading = StatementReading.objects.get(session=session)
    StatementReading.objects.create(
        session=row, statement=reading.statement, reader_role="officer", read_at=row.starts_at
    )
    return row


def cells(table: Table) -> list[Any]:
    return [cell for one in table.release["tables"] for cell in one["cells"]]


def test_a_result_begins_the_note_of_its_session(officer: Actor, session: Session) -> None:
    draft = results.take_result(officer, revealed(officer, session, PollKind.ONE, MOSTLY))
    assert (draft.kind, draft.session, draft.state) == (DraftKind.OUTPUT_NOTE, session, DraftState.DRAFT)
    assert draft.body.endswith(SENTENCE)
    assert draft.table is not None
    assert [cell["where"] for cell in cells(draft.table)] == [{"answer to “What comes first?”": ["Remedy"]}]
    assert [matter.text for matter in check_draft(draft).open] == []


def test_the_title_that_is_kept_is_english_whoever_takes_the_result(
    officer: Actor, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked.speak(monkeypatch)
    with override(marked.LANGUAGE):
        draft = results.take_result(officer, revealed(officer, session, PollKind.ONE, MOSTLY))
    assert draft.title == "Output note"


def test_a_result_goes_into_the_note_that_is_there(officer: Actor, session: Session) -> None:
    note = begin(officer, kind=DraftKind.OUTPUT_NOTE, title="Our note", session=session, text="We talked.")
    draft = results.take_result(officer, revealed(officer, session, PollKind.ONE, MOSTLY))
    assert draft == note
    assert wording_of(draft).body == f"We talked.\n\n{SENTENCE}"
    assert Draft.objects.count() == 1


def test_a_second_result_has_a_draft_of_its_own(officer: Actor, session: Session) -> None:
    results.take_result(officer, revealed(officer, session, PollKind.ONE, WIDELY))
    other = results.take_result(officer, revealed(officer, session, PollKind.SCALE, ON_A_SCALE))
    assert other.kind == DraftKind.STATISTICS
    assert "How ready?" in other.body
    assert Table.objects.count() == 2


def test_a_table_says_what_the_room_was_shown(officer: Actor, session: Session) -> None:
    poll = revealed(officer, session, PollKind.ONE, WIDELY)
    taken = tables.count_answers(officer, poll)
    assert poll.result is not None
    shown = {tuple(cell["where"]["answer"]): cell["count"] for cell in poll.result["tables"][0]["cells"]}
    column = "answer to “What comes first?”"
    assert {tuple(cell["where"][column]): cell["count"] for cell in cells(taken.table)} == shown
    assert len(shown) == 3
    assert not any(mark.isdigit() for mark in taken.sentence)


def test_of_several_choices_one_answer_is_told(officer: Actor, session: Session) -> None:
    poll = revealed(officer, session, PollKind.SEVERAL, [[0, 1]] * 10 + [[0, 2]] * 5 + [[1, 2]] * 5)
    told = [one.labels[0] for one in tables.what_was_shown(poll)]
    assert told
    draft = results.take_result(officer, poll, option=told[0])
    assert draft.table is not None
    assert {name for cell in cells(draft.table) for names in cell["where"].values() for name in names} <= {
        told[0],
        f"not {told[0]}",
    }
    with pytest.raises(Declined, match="Choose which of the answers is told"):
        results.take_result(officer, poll, option="None of them")


# Thirty people: enough for two columns to stand beside each other.
MANY: list[Any] = [[0, 1]] * 10 + [[0, 2]] * 8 + [[1, 2]] * 6 + [[0]] * 6


def test_of_several_choices_all_that_were_shown_are_told_in_one_release(officer: Actor, session: Session) -> None:
    poll = revealed(officer, session, PollKind.SEVERAL, MANY)
    told = [one.labels[0] for one in tables.what_was_shown(poll)]
    assert len(told) > 1
    draft = results.take_result(officer, poll)
    assert draft.table is not None
    assert Table.objects.count() == 1
    release = draft.table.release
    assert [one["by"] for one in release["tables"]] == [
        [f"{label} in answer to “What do you do?”"] for label in told
    ], "each option is counted by itself; who chose one and another is told nowhere"
    assert release["withheld"] == []
    assert all(f"“{label}”" in draft.body for label in told)
    assert not any(mark.isdigit() for mark in draft.body.split("On the question")[1])
    enter(draft.table)
    assert published_words(draft.table.ledger).keys() == {f"{label} in answer to “What do you do?”" for label in told}


def test_of_a_small_room_only_the_first_of_the_options_leaves(officer: Actor, session: Session) -> None:
    """Two columns of few people bound each other, so which one is told is decided without looking at the answers."""
    poll = revealed(officer, session, PollKind.SEVERAL, [[0, 1]] * 8 + [[0, 2]] * 4 + [[1, 2]] * 4 + [[0]] * 4)
    told = [one.labels[0] for one in tables.what_was_shown(poll)]
    assert len(told) > 1
    draft = results.take_result(officer, poll)
    assert draft.table is not None
    assert [one["by"] for one in draft.table.release["tables"]] == [[f"{told[0]} in answer to “What do you do?”"]]
    assert f"“{told[1]}”" not in draft.body.split("On the question")[1]


@pytest.mark.parametrize("seed", range(6))
def test_no_option_is_told_of_a_few_and_none_more_closely_than_the_room_was_shown(
    officer: Actor, session: Session, seed: int
) -> None:
    lot = random.Random(seed)
    size = lot.choice((26, 30, 40))
    choices = [sorted(lot.sample(range(3), k=lot.choice((1, 1, 2)))) for _ in range(size)]
    poll = revealed(officer, session, PollKind.SEVERAL, choices)
    shown = {one.labels[0]: one for one in tables.what_was_shown(poll)}
    for one in tables.count_answers(officer, poll).table.release["tables"]:
        (column,) = one["by"]
        for cell in one["cells"]:
            (value,) = cell["where"][column]
            least, most = tables._bounds(cell)
            known = shown.get(value)
            bounds = (known.least, known.most) if known else _of_the_rest(shown[value.removeprefix("not ")], size)
            assert (least <= bounds[0], most >= bounds[1]) == (True, True)
            for few in (most, size - least):
                assert few == 0 or few >= 5


def _of_the_rest(one: Any, size: int) -> tuple[int, int]:
    return size - one.most, size - one.least


def test_of_a_ranking_the_first_places_are_told(officer: Actor, session: Session) -> None:
    poll = revealed(officer, session, PollKind.RANKING, [[0, 1]] * 10 + [[1, 0]] * 10)
    assert "gave the first place to" in results.take_result(officer, poll).body


@pytest.mark.parametrize(
    ("kind", "choices", "why"),
    [
        (PollKind.TEXT, [[f"Text {at}"] for at in range(6)], "this kind of poll"),
        (PollKind.CLOUD, [["trust"]] * 12, "this kind of poll"),
        (PollKind.STATEMENTS, [[1, 1, 1]] * 12, "this kind of poll"),
        (PollKind.ONE, [[0]] * 3 + [[1]] * 3, "Nothing of this result could be shown"),
    ],
)
def test_what_cannot_be_counted_soundly_stays(
    officer: Actor, session: Session, kind: PollKind, choices: list[Any], why: str
) -> None:
    poll = revealed(officer, session, kind, choices)
    with pytest.raises(Declined, match=why):
        results.take_result(officer, poll)
    assert not Draft.objects.exists()
    assert not Table.objects.exists()


def test_what_the_room_was_not_shown_stays(officer: Actor, session: Session) -> None:
    with pytest.raises(Declined, match="not shown this result yet"):
        results.take_result(officer, over(officer, session, PollKind.ONE, MOSTLY))


def test_without_a_ledger_nothing_leaves(officer: Actor, session: Session) -> None:
    session.year.cohort.ledger.delete()  # type: ignore[union-attr]
    with pytest.raises(Declined, match="Decide first how few are too few"):
        results.take_result(officer, revealed(officer, session, PollKind.ONE, MOSTLY))


def test_where_an_organisation_may_have_many_in_the_room_the_ledger_cannot_tell(
    officer: Actor, session: Session
) -> None:
    poll = revealed(officer, session, PollKind.ONE, [[0]] * 20, most_each=4)
    with pytest.raises(Declined, match="With up to 4 people of one organisation"):
        results.take_result(officer, poll)


def test_destroyed_ballots_are_not_counted(officer: Actor, session: Session) -> None:
    poll = revealed(officer, session, PollKind.ONE, MOSTLY)
    poll.ballots.all().delete()
    with pytest.raises(Declined, match="destroyed"):
        results.take_result(officer, poll)


def test_a_table_that_would_say_more_than_the_room_was_shown_is_refused(officer: Actor, session: Session) -> None:
    poll = revealed(officer, session, PollKind.ONE, WIDELY)
    assert poll.result is not None
    poll.result["tables"][0]["cells"] = [
        {"where": cell["where"], "least": cell["count"] - 2, "most": cell["count"] + 2, "words": "some"}
        for cell in poll.result["tables"][0]["cells"]
    ]
    poll.save()
    with pytest.raises(Declined, match="more than the room was shown"):
        results.take_result(officer, poll)
    assert not Table.objects.exists()


def test_the_same_question_asked_again_is_checked_against_what_was_published(officer: Actor, session: Session) -> None:
    first = results.take_result(officer, revealed(officer, session, PollKind.ONE, WIDELY))
    assert first.table is not None
    enter(first.table)
    Draft.objects.filter(pk=first.pk).update(state=DraftState.RELEASED, released_at=clock.now())
    again = revealed(officer, later(session), PollKind.ONE, [*WIDELY[:-1], [0]])
    with pytest.raises(Declined, match="published of this question before"):
        results.take_result(officer, again)
    assert Table.objects.count() == 1


@pytest.mark.parametrize("wording", ["What comes first?", "what comes FIRST"])
@pytest.mark.parametrize("counts", [(7, 10), (7, 9)])
def test_what_would_say_nothing_beside_an_earlier_table_is_not_told(
    officer: Actor, session: Session, wording: str, counts: tuple[int, int]
) -> None:
    """A column is known again in other letters, and no note says that any number chose something."""
    first = two(officer, session, "What comes first?", (7, 9))
    enter(tables.count_answers(officer, first).table)
    again = two(officer, later(session), wording, counts)
    with pytest.raises(Declined, match="would say nothing"):
        tables.count_answers(officer, again)
    assert Table.objects.count() == 1


def two(officer: Actor, session: Session, wording: str, counts: tuple[int, int]) -> Poll:
    """A poll of two options that was shown, each person from a company of its own."""
    question = Question(kind=PollKind.ONE, wording=wording, options=("Remedy", "Due diligence"))
    poll = polls.write_poll(officer, session, Wanted(question=question))
    polls.open_poll(officer, poll)
    book = asking.book_of(session)
    with opened(asking.folder(), poll.pk) as place:
        for at in range(sum(counts)):
            slip = book.read(book.for_account(at, f"organisation-{at}"))
            assert slip is not None
            place.put([Cast(slip, "[0]" if at < counts[0] else "[1]")])
    polls.reveal_poll(officer, poll)
    poll.refresh_from_db()
    return poll


def test_a_note_that_somebody_looks_at_is_not_written_on(officer: Actor, session: Session) -> None:
    note = begin(officer, kind=DraftKind.OUTPUT_NOTE, title="Our note", session=session, text="We talked.")
    Draft.objects.filter(pk=note.pk).update(state=DraftState.SECOND_PAIR)
    with pytest.raises(Declined, match="Take it back first"):
        results.take_result(officer, revealed(officer, session, PollKind.ONE, MOSTLY))
    assert not Table.objects.exists()


def test_a_table_is_left_out_and_can_come_again(officer: Actor, session: Session) -> None:
    poll = revealed(officer, session, PollKind.ONE, MOSTLY)
    draft = results.take_result(officer, poll)
    with pytest.raises(Declined, match="was changed since"):
        results.leave_table_out(officer, draft, digest="of another text")
    left = results.leave_table_out(officer, draft, digest=wording_of(draft).digest)
    assert left.table is None
    assert left.body.endswith(SENTENCE)
    with pytest.raises(Declined, match="no table"):
        results.leave_table_out(officer, left, digest=wording_of(left).digest)
    assert results.take_result(officer, poll).table is not None


def test_only_who_writes_at_the_desk_takes_a_result(officer: Actor, session: Session) -> None:
    poll = revealed(officer, session, PollKind.ONE, MOSTLY)
    nominee = actor_of(make_nominee(Membership.objects.get(organisation="cisco")))
    with pytest.raises(Refused):
        results.take_result(nominee, poll)


def test_one_click_leads_to_the_note_and_a_refusal_back_to_the_poll(
    signed_in: Client, officer: Actor, session: Session
) -> None:
    poll = revealed(officer, session, PollKind.ONE, MOSTLY)
    assert "Put it into the note" in signed_in.get(reverse("polls:poll", args=[poll.pk])).content.decode()
    page = signed_in.post(reverse("desk:take_result", args=[poll.pk]), follow=True).content.decode()
    assert "The result is in the note, with its table." in page
    assert "most chose" in page
    draft = Draft.objects.get()
    given = {"digest": wording_of(draft).digest}
    page = signed_in.post(reverse("desk:leave_out", args=[draft.pk]), given, follow=True).content.decode()
    assert "The table is left out" in page
    cloud = revealed(officer, session, PollKind.CLOUD, [["trust"]] * 12)
    answer = signed_in.post(reverse("desk:take_result", args=[cloud.pk]), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("polls:poll", args=[cloud.pk])
    assert "Say in your own words what came up" in answer.content.decode()


def test_a_poll_that_is_asked_has_no_way_into_the_note(signed_in: Client, officer: Actor, session: Session) -> None:
    poll = asked(officer, session)
    assert "Into the note" not in signed_in.get(reverse("polls:poll", args=[poll.pk])).content.decode()
