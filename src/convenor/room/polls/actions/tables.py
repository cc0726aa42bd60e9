"""The result of a poll as a table of the room's ledger, by which alone a number leaves the room (A-22).

The ledger counts by what the room was shown and by nothing finer, and the table may say no more than that: whoever
saw the result on a screen and reads the table knows no more than whoever saw the screen alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.room.polls import asking
from convenor.room.polls.actions.prompts import OTHERS
from convenor.room.polls.models import Poll
from convenor.room.statistics.actions import make_table
from convenor.room.statistics.models import Ledger, Table
from convenor.room.statistics.queries import ledger_of
from convenor.rules.ballots import Share, Shown, in_words, smallest_safe
from convenor.rules.ballots.columns import answers_to, one_in_answers
from convenor.rules.ballots.showing import ANSWER
from convenor.rules.disclosure.bands import ANY_NUMBER
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import PollKind
from convenor.rules.wording import listed, said

# Of the other kinds no column can be made that holds everybody once.
COUNTED = (PollKind.ONE, PollKind.SCALE, PollKind.RANKING, PollKind.SEVERAL)
LONGEST_TITLE = 200
# What several columns say together is worked out exactly, and that takes longer with each.
MOST_TOGETHER = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """A poll's result that may leave the room as far as the ledger knows: the table, and the sentence that says it."""

    table: Table
    sentence: str


@dataclass(frozen=True, slots=True)
class _Said:
    """What the room was shown of one answer: the labels that were counted as one, at least and at most so many."""

    labels: tuple[str, ...]
    least: int
    most: int

    @property
    def name(self) -> str:
        return listed(self.labels, "or")


def what_was_shown(poll: Poll) -> list[_Said]:
    """The answers of which the room was shown how many gave them."""
    tables = (poll.result or {}).get("tables", ())
    return [_said(cell) for table in tables for cell in table["cells"]]


@dataclass(frozen=True, slots=True)
class _Column:
    """What everybody answered one thing to: the name of it, the answers with what is left over, each one's answer."""

    name: str
    answers: tuple[_Said, ...]
    rest: str
    values: tuple[str, ...]

    @property
    def known(self) -> dict[str, _Said]:
        return {one.name: one for one in self.answers}


@transaction.atomic
def count_answers(actor: Actor, poll: Poll, *, option: str = "", is_another: bool = False) -> Taken:
    """Make a table of what the room was shown of a poll; of several choices, of each option, or of one `option`.

    Of several choices each option is a column of its own, chosen or not, and the columns are never crossed: they are
    told in one release, as many of them as say nothing protected together. `is_another` says that this is another
    question than one whose answers were published under another wording.
    """
    require(actor, "poll.change")
    row = Poll.objects.select_related("session__year__cohort").get(pk=poll.pk)
    ledger = _ledger(row)
    settle(_can_be_counted(row, ledger))
    columns = _columns(row, option)
    names = [column.name for column in columns]
    rows = [
        {"person": str(at), "organisation": str(at), **dict(zip(names, values, strict=True))}
        for at, values in enumerate(zip(*(column.values for column in columns), strict=True))
    ]
    meant = {name: name for name in names} if is_another else None
    table = make_table(actor, ledger, rows, by=names, title=row.wording[:LONGEST_TITLE], meant=meant, crossed=False)
    shares: list[Share] = []
    # A question that was published before keeps the name that its column had then.
    for name, column in zip(table.release["by"], columns, strict=True):
        cells = [cell for one in table.release["tables"] if one["by"] == [name] for cell in one["cells"]]
        settle(_says_no_more(cells, name, column.known))
        shares += _told(cells, name, column)
    settle(_says_something(shares))
    return Taken(table=table, sentence=in_words(row.question, Shown(answers=row.answered or 0, shares=tuple(shares))))


def _ledger(row: Poll) -> Ledger:
    room = asking.room_of_session(row.session)
    ledger = ledger_of(room) if room else None
    if ledger is None:
        raise Declined(no("Decide first how few are too few, under the statistics of the room."))
    return ledger


def _can_be_counted(row: Poll, ledger: Ledger) -> Verdict:
    if row.kind not in COUNTED:
        return no("The answers to this kind of poll cannot be counted as a table. Say in your own words what came up.")
    if not row.revealed:
        return no("The room was not shown this result yet. Show it first: nothing else of it leaves the room.")
    if not what_was_shown(row):
        return no("Nothing of this result could be shown, so there is nothing to put into a note.")
    if smallest_safe(ledger.k, ledger.k_organisations, row.most_each) > ledger.k:
        return no(
            said(
                "With up to {most} people of one organisation in the room, {answers} answers might be of too few "
                "organisations, and the room's ledger cannot tell. Say in your own words what came up.",
                most=row.most_each,
                answers=ledger.k,
            )
        )
    if row.ballots.count() != row.answered:
        return no("The ballots of this poll are destroyed, so nothing can be counted any more.")
    return yes()


def _columns(row: Poll, option: str) -> list[_Column]:
    """What is counted: all that was shown as one column; of several choices each by itself, for one may choose many.

    The wording names a column, so that the same question asked again is checked against the first table.
    """
    found = what_was_shown(row)
    if row.kind != PollKind.SEVERAL:
        return [_column(row, str(answers_to(row.wording)), found, OTHERS)]
    chosen = [one for one in found if not option or one.labels == (option,)]
    if not chosen:
        raise Declined(no("Choose which of the answers is told; only one that the room was shown can be."))
    # Which of them are told where not all can be is decided by the order of the question alone.
    first = chosen[:MOST_TOGETHER]
    return [_column(row, str(one_in_answers(one.name, row.wording)), [one], f"not {one.name}") for one in first]


def _column(row: Poll, name: str, wanted: Sequence[_Said], rest: str) -> _Column:
    """For each ballot what it counts as, by the words that the room was shown, and what was left over."""
    size, labels = row.answered or 0, row.question.labels
    first = 1 if row.kind == PollKind.SCALE else 0
    groups = {label: one.name for one in wanted for label in one.labels}
    values = []
    for choices in row.ballots.values_list("choices", flat=True):
        given = [labels[choice - first] for choice in (choices if row.kind == PollKind.SEVERAL else choices[:1])]
        values.append(next((groups[label] for label in given if label in groups), rest))
    left = _Said((rest,), size - sum(one.most for one in wanted), size - sum(one.least for one in wanted))
    return _Column(name, (*wanted, left), rest, tuple(values))


def _says_no_more(cells: Sequence[Mapping[str, Any]], column: str, known: Mapping[str, _Said]) -> Verdict:
    for cell in cells:
        if not known.keys() >= set(cell["where"][column]):
            return no(
                "What was published of this question before names answers that the room was not shown this time, so "
                "the two do not go together. Say in your own words what came up."
            )
        parts, told = [known[name] for name in cell["where"][column]], _bounds(cell)
        if told[0] > sum(one.least for one in parts) or told[1] < sum(one.most for one in parts):
            return no(
                "The table would say more than the room was shown, and the two together might point to somebody. "
                "Say in your own words what came up."
            )
    return yes()


def _told(cells: Sequence[Mapping[str, Any]], name: str, column: _Column) -> list[Share]:
    """What a sentence can say: the cells that the ledger let through, without what was left over."""
    shares = []
    for cell in cells:
        names = cell["where"][name]
        if column.rest not in names:
            least, most = _bounds(cell)
            labels = tuple(label for one in names for label in column.known[one].labels)
            shares.append(Share(labels=labels, least=least, most=most, words=cell.get("words", "")))
    return shares


def _says_something(shares: Sequence[Share]) -> Verdict:
    if shares and all(share.words != ANY_NUMBER for share in shares):
        return yes()
    return no(
        "Beside what was published about this room before, so little of this result may be told that it would say "
        "nothing. Say in your own words what came up."
    )


def _said(cell: Mapping[str, Any]) -> _Said:
    return _Said(tuple(cell["where"][ANSWER]), *_bounds(cell))


def _bounds(cell: Mapping[str, Any]) -> tuple[int, int]:
    return (cell["count"], cell["count"]) if "count" in cell else (cell["least"], cell["most"])
