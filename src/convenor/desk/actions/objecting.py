"""A member organisation objects to a draft; an officer answers. Nobody else learns of either."""

from django.db import transaction

from convenor.desk.actions.stage import held
from convenor.desk.models import Draft, Objection
from convenor.desk.queries import nominees_of
from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.kernel.outbox import emit
from convenor.people.queries import secretariat_accounts
from convenor.rules.note import tidy
from convenor.rules.release import may_object
from convenor.rules.verdict import no
from convenor.rules.vocabulary import DraftState
from convenor.rules.wording import said, said_of

LONGEST = 2_000


def raise_objection(actor: Actor, draft: Draft, *, organisation: str, text: str) -> Objection:
    """Object to a draft for one's organisation, while its time to object is open."""
    require(actor, "draft.object", organisation=organisation, cohort=draft.cohort_id)
    with transaction.atomic():
        row = held(draft)
        settle(may_object(row.objections_until if row.state == DraftState.OBJECTIONS else None, clock.today()))
        words = _tidied(text, said("Nothing is written yet. Say what is wrong, in a few sentences."))
        if row.objections.filter(organisation=organisation, text=words, answered_at=None).exists():
            raise Declined(no("You have said this already. It holds the text until it is answered."))
        objection = row.objections.create(organisation_id=organisation, text=words, raised_at=clock.now())
        audit.record(actor, "objection.raised", kind="objection", subject=objection.pk)
        for account in secretariat_accounts():
            emit("objection_raised", objection=str(objection.pk), account=str(account.pk))
    return objection


def answer_objection(actor: Actor, objection: Objection, *, answer: str) -> None:
    """Answer an objection, which lets the release go on; the organisation that objected reads the answer."""
    require(actor, "draft.decide")
    with transaction.atomic():
        row = Objection.objects.select_for_update(of=("self",)).select_related("draft__cohort").get(pk=objection.pk)
        if row.answered_at is not None:
            raise Declined(no("This objection was answered already; an answer that was read does not change."))
        row.answer, row.answered_at = (
            _tidied(answer, said("Nothing is written yet. Say what you did about it, in a few sentences.")),
            clock.now(),
        )
        row.save(update_fields=["answer", "answered_at"])
        audit.record(actor, "objection.answered", kind="objection", subject=row.pk)
        for account in nominees_of(row.draft.cohort, [row.organisation_id]) if row.draft.cohort else ():
            emit("objection_answered", objection=str(row.pk), account=str(account.pk))


def _tidied(text: str, nothing: str) -> str:
    words = tidy(text)
    if not words:
        raise Declined(no(nothing))
    if len(words) > LONGEST:
        raise Declined(
            no(
                said_of(
                    len(words),
                    "This has {number} character; {most} are the most. Say it in fewer words.",
                    "This has {number} characters; {most} are the most. Say it in fewer words.",
                    most=LONGEST,
                )
            )
        )
    return words
