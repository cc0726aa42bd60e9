"""Finding what may be said of votes on statements, and destroying it."""

from dataclasses import dataclass

from django.db import transaction

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.room.cohorts.models import Cohort
from convenor.room.polls import queries
from convenor.room.polls.models import Opinion
from convenor.rules.opinion import OpinionError, opinion_of, read_members, read_statements, read_votes
from convenor.rules.scope import belongs
from convenor.rules.verdict import no
from convenor.rules.wording import said


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """The files of a conversation on statements, as Polis exports them; `members` says who speaks for whom.

    `scope_reason` says why statements that may be out of scope belong here (A-38).
    """

    question: str
    votes: str
    comments: str
    members: str = ""
    scope_reason: str = ""

    def texts(self) -> tuple[str, ...]:
        """What is asked and stated. Raises OpinionError where the statements cannot be read."""
        return (self.question, *read_statements(self.comments).texts.values())


@transaction.atomic
def find_opinion(actor: Actor, cohort: Cohort, conversation: Conversation) -> Opinion:
    """Keep what may be said of votes on statements; who voted what is read and forgotten."""
    require(actor, "poll.change")
    try:
        statements = read_statements(conversation.comments)
        votes = read_votes(conversation.votes, known=statements.known).without(statements.left_out)
        members = read_members(conversation.members) if conversation.members.strip() else None
        found, _private = opinion_of(votes, members=members, safety=queries.safety_of(cohort))
    except OpinionError as error:
        raise Declined(no(said("The files cannot be read together: {why}.", why=error.args[0]))) from error
    settle(belongs(conversation.texts(), conversation.scope_reason))
    row = Opinion.objects.create(
        cohort=cohort,
        question=conversation.question,
        shared=[{"text": statements.texts[one.statement], "agree": one.agree} for one in found.shared],
        divisive=[statements.texts[one] for one in found.divisive],
        withheld=found.statements_withheld or "",
        found_on=clock.today(),
        scope_reason=conversation.scope_reason.strip(),
    )
    audit.record(actor, "opinion.found", kind="opinion", subject=row.pk)
    return row


@transaction.atomic
def forget_opinion(actor: Actor, found: Opinion) -> None:
    """Destroy what was found in votes."""
    require(actor, "poll.change")
    audit.record(actor, "opinion.forgotten", kind="opinion", subject=found.pk)
    found.delete()
