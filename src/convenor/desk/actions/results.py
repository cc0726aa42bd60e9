"""The result of a poll on its way into the session's note: a sentence among its words, and the table beside them."""

from dataclasses import replace

from django.db import transaction

from convenor.desk.actions.stage import at_the_desk, held_at, reopen, rewrite
from convenor.desk.actions.writing import begin, begin_statistics, can_be_taken
from convenor.desk.models import Draft
from convenor.desk.wording import wording_of
from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.kernel.language import english
from convenor.kernel.words import word_for
from convenor.room.polls.actions.tables import Taken, count_answers
from convenor.room.polls.models import Poll
from convenor.rules.verdict import no
from convenor.rules.vocabulary import DraftKind, DraftState

_NOTES = (DraftKind.OUTPUT_NOTE, DraftKind.SUMMARY_NOTE)


def take_result(actor: Actor, poll: Poll, *, option: str = "", is_another: bool = False) -> Draft:
    """Put what the room was shown of a poll into the note of its session, as far as the ledger lets it leave.

    Where nobody has begun the note, it is begun; where it has a table already, the result has a draft of its own.
    """
    require(actor, "draft.write")
    with transaction.atomic():
        taken = count_answers(actor, poll, option=option, is_another=is_another)
        settle(can_be_taken(taken.table))
        note = _note_of(actor, poll)
        if note.table is not None:
            return _beside(actor, taken)
        note.table = taken.table
        note.save(update_fields=["table"])
        _say(actor, note, taken.sentence)
        audit.record(actor, "result.taken", kind="draft", subject=note.pk)
    return note


def leave_table_out(actor: Actor, draft: Draft, *, digest: str) -> Draft:
    """Take the table away from a note; its words stay, and whoever approved them has to look again."""
    require(actor, "draft.write")
    with transaction.atomic():
        row = held_at(draft, digest)
        settle(at_the_desk(row))
        if row.table is None or row.kind == DraftKind.STATISTICS:
            raise Declined(no("There is no table that could be left out. Give the draft up where it is all about one."))
        reopen(row)
        row.table, row.changed_at = None, clock.now()
        row.save()
        row.writers.get_or_create(account_id=actor.account)
        audit.record(actor, "table.left_out", kind="draft", subject=row.pk)
    return row


def _note_of(actor: Actor, poll: Poll) -> Draft:
    """The note that is being written of the session; begun where there is none."""
    drafts = Draft.objects.select_for_update(of=("self",)).filter(corrects=None, translates=None)
    notes = drafts.filter(session=poll.session, kind__in=_NOTES)
    note = notes.filter(state=DraftState.DRAFT).order_by("-changed_at").first()
    if note is not None:
        return note
    if notes.filter(state__in=(DraftState.SECOND_PAIR, DraftState.OBJECTIONS)).exists():
        raise Declined(no("The note of the session is with those who look at it. Take it back first, then add this."))
    kind = DraftKind.OUTPUT_NOTE if poll.session.year else DraftKind.SUMMARY_NOTE
    # Its title is kept, so it is English whoever takes the result.
    with english():
        title = str(word_for("DraftKind", kind))
    return begin(actor, kind=kind, title=title, session=poll.session)


def _beside(actor: Actor, taken: Taken) -> Draft:
    draft = begin_statistics(actor, taken.table)
    _say(actor, draft, taken.sentence)
    return draft


def _say(actor: Actor, draft: Draft, sentence: str) -> None:
    words = wording_of(draft)
    rewrite(actor, draft, replace(words, body=f"{words.body.rstrip()}\n\n{sentence}".strip()))
