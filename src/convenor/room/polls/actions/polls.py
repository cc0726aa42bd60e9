"""Writing a poll, asking it, ending it, showing what may be shown of it, and destroying it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from convenor.kernel import audit, clock
from convenor.kernel.actor import THE_SYSTEM, Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.room.meetings.actions.stage import locked
from convenor.room.meetings.models import AgendaItem, Session, StatementReading
from convenor.room.polls import asking, holding
from convenor.room.polls.actions.prompts import ANSWERS_KEPT_FOR, Asked, keep_answers
from convenor.room.polls.actions.showing import hold_back
from convenor.room.polls.holding import UNREADABLE, NotHeldError
from convenor.room.polls.models import Answer, Ballot, Poll, Prompt
from convenor.room.statistics.reach import about
from convenor.rules import ballots as rules
from convenor.rules.agenda import may_open_discussion
from convenor.rules.ballots import Limits, Question
from convenor.rules.scope import ScopeWarning, belongs, look_at_all
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import PollKind, PollState, SessionState
from convenor.rules.wording import said

CAPABILITY = "poll.change"
CANNOT_BE_HELD = (
    "The server could not make the place on its disk where answers are held, so nothing was asked. "
    "Tell whoever runs the server, and ask again once its folder of ballots can be written to."
)
TRY_AGAIN = (
    "The server's disk is full or busy, so the answers could not be counted now. They are safe, and the poll is still "
    "open. Try again in a moment, or tell whoever runs the server."
)
CANNOT_BE_READ = (
    "The answers to this poll cannot be read from the server's disk, so there is nothing to show. "
    "Tell whoever runs the server, or end the poll without them."
)
MOST_EACH = 50
Found = tuple[Sequence[rules.Ballot], tuple[list[int], int]]
log = logging.getLogger("convenor.ballots")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A poll as somebody writes it; `most_each` is how many people of one organisation are in the room at most."""

    question: Question
    item: AgendaItem | None = None
    most_each: int = rules.USUAL_MOST_EACH
    scope_reason: str = ""


def out_of_scope(question: Question) -> tuple[ScopeWarning, ...]:
    """What in a poll may be out of scope; each of it wants one reason why it is asked all the same (AC-12, A-38)."""
    return look_at_all((question.wording, *question.options))


@transaction.atomic
def write_poll(actor: Actor, session: Session, wanted: Wanted) -> Poll:
    """Write a poll for a session that is not over."""
    require(actor, CAPABILITY)
    row = locked(session, SessionState.PLANNED, SessionState.OPEN)
    settle(_can_be_kept(wanted))
    settle(_was_not_shown(wanted.question, row))
    last = row.polls.aggregate(last=Max("position"))["last"] or 0
    poll = Poll(session=row, position=last + 1)
    _fill(poll, wanted)
    poll.save()
    audit.record(actor, "poll.written", kind="poll", subject=poll.pk)
    asking.tell_the_session(row.pk)
    return poll


@transaction.atomic
def change_poll(actor: Actor, poll: Poll, wanted: Wanted) -> None:
    """Change a poll that was not asked yet."""
    require(actor, CAPABILITY)
    row = _held(poll)
    settle(_is_a_draft(row))
    settle(_can_be_kept(wanted))
    settle(_was_not_shown(wanted.question, row.session))
    _fill(row, wanted)
    row.save()
    audit.record(actor, "poll.changed", kind="poll", subject=row.pk)
    asking.tell_the_session(row.session_id)


@transaction.atomic
def ask_again(actor: Actor, poll: Poll, session: Session) -> Poll:
    """Write the same question for another session, in which it is checked and asked like any other."""
    require(actor, CAPABILITY)
    wanted = Wanted(question=poll.question, most_each=poll.most_each, scope_reason=poll.scope_reason)
    return write_poll(actor, session, wanted)


@transaction.atomic
def drop_poll(actor: Actor, poll: Poll) -> None:
    """Throw away a poll that was not asked."""
    require(actor, CAPABILITY)
    row = _held(poll)
    settle(_is_a_draft(row))
    audit.record(actor, "poll.dropped", kind="poll", subject=row.pk)
    _destroy_later(row.pk)
    asking.tell_the_session(row.session_id)
    row.delete()


@transaction.atomic
def open_poll(actor: Actor, poll: Poll) -> None:
    """Ask a poll: from here on its thresholds stand, and its ballots are held apart (A-22)."""
    require(actor, CAPABILITY)
    session = locked(poll.session, SessionState.OPEN)
    row = _held(poll)
    settle(_is_a_draft(row))
    settle(_is_the_only_one(session))
    settle(may_open_discussion(statement_read=StatementReading.objects.filter(session=session).exists()))
    settle(rules.can_be_asked(row.question))
    settle(_was_not_shown(row.question, session))
    if row.kind == PollKind.TEXT and asking.room_of_session(session) is None:
        raise Declined(no("This session belongs to no room that could keep the answers. Ask for a choice instead."))
    row.k, row.k_organisations = asking.thresholds_of(session)
    row.state = PollState.OPEN
    row.save()
    audit.record(actor, "poll.opened", kind="poll", subject=row.pk)
    asking.tell_the_session(session.pk)
    # Last, so that whatever is declined leaves no file; what a failed commit leaves, the next opening destroys.
    try:
        holding.begin(asking.folder(), row.pk, session.pk, row.question)
    except UNREADABLE as error:
        log.error("a holding place could not be made: %s", type(error).__name__)
        raise Declined(no(CANNOT_BE_HELD)) from error


@transaction.atomic
def close_poll(actor: Actor, poll: Poll) -> Poll:
    """End a poll: its ballots come into the database in an order drawn by lot, and where they were held is destroyed.

    Where too few answered, or nobody can read the answers any more, nothing of it is kept at all. Safe to call again,
    whatever broke off the last time.
    """
    require(actor, CAPABILITY)
    row = _held(poll)
    if row.state == PollState.DRAFT:
        raise Declined(no("This poll was not asked yet, so there is nothing to end. Open it or throw it away."))
    if row.state == PollState.OPEN:
        found = _read_at_last(row)
        row.unread = found is None
        if found:
            _keep(actor, row, found)
        row.state = PollState.CLOSED
        row.burn_on = row.session.burn_on or clock.today() + ANSWERS_KEPT_FOR
        row.save()
        audit.record(actor, "poll.closed", kind="poll", subject=row.pk)
        asking.tell_the_session(row.session_id)
    _destroy_later(row.pk)
    return row


def _read_at_last(row: Poll) -> Found | None:
    """What was answered, once nobody is told any more that an answer counts; None where it cannot be read."""
    try:
        with holding.opened(asking.folder(), row.pk) as place:
            place.close_to_answers()
            return place.ballots(), place.organisations()
    except NotHeldError:
        # The database came back from a copy without its open ballots; they are in no copy.
        return None
    except UNREADABLE as error:
        if holding.passes(error):
            raise Declined(no(TRY_AGAIN)) from error
        log.error("the ballots of a poll could not be read: %s", type(error).__name__)
        return None


def _keep(actor: Actor, row: Poll, answers: Found) -> None:
    limits = row.limits
    assert limits is not None, "an open poll has its thresholds"
    found, (tagged, untagged) = answers
    organisations = rules.organisations_at_least(tagged, untagged, limits.most_each)
    if not rules.may_reveal(len(found), organisations, limits.k, limits.k_organisations).allowed:
        return
    row.answered, row.organisations = len(found), organisations
    row.result = _result(row.question, found, limits)
    if row.kind == PollKind.CLOUD:
        hold_back(row)
    if row.kind == PollKind.TEXT:
        row.prompt = _as_answers(actor, row, [str(ballot.choices[0]) for ballot in found])
    elif row.kind != PollKind.STATEMENTS:
        # Whoever agrees with what is a fingerprint: of statements nothing is kept but what may be said of them.
        rows = [Ballot(poll=row, choices=list(ballot.choices)) for ballot in found]
        # Rows lie on disk in the order in which they were written: that of their keys, which were drawn just now.
        Ballot.objects.bulk_create(sorted(rows, key=lambda one: one.pk))


def _result(question: Question, found: Sequence[rules.Ballot], limits: Limits) -> dict[str, object]:
    told = rules.shown(question, found, limits)
    return told.as_json() | {"in_words": rules.in_words(question, told)}


def _as_answers(actor: Actor, row: Poll, texts: Sequence[str]) -> Prompt:
    """Open texts are the answers of a prompt, with themes offered where they can be grouped at once."""
    room = asking.room_of_session(row.session)
    assert room is not None, "a poll for open texts belongs to a room"
    asked = Asked(wording=row.wording, on=clock.today())
    try:
        with transaction.atomic():
            return keep_answers(actor, room, asked, texts)
    except Declined:
        burn_on = asked.on + ANSWERS_KEPT_FOR
        prompt = Prompt.objects.create(**about(room), wording=asked.wording, asked_on=asked.on, burn_on=burn_on)
        rows = [Answer(prompt=prompt, text=text) for text in texts]
        Answer.objects.bulk_create(sorted(rows, key=lambda one: one.pk))
        return prompt


@transaction.atomic
def reveal_poll(actor: Actor, poll: Poll) -> None:
    """Show the room what may be shown; a poll that is open is ended first, so that nobody is told by a difference."""
    require(actor, CAPABILITY)
    # Held, so that of two polls that ask the same only one is shown.
    session = Session.objects.select_for_update(of=("self",)).get(pk=poll.session_id)
    held = _held(poll)
    settle(_may_be_revealed(held))
    settle(yes() if held.revealed else _was_not_shown(held.question, session))
    row = close_poll(actor, poll)
    if not row.revealed:
        row.revealed = True
        row.save(update_fields=["revealed"])
        audit.record(actor, "poll.revealed", kind="poll", subject=row.pk)
        asking.tell_the_session(row.session_id)


def _may_be_revealed(row: Poll) -> Verdict:
    """Whether enough answered; asked before a poll is ended, so that one too early goes on."""
    limits = row.limits
    if limits is None:
        return no("This poll was not asked yet, so there is nothing to show. Open it first.")
    if row.state == PollState.CLOSED:
        answers, organisations = row.answered or 0, row.organisations or 0
    else:
        try:
            with holding.opened(asking.folder(), row.pk) as place:
                answers, (tagged, untagged) = place.count(), place.organisations()
        except NotHeldError:
            answers, tagged, untagged = 0, [], 0
        except UNREADABLE as error:
            return no(TRY_AGAIN if holding.passes(error) else CANNOT_BE_READ)
        organisations = rules.organisations_at_least(tagged, untagged, limits.most_each)
    return rules.may_reveal(answers, organisations, limits.k, limits.k_organisations)


@transaction.atomic
def forget_poll(actor: Actor, poll: Poll) -> None:
    """Destroy a poll that is over, with its ballots and its result."""
    require(actor, CAPABILITY)
    row = _held(poll)
    if row.state == PollState.OPEN:
        raise Declined(no("This poll is being answered. End it first."))
    audit.record(actor, "poll.forgotten", kind="poll", subject=row.pk)
    _destroy_later(row.pk)
    asking.tell_the_session(row.session_id)
    row.delete()
    forget_on_disk()


def close_polls_of(session: UUID, actor: Actor = THE_SYSTEM) -> None:
    """End every poll of a session that is over; safe to call again."""
    for poll in Poll.objects.filter(session=session, state=PollState.OPEN):
        close_poll(actor, poll)


def clear_away() -> int:
    """Destroy the holding places of polls that are over or gone, left by a process that was killed; say how many."""
    left = holding.held(asking.folder())
    alive = set(Poll.objects.filter(pk__in=left).exclude(state=PollState.CLOSED).values_list("pk", flat=True))
    gone = [poll for poll in left if poll not in alive]
    for poll in gone:
        holding.destroy(asking.folder(), poll)
    return len(gone)


def _held(poll: Poll) -> Poll:
    return Poll.objects.select_for_update(of=("self",)).select_related("session__year").get(pk=poll.pk)


def _fill(row: Poll, wanted: Wanted) -> None:
    question = wanted.question
    row.item, row.kind, row.wording = wanted.item, question.kind, " ".join(question.wording.split())
    row.options = [" ".join(option.split()) for option in question.options]
    row.most, row.steps, row.ends = question.most, question.steps, list(question.ends)
    row.most_each, row.scope_reason = wanted.most_each, wanted.scope_reason.strip()


def _can_be_kept(wanted: Wanted) -> Verdict:
    ready = rules.can_be_asked(wanted.question)
    if not ready.allowed:
        return ready
    if not 1 <= wanted.most_each <= MOST_EACH:
        return no(
            said("An organisation has between 1 and {most} people in the room. Say how many at most.", most=MOST_EACH)
        )
    return belongs((wanted.question.wording, *wanted.question.options), wanted.scope_reason)


def _is_a_draft(row: Poll) -> Verdict:
    if row.state == PollState.DRAFT:
        return yes()
    return no("This poll was asked already, so it stands as it is. Write a new one.")


def _is_the_only_one(session: Session) -> Verdict:
    """One question at a time: a phone has one form, and whoever answers must know which (the session is locked)."""
    other = asking.open_polls(session).first()
    if other is None:
        return yes()
    return no(
        said(
            "“{question}” is being asked already, and a room is asked one thing at a time. End that poll first.",
            question=other.wording,
        )
    )


def _was_not_shown(question: Question, session: Session) -> Verdict:
    return rules.may_stand_beside(question, [poll.question for poll in asking.revealed_polls(session)])


def _destroy_later(poll: UUID) -> None:
    """Once the ballots are safe in the database, and not before."""
    transaction.on_commit(lambda: holding.destroy(asking.folder(), poll), robust=True)
