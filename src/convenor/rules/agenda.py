"""An agenda: does it fit the hour, is what must be on it on it, and what may happen when.

The statement comes first, brief updates are a named item and not "any other business" (A-39), and
discussion opens only once the statement has been read (R-AT-01, AC-11). A title that may be out of scope wants a
reason from a person; it is never taken out (A-38, AC-12).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from convenor.rules.scope import look_at
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import AgendaItemKind, SessionKind
from convenor.rules.wording import listed, said, said_of, together

# Brief updates belong to every meeting of the cohort itself; a webinar or a gathering has other forms.
WITH_UPDATES = frozenset({SessionKind.REGULAR})
# Wherever on earth the officer sits, a session can be opened during the whole of its day.
OPENS_BEFORE = timedelta(days=1)


class AgendaFault(StrEnum):
    """What can be wrong with an agenda."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_TIME = "no_time"
    NO_STATEMENT = "no_statement"
    STATEMENT_NOT_FIRST = "statement_not_first"
    NO_UPDATES = "no_updates"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaItemFact:
    """One item in the order of the agenda; minutes are whole, `scope_reason` says why its title belongs here."""

    id: str
    kind: AgendaItemKind
    title: str
    minutes: int
    scope_reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaFacts:
    """An agenda with the session's kind and its length in minutes."""

    kind: SessionKind
    length: int
    items: tuple[AgendaItemFact, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaFinding:
    """What is wrong, in a sentence that says how to mend it; `items` are the ids it is about."""

    fault: AgendaFault
    sentence: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosingFacts:
    """What the close page looks at; `learning` says whether the notes were turned into remarks."""

    statement_read: bool
    attendance_recorded: bool
    items_finished: bool
    learning: bool


def minutes_planned(items: Sequence[AgendaItemFact]) -> int:
    """Add up the minutes of all items."""
    return sum(item.minutes for item in items)


def look_over(agenda: AgendaFacts) -> tuple[AgendaFinding, ...]:
    """Find everything that keeps an agenda from being sent; none means that it can go."""
    if not agenda.items:
        return (
            AgendaFinding(
                fault=AgendaFault.EMPTY,
                sentence=said("The agenda is empty. Begin with the statement, then add what is to be discussed."),
            ),
        )
    findings = (_time(agenda), _untimed(agenda), _statement(agenda), _updates(agenda), _scope(agenda))
    return tuple(finding for finding in findings if finding)


def _time(agenda: AgendaFacts) -> AgendaFinding | None:
    """Say by how much the agenda overruns, and which items run past the end."""
    over = minutes_planned(agenda.items) - agenda.length
    if over <= 0:
        return None
    elapsed, late = 0, []
    for item in agenda.items:
        elapsed += item.minutes
        if elapsed > agenda.length and item.minutes > 0:
            late.append(item)
    return AgendaFinding(
        fault=AgendaFault.TOO_LONG,
        sentence=said_of(
            minutes_planned(agenda.items),
            "The items take {number} minute, {over} more than the {length} of the session. {titles} would run past "
            "the end. Shorten or drop something.",
            "The items take {number} minutes, {over} more than the {length} of the session. {titles} would run past "
            "the end. Shorten or drop something.",
            over=over,
            length=agenda.length,
            titles=_titles(late),
        ),
        items=tuple(item.id for item in late),
    )


def _untimed(agenda: AgendaFacts) -> AgendaFinding | None:
    untimed = [item for item in agenda.items if item.minutes <= 0]
    if not untimed:
        return None
    return AgendaFinding(
        fault=AgendaFault.NO_TIME,
        sentence=said_of(
            len(untimed),
            "{titles} has no time. Give at least one minute.",
            "{titles} have no time. Give at least one minute.",
            titles=_titles(untimed),
        ),
        items=tuple(item.id for item in untimed),
    )


def _titles(items: Sequence[AgendaItemFact]) -> str:
    return listed([said("“{title}”", title=item.title) for item in items])


def _statement(agenda: AgendaFacts) -> AgendaFinding | None:
    statements = [item for item in agenda.items if item.kind is AgendaItemKind.STATEMENT]
    if not statements:
        return AgendaFinding(
            fault=AgendaFault.NO_STATEMENT,
            sentence=said("The statement is missing. Add it as the first item: every session begins with it."),
        )
    if agenda.items[0].kind is not AgendaItemKind.STATEMENT:
        return AgendaFinding(
            fault=AgendaFault.STATEMENT_NOT_FIRST,
            sentence=said("The statement is not the first item. Move it to the top: nothing is discussed before it."),
            items=(statements[0].id,),
        )
    return None


def _updates(agenda: AgendaFacts) -> AgendaFinding | None:
    if agenda.kind not in WITH_UPDATES or any(i.kind is AgendaItemKind.UPDATES for i in agenda.items):
        return None
    return AgendaFinding(
        fault=AgendaFault.NO_UPDATES,
        sentence=said("Brief updates are missing. Add them as an item of their own: each regular meeting has them."),
    )


def _scope(agenda: AgendaFacts) -> AgendaFinding | None:
    """Say which titles may be out of scope and have nobody's reason yet (AC-12)."""
    doubted = [(item, look_at(item.title)) for item in agenda.items if not item.scope_reason.strip()]
    doubted = [(item, warnings) for item, warnings in doubted if warnings]
    if not doubted:
        return None
    return AgendaFinding(
        fault=AgendaFault.OUT_OF_SCOPE,
        sentence=together(
            [said("“{words}”: {reason}", words=item.title, reason=warnings[0].reason) for item, warnings in doubted]
        ),
        items=tuple(item.id for item, _ in doubted),
    )


def sent_in_time(*, sent_at: datetime, starts_at: datetime) -> bool:
    """Whether an agenda left in advance of its session (R-MTG-09)."""
    return sent_at < starts_at


def may_send(agenda: AgendaFacts, *, starts_at: datetime, now: datetime) -> Verdict:
    """Decide whether the agenda may go out: complete, and before the session begins (R-MTG-09)."""
    if now >= starts_at:
        return no(
            said(
                "The session began on {day} at {time}; an agenda is settled before the start. "
                "What was discussed can still be recorded when the session is closed.",
                day=starts_at,
                time=f"{starts_at:%H:%M}",
            )
        )
    findings = look_over(agenda)
    if findings:
        return no(together([finding.sentence for finding in findings]))
    return yes("The agenda is complete and fits the time.")


def may_open(*, sent_at: datetime | None, starts_at: datetime, now: datetime, open_to_anybody: bool = False) -> Verdict:
    """Decide whether the session may be opened: around its day, and its agenda went out before the start (R-MTG-09).

    A session that is `open_to_anybody` invites nobody whom we know; for it `sent_at` is when its agenda was fixed.
    """
    if now < starts_at - OPENS_BEFORE:
        return no(
            said(
                "The session begins on {day} at {time}. Open it on that day; "
                "if it takes place earlier, change its time first, so that everybody is told.",
                day=starts_at,
                time=f"{starts_at:%H:%M}",
            )
        )
    if sent_at is None:
        return no(
            "The agenda has not been fixed. Fix it first; the session can be opened right after."
            if open_to_anybody
            else "The agenda has not been sent. Send it first; the session can be opened right after."
        )
    if not sent_in_time(sent_at=sent_at, starts_at=starts_at):
        return no(
            "The agenda was fixed after the start. Move the start to the time at which it really began."
            if open_to_anybody
            else "The agenda was sent after the start. Move the start to the time at which it really began."
        )
    return yes(
        said(
            "The agenda was fixed on {day} at {time}, before the start."
            if open_to_anybody
            else "The agenda was sent on {day} at {time}, before the start.",
            day=sent_at,
            time=f"{sent_at:%H:%M}",
        )
    )


def may_open_discussion(*, statement_read: bool) -> Verdict:
    """Decide whether discussion may open: only once the reading of the statement is recorded (AC-11)."""
    if statement_read:
        return yes("The statement has been read.")
    return no("The statement has not been read yet. Read it out and record the reading; then discussion opens.")


def missing_to_close(facts: ClosingFacts) -> tuple[str, ...]:
    """List what is still missing before a session can be closed for good, as things to do."""
    asked = (
        (facts.statement_read, said("Record when the statement was read, and in which version.")),
        (facts.items_finished, said("Mark when the last agenda item ended.")),
        (facts.attendance_recorded, said("Record which companies were represented.")),
        (facts.learning, said("Write down what was learned, or say that there was nothing to keep.")),
    )
    return tuple(sentence for done, sentence in asked if not done)
