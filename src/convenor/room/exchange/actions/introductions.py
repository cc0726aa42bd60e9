"""Answering, agreeing, declining and taking back: two people are told of each other once both have said yes.

Nothing here leaves a line in the trail: it would say who answered whom, for good (R-MTG-17).
"""

from django.db import transaction

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.kernel.outbox import emit
from convenor.people.models import Person
from convenor.room.exchange.actions.forgetting import forget_events, forget_introductions
from convenor.room.exchange.actions.postings import held
from convenor.room.exchange.checking import scope_doubts
from convenor.room.exchange.models import Introduction, Posting
from convenor.room.exchange.queries import fact_of, introduction_fact, nominees_of, others_in, with_facts
from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.rules import exchange as rules
from convenor.rules.verdict import no, yes
from convenor.rules.vocabulary import Role
from convenor.rules.wording import said, together

TO_ASKER, TO_ANSWERER = "asker", "answerer"


def answer(actor: Actor, posting: Posting, *, words: str = "") -> Introduction:
    """Say that one could help, or would like to hear more; the other side learns that somebody did, and no more.

    `words` are for the other side's eyes, once both have agreed.
    """
    require(actor, "posting.answer", cohort=posting.cohort_id)
    with transaction.atomic():
        row = held(posting)
        person = Person.objects.get(account__pk=actor.account)
        mine = row.introductions.filter(answered_by=person)
        before = mine.exclude(answer=rules.Answer.VOID).exists()
        own = actor.organisations(Role.NOMINEE)
        settle(rules.may_stand_unnamed(others=others_in(row.cohort_id, {row.organisation_id})))
        settle(rules.may_answer(fact_of(row), own=own, answered=before, today=clock.today()))
        doubts = scope_doubts(words)
        settle(no(together([rules.in_words(doubts[0]), said("Say it without.")])) if doubts else yes())
        forget_introductions(mine)
        made = Introduction.objects.create(
            posting=row,
            answered_by=person,
            organisation_id=min(actor.organisations(Role.NOMINEE, cohort=row.cohort_id)),
            words=words.strip(),
            answered_on=clock.today(),
        )
        for holding in nominees_of(row):
            emit("posting_answered", introduction=str(made.pk), seat=str(holding.seat_id))
    return made


def agree(actor: Actor, introduction: Introduction) -> None:
    """Say yes for the asking side; now the two are told of each other, each in one letter."""
    with transaction.atomic():
        row = _asked(actor, introduction)
        row.agreed_by = Person.objects.get(account__pk=actor.account)
        row.answer, row.made_on = rules.Answer.MADE, clock.today()
        row.save(update_fields=["agreed_by", "answer", "made_on"])
        for side in (TO_ASKER, TO_ANSWERER):
            emit("introduction_made", introduction=str(row.pk), to=side)


def decline(actor: Actor, introduction: Introduction) -> None:
    """Say no for the asking side; whoever answered is not told, and never learns it."""
    with transaction.atomic():
        row = _asked(actor, introduction)
        row.answer = rules.Answer.DECLINED
        row.save(update_fields=["answer"])


def take_back_answer(actor: Actor, introduction: Introduction) -> None:
    """Take one's own answer back before both have agreed; also where the other side has declined unseen.

    That somebody answered stays until it would have ended, so that nobody is written to again and again.
    """
    require(actor, "introduction.settle", organisation=introduction.organisation_id)
    with transaction.atomic():
        row = _held(introduction)
        waits = rules.seen_as_waiting(introduction_fact(row), clock.today())
        settle(yes() if waits and str(row.answered_by.account_id) == actor.account else no(rules.NOT_OPEN))
        row.answer, row.words = rules.Answer.TAKEN_BACK, ""
        row.save(update_fields=["answer", "words"])
        forget_events([str(row.pk)])
        forget_on_disk()


def _asked(actor: Actor, introduction: Introduction) -> Introduction:
    """The introduction, held, if it waits for the actor's side; nobody agrees with themselves."""
    posting = introduction.posting
    require(actor, "introduction.settle", organisation=posting.organisation_id, cohort=posting.cohort_id)
    row = _held(introduction)
    settle(rules.may_settle(introduction_fact(row), clock.today()))
    settle(rules.may_stand_unnamed(others=others_in(posting.cohort_id, {posting.organisation_id})))
    settle(no(rules.NOT_OPEN) if str(row.answered_by.account_id) == actor.account else yes())
    return row


def _held(introduction: Introduction) -> Introduction:
    """The introduction as it is now, held after its posting, as whoever ends or forgets one holds them."""
    list(Posting.objects.select_for_update().filter(pk=introduction.posting_id))
    rows = Introduction.objects.select_for_update(of=("self",)).select_related("answered_by")
    row = with_facts(rows).filter(pk=introduction.pk).first()
    if row is None:
        raise Declined(no(rules.NOT_OPEN))
    return row
