"""Reads of asks and offers, introductions and own actions: the words for everybody, whose they are for their own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.people.models import Person
from convenor.people.queries import in_force, names_of
from convenor.room.cohorts.models import Membership, SeatHolding
from convenor.room.cohorts.queries import of_own_seats
from convenor.room.exchange.models import Action, Introduction, Posting
from convenor.room.meetings.models import BriefUpdate
from convenor.rules.exchange import (
    Answer,
    IntroductionFact,
    PostingFact,
    both_agreed,
    is_pending,
    is_there,
    may_stand_unnamed,
    told_of,
)
from convenor.rules.vocabulary import PostingState, Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Somebody sits here: the membership, and what the organisation is called today."""

    membership: Membership
    name: str


def places_of(actor: Actor) -> list[Place]:
    """Where somebody sits for a member today."""
    today = clock.today()
    rows = list(
        Membership.objects.filter(in_force(today), of_own_seats(actor, "organisation", "cohort"))
        .select_related("cohort", "organisation")
        .order_by("cohort", "organisation")
    )
    names = names_of((row.organisation_id for row in rows), today)
    return [Place(membership=row, name=names[row.organisation_id]) for row in rows]


def others_in(cohort: str, own: Collection[str]) -> int:
    """How many other organisations have somebody in a cohort today who could have written or answered."""
    today = clock.today()
    sits = Membership.objects.filter(in_force(today), cohort=cohort).exclude(organisation__in=own)
    held = SeatHolding.objects.filter(in_force(today), seat__membership__in=sits, person__account__is_active=True)
    return held.values("seat__membership__organisation").distinct().count()


def unnamed_in(actor: Actor) -> list[str]:
    """The cohorts of somebody in which enough others sit that words without a name can be anybody's."""
    own = actor.organisations(Role.NOMINEE)
    return [one for one in actor.cohorts(Role.NOMINEE) if may_stand_unnamed(others=others_in(one, own)).allowed]


# Asks and offers


def own_postings(actor: Actor) -> QuerySet[Posting]:
    """The postings of the organisations that somebody sits for, where they sit; those that ended today are among them.

    They are there so that a button that is pressed too late can say so; `still_open` leaves them out.
    """
    return _until_tonight().filter(of_own_seats(actor, "organisation", "cohort"))


def postings_of_others(actor: Actor) -> QuerySet[Posting]:
    """What the other members of somebody's cohorts ask and offer; of these nobody is shown whose they are."""
    open_ones = Posting.objects.filter(state=PostingState.SHOWN, until__gt=clock.today())
    there = open_ones.filter(cohort__in=unnamed_in(actor))
    return there.exclude(organisation__in=actor.organisations(Role.NOMINEE))


def still_open(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    """Of these, the ones that have not ended."""
    return postings.filter(until__gt=clock.today())


def open_postings() -> QuerySet[Posting]:
    """Every posting that has not ended."""
    return still_open(_until_tonight())


def all_postings(actor: Actor) -> QuerySet[Posting]:
    """Every posting, as in `own_postings`, for somebody of the secretariat; nothing for anybody else."""
    return _until_tonight() if actor.in_secretariat else Posting.objects.none()


def _until_tonight() -> QuerySet[Posting]:
    # One that ended before stays only for who was introduced by it, and that it does is told to nobody.
    return Posting.objects.filter(until__gte=clock.today()).select_related("cohort", "organisation")


def to_decide() -> int:
    """How many postings wait for the secretariat to look at them."""
    return open_postings().filter(state=PostingState.WAITING).count()


def decisions_waiting(actor: Actor) -> int:
    """The same for somebody who can decide on them."""
    return to_decide() if actor.in_secretariat else 0


def nominees_of(posting: Posting) -> QuerySet[SeatHolding]:
    """Who sits for the posting's organisation in its cohort today."""
    today = clock.today()
    sits = Membership.objects.filter(in_force(today), cohort=posting.cohort_id, organisation=posting.organisation_id)
    held = SeatHolding.objects.filter(in_force(today), seat__membership__in=sits)
    return held.exclude(person__account__is_active=False)


def without_a_nominee(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    """Of these, the ones whose organisation has nobody any more who could be asked (AC-19)."""
    today = clock.today()
    held = SeatHolding.objects.filter(
        in_force(today),
        seat__membership__in=Membership.objects.filter(in_force(today)),
        seat__membership__cohort=OuterRef("cohort"),
        seat__membership__organisation=OuterRef("organisation"),
    )
    return postings.filter(~Exists(held.exclude(person__account__is_active=False)))


def card_of(actor: Actor, key: str) -> BriefUpdate | None:
    """A brief update of an organisation that somebody sits for, so that its words need not be typed again."""
    rows = BriefUpdate.objects.filter(of_own_seats(actor, "organisation", "session__year__cohort"))
    try:
        return rows.filter(pk=UUID(key)).first()
    except ValueError:
        return None


def fact_of(posting: Posting) -> PostingFact:
    """A posting as the rules look at it."""
    return PostingFact(organisation=posting.organisation_id, state=PostingState(posting.state), until=posting.until)


# Introductions


def with_facts(introductions: QuerySet[Introduction]) -> QuerySet[Introduction]:
    """Introductions with what the rules ask of them, in one statement; `sits` says whether who answered still does."""
    today = clock.today()
    held = SeatHolding.objects.filter(
        in_force(today),
        person=OuterRef("answered_by"),
        seat__membership__in=Membership.objects.filter(in_force(today)),
        seat__membership__organisation=OuterRef("organisation"),
        seat__membership__cohort=OuterRef("posting__cohort"),
    )
    return introductions.select_related("posting__cohort").annotate(sits=Exists(held))


def introduction_fact(introduction: Introduction) -> IntroductionFact:
    """An introduction from `with_facts`, as the rules look at it."""
    return IntroductionFact(
        posting=fact_of(introduction.posting),
        answered_on=introduction.answered_on,
        answer=Answer(introduction.answer),
        made_on=introduction.made_on,
        still_sits=introduction.sits,  # type: ignore[attr-defined]
    )


def to_settle(actor: Actor) -> list[Introduction]:
    """Answers to the own organisation's asks and offers that wait; who answered stays out of what a page shows."""
    rows = with_facts(put_to(actor).filter(answer=Answer.OPEN, posting__cohort__in=unnamed_in(actor)))
    return [row for row in rows if is_pending(introduction_fact(row), clock.today())]


def put_to(actor: Actor) -> QuerySet[Introduction]:
    """All answers to the own organisation's asks and offers, over or not; one's own are not for oneself to settle."""
    mine = Introduction.objects.filter(of_own_seats(actor, "posting__organisation", "posting__cohort"))
    return mine.exclude(_by("answered_by", actor))


def answers_of(actor: Actor) -> QuerySet[Introduction]:
    """Everything that somebody answered, over or not."""
    return Introduction.objects.filter(_by("answered_by", actor))


def answered_by(actor: Actor) -> list[tuple[Introduction, Answer]]:
    """What somebody answered, and what they are told of it: what the other side declined looks like what waits."""
    found = ((row, introduction_fact(row)) for row in with_facts(answers_of(actor)))
    today = clock.today()
    return [(row, told_of(fact, today)) for row, fact in found if is_there(fact, today)]


def has_answered(actor: Actor, posting: Posting) -> bool:
    """Whether somebody answered this already as it stands, whatever became of it."""
    return answers_of(actor).filter(posting=posting).exclude(answer=Answer.VOID).exists()


def made_for(actor: Actor) -> list[Introduction]:
    """The introductions of which somebody is one of the two."""
    two = _by("answered_by", actor) | _by("agreed_by", actor)
    rows = with_facts(Introduction.objects.filter(two, made_on__isnull=False))
    return [row for row in rows if both_agreed(introduction_fact(row), clock.today())]


def waiting_for(actor: Actor) -> int:
    """How many answers to the own organisation's asks and offers wait; each page of a member asks this."""
    own = actor.organisations(Role.NOMINEE)
    if not own or not Introduction.objects.filter(posting__organisation__in=own, answer=Answer.OPEN).exists():
        return 0
    return len(to_settle(actor))


def other_of(introduction: Introduction, actor: Actor) -> tuple[Person, str]:
    """The other of the two, and for which organisation; asked only once both have agreed."""
    assert introduction.agreed_by is not None
    if str(introduction.answered_by.account_id) == actor.account:
        return introduction.agreed_by, introduction.posting.organisation_id
    return introduction.answered_by, introduction.organisation_id


def _by(person: str, actor: Actor) -> Q:
    """The condition that a row leads to the actor's own person by this column."""
    return Q(**{f"{person}__account": actor.account}) if actor.account else Q(pk__in=())


# Own actions


def own_actions(actor: Actor) -> QuerySet[Action]:
    """The actions of the organisations that somebody sits for; nobody else's, and for the secretariat none."""
    return Action.objects.filter(organisation__in=actor.organisations(Role.NOMINEE), removed_on=None)


def removed_actions(actor: Actor) -> QuerySet[Action]:
    """Those that were removed and can be put back."""
    rows = Action.objects.filter(organisation__in=actor.organisations(Role.NOMINEE))
    return rows.exclude(removed_on=None)


def in_their_order(actions: QuerySet[Action]) -> Sequence[Action]:
    """What is to be done by its day, what has none after it, what is done last."""
    return sorted(actions, key=lambda one: (one.done_on is not None, one.due or date.max, one.text.casefold()))
