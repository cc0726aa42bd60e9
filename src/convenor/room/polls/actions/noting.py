"""What the room was shown of words and statements, sealed among the notes of its session.

No table can be made of these, so no number leaves. The sentence that the room read goes the way of all that was said
there: a note that is sealed until its burn date, and at the desk a draft that is checked like any other.
"""

from django.db import transaction

from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.room.meetings.actions.remarks import seal
from convenor.room.meetings.actions.stage import locked
from convenor.room.meetings.models import Remark
from convenor.room.polls.models import Poll
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import PollKind, RemarkKind, SessionState

NOTED = (PollKind.CLOUD, PollKind.STATEMENTS)


def note_result(actor: Actor, poll: Poll) -> Remark:
    """Seal the sentence that the room was shown among the notes of the session, under the poll's item."""
    require(actor, "remark.record")
    with transaction.atomic():
        session = locked(poll.session, SessionState.OPEN, SessionState.CLOSED)
        row = Poll.objects.select_related("item").get(pk=poll.pk)
        settle(_can_be_noted(row))
        return seal(session, row.item, RemarkKind.PRIORITY, in_the_room(row))


def in_the_room(poll: Poll) -> str:
    """What the room was shown, in a sentence; empty where nothing could be."""
    return str((poll.result or {}).get("in_words", "")) if poll.revealed else ""


def _can_be_noted(row: Poll) -> Verdict:
    if row.kind not in NOTED:
        return no("This result is counted, so it goes into the note as a table. Use “Put it into the note”.")
    if not in_the_room(row):
        return no("The room was shown nothing of this result, so there is nothing to put among its notes.")
    return yes()
