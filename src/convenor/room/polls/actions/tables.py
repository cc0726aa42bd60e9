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
from convenor.rules.ballots.showing import ANSWER
from convenor.rules.disclosure.bands import ANY_NUMBER
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import PollKind
from convenor.rules.wording import listed

# Of the other kinds no column can be made that holds everybody once.
COUNTED = (PollKind.ONE, PollKind.SCALE, PollKind.RANKING, PollKind.SEVERAL)
LONGEST_TITLE = 200


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


@transaction.atomic
def count_answers(actor: Actor, poll: Poll, *, option: str = "", is_another: bool = False) -> Taken:
    """Make a table of what the room was shown of a poll; of several choices, of one `option` that was shown.

    `is_another` says that this is another question than one whose answers were published under another wording.
    """
    require(actor, "poll.change")
    row = Poll.objects.select_related("session__year__cohort").get(pk=poll.pk)
    ledger = _ledger(row)
    settle(_can_be_counted(row, ledger))
    wanted = _wanted(row, option)
    column, values = _column(row, wanted), _values(row, wanted)
    rows = [{"person": str(at), "organisation": str(at), column: value} for at, value in enumerate(values)]
    meant = {column: column} if is_another else None
    table = make_table(actor, ledger, rows, by=[column], title=row.wording[:LONGEST_TITLE], meant=meant)
    known = {one.name: one for one in _everybody(row, wanted)}
    cells = [cell for one in table.release["tables"] for cell in one["cells"]]
    # A question that was published before keeps the name that its column had then.
    column = next((name for cell in cells for name in cell["where"]), column)
    settle(_says_no_more(cells, column, known))
    shares = _told(row, cells, column, known)
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
        return no(
            "The answers to this kind of poll cannot be counted as one table. Say in your own words what came up."
        )
    if not row.revealed:
        return no("The room was not shown this result yet. Show it first: nothing else of it leaves the room.")
    if not what_was_shown(row):
        return no("Nothing of this result could be shown, so there is nothing to put into a note.")
    if smallest_safe(ledger.k, ledger.k_organisations, row.most_each) > ledger.k:
        return no(
            f"With up to {row.most_each} people of one organisation in the room, {ledger.k} answers might be of too "
            "few organisations, and the room's ledger cannot tell. Say in your own words what came up."
        )
    if row.ballots.count() != row.answered:
        return no("The ballots of this poll are destroyed, so nothing can be counted any more.")
    return yes()


def _wanted(row: Poll, option: str) -> Sequence[_Said]:
    """What is counted: all that was shown; of several choices one, for a person may be in each of them."""
    found = what_was_shown(row)
    if row.kind != PollKind.SEVERAL:
        return found
    chosen = [one for one in found if one.labels == (option,)]
    if not chosen:
        raise Declined(no("Choose which of the answers is told; only one that the room was shown can be."))
    return chosen


def _column(row: Poll, wanted: Sequence[_Said]) -> str:
    """The wording names the column, so that the same question asked again is checked against the first table."""
    asked = f"answer to “{row.wording}”"
    return f"{wanted[0].name} in {asked}" if row.kind == PollKind.SEVERAL else asked


def _values(row: Poll, wanted: Sequence[_Said]) -> list[str]:
    """For each ballot what it counts as, by the words that the room was shown."""
    labels = row.question.labels
    first = 1 if row.kind == PollKind.SCALE else 0
    groups = {label: one.name for one in wanted for label in one.labels}
    found = []
    for choices in row.ballots.values_list("choices", flat=True):
        given = [labels[choice - first] for choice in (choices if row.kind == PollKind.SEVERAL else choices[:1])]
        found.append(next((groups[label] for label in given if label in groups), _rest(row, wanted)))
    return found


def _rest(row: Poll, wanted: Sequence[_Said]) -> str:
    return f"not {wanted[0].name}" if row.kind == PollKind.SEVERAL else OTHERS


def _everybody(row: Poll, wanted: Sequence[_Said]) -> list[_Said]:
    """What was shown with what was left over, so that everybody is in it."""
    size = row.answered or 0
    least = size - sum(one.most for one in wanted)
    most = size - sum(one.least for one in wanted)
    return [*wanted, _Said((_rest(row, wanted),), least, most)]


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


def _told(row: Poll, cells: Sequence[Mapping[str, Any]], column: str, known: Mapping[str, _Said]) -> list[Share]:
    """What a sentence can say: the cells that the ledger let through, without what was left over."""
    rest = {OTHERS} if row.kind != PollKind.SEVERAL else {name for name in known if name.startswith("not ")}
    shares = []
    for cell in cells:
        names = cell["where"][column]
        if not rest.intersection(names):
            least, most = _bounds(cell)
            labels = tuple(label for name in names for label in known[name].labels)
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
