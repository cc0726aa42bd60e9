"""Reads of invitations: who is to be invited, who may see which, and what was answered, in numbers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q, QuerySet

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.kernel.links import read, sign
from convenor.people.models import Person
from convenor.people.queries import in_force, in_order
from convenor.room.cohorts.calendar import calendar_facts
from convenor.room.cohorts.models import Membership, SeatHolding
from convenor.room.invitations.models import IncomingMail, Invitation, MailboxPlace
from convenor.room.meetings.models import Delegation, Session
from convenor.room.meetings.queries import invited_to, members_at
from convenor.rules.invitations import Sends
from convenor.rules.programme_year import Label, canonical_labels
from convenor.rules.replies import PartStat
from convenor.rules.vocabulary import SessionState

ANSWER = "invitations.answer"
_TO_COME = (SessionState.PLANNED, SessionState.OPEN)
# In the order in which an officer reads them.
ANSWERS = (
    PartStat.ACCEPTED,
    PartStat.TENTATIVE,
    PartStat.DECLINED,
    PartStat.DELEGATED,
    PartStat.NEEDS_ACTION,
)


def is_to_come(session: Session) -> bool:
    """Whether somebody can still be invited: a cohort's session with a time, which has not begun."""
    begins = session.time_known and session.starts_at > clock.now()
    return session.year_id is not None and session.state in _TO_COME and begins


def is_invited(session: Session, person: Person) -> bool:
    """Whether this person is to be invited to this session now."""
    return is_to_come(session) and invited_to(session).filter(pk=person.pk).exists()


def own_invitations(actor: Actor) -> list[Invitation]:
    """The invitations that somebody holds: to what is to come, and not taken back."""
    person = Person.objects.filter(account__pk=actor.account).first() if actor.signed_in else None
    return invitations_of(person) if person else []


def invitations_of(person: Person) -> list[Invitation]:
    """What a person is invited to now; whoever left a seat a moment ago is invited to nothing."""
    if person.account is not None and not person.account.is_active:
        return []
    seats = SeatHolding.objects.filter(in_force(clock.today()), person=person)
    memberships = Membership.objects.filter(in_force(clock.today()), seats__holdings__in=seats)
    named = Delegation.objects.filter(person=person).values("session")
    rows = Invitation.objects.filter(person=person, sent=Sends.REQUEST, session__state__in=_TO_COME)
    rows = rows.filter(Q(session__year__cohort__in=memberships.values("cohort")) | Q(session__in=named))
    return list(rows.select_related("session__year__cohort", "person__account").order_by("session__starts_at"))


def labels_of(rows: Iterable[Invitation]) -> dict[str, Label]:
    """What the sessions of these invitations are called, by their ids; each year is read once."""
    years = {row.session.year for row in rows if row.session.year is not None}
    found: dict[str, Label] = {}
    for year in years:
        found |= canonical_labels(calendar_facts(year))
    return found


def link_token(invitation: Invitation) -> str:
    """What a mail's links say: which invitation, and the word that ends with it."""
    return sign(ANSWER, str(invitation.pk), invitation.nonce)


def of_link(token: str) -> Invitation | None:
    """The invitation that a link leads to; None for any link that leads nowhere, whatever the reason."""
    parts = read(ANSWER, token)
    if parts is None or len(parts) != 2:
        return None
    held = Invitation.objects.filter(pk=parts[0], nonce=parts[1], sent=Sends.REQUEST)
    found = held.select_related("session__year__cohort", "person__account").first()
    if found is None or not is_invited(found.session, found.person):
        return None
    return found


def seats_of(person: Person, session: Session) -> list[str]:
    """The members for which a person holds a seat in the session's cohort; one who stands in holds none."""
    if session.year is None:
        return []
    held = SeatHolding.objects.filter(
        in_force(clock.today()), person=person, seat__membership__cohort=session.year.cohort_id
    )
    slugs = set(held.values_list("seat__membership__organisation_id", flat=True))
    return sorted(slugs & members_at(session))


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """What was answered, in numbers: in all, and for each organisation; never by whom."""

    total: dict[PartStat, int] = field(default_factory=dict)
    by_organisation: list[tuple[str, dict[PartStat, int]]] = field(default_factory=list)


def answers_to(session: Session) -> Answers:
    """What was answered to a session's invitations."""
    rows = Invitation.objects.filter(session=session, sent=Sends.REQUEST).values_list("person_id", "answer")
    given = {person: PartStat(answer) for person, answer in rows}
    comes_for = _organisations_of(session)
    counted: dict[str, dict[PartStat, int]] = {}
    for person, answer in given.items():
        for slug in comes_for.get(person, ()):
            of_one = counted.setdefault(slug, dict.fromkeys(ANSWERS, 0))
            of_one[answer] += 1
    total = {answer: list(given.values()).count(answer) for answer in ANSWERS}
    named = in_order(counted, session.starts_at.date())
    return Answers(total=total, by_organisation=[(name, counted[slug]) for slug, name in named])


# A server that is started anew is not told of.
TOLD_AFTER = timedelta(minutes=30)


def mailbox_unread() -> MailboxPlace | None:
    """The mailbox, where it could not be read for so long that somebody should know; None where all is well."""
    return MailboxPlace.objects.filter(failing_since__lte=clock.now() - TOLD_AFTER).first()


def mails_for_a_person(session: Session) -> QuerySet[IncomingMail]:
    """Mails about a session that no program could settle, and those of which nobody knows what they are about."""
    waits = IncomingMail.objects.filter(outcome=IncomingMail.Outcome.NEEDS_A_PERSON)
    return waits.filter(Q(session=session) | Q(session=None))


def _organisations_of(session: Session) -> dict[object, set[str]]:
    found: dict[object, set[str]] = {}
    cohort = session.year.cohort_id if session.year else None
    seats = SeatHolding.objects.filter(in_force(clock.today()), seat__membership__cohort=cohort)
    for person, slug in seats.values_list("person_id", "seat__membership__organisation_id"):
        found.setdefault(person, set()).add(slug)
    for person, slug in Delegation.objects.filter(session=session).values_list("person_id", "organisation_id"):
        found.setdefault(person, set()).add(slug)
    return found
