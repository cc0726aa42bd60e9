"""What ties somebody to other organisations and to the office; one reading for everything that lets people in."""

from datetime import date

from django.db.models import Q, QuerySet

from convenor.kernel import clock
from convenor.people.models import ErasureRequest, Person
from convenor.people.queries import in_force
from convenor.room.cohorts.models import Contact, Membership, OrganisationCounsel, SeatHolding
from convenor.room.cohorts.written import Asked, mailbox
from convenor.rules.ties import STAND_IN_ENDS_AFTER, Tie, may_be_let_in
from convenor.rules.vocabulary import ContactKind
from convenor.rules.wording import said

NOBODY_ANY_MORE = said("Nobody is known by this address any more. End this, and name the person once more.")
NOTHING_IN_THE_WAY = said("Nothing stands in the way any more. They are let in tonight, by themselves.")


def known_by(email: str) -> QuerySet[Person]:
    """Whom we know by an address, their own or the one they sign in with."""
    return Person.objects.filter(Q(email__iexact=email) | Q(account__email=email.lower()))


def ties_elsewhere(person: Person, organisation: str | None) -> frozenset[Tie]:
    """What somebody is, or will be, for others than this organisation; without one, for any."""
    today = clock.today()
    lasting = Q(until=None) | Q(until__gt=today)
    member = Q(membership__until=None) | Q(membership__until__gt=today)
    rights_last = Q(session__starts_at__gt=clock.now() - STAND_IN_ENDS_AFTER)
    left = Q(account=person.account_id, account__is_active=False)
    seats = SeatHolding.objects.filter(lasting, person=person)
    found = {
        Tie.OFFICE: person.appointments.filter(lasting),
        Tie.SEAT: seats.exclude(seat__membership__organisation=organisation),
        Tie.FOCAL_POINT: person.contact_for.filter(lasting, member).exclude(membership__organisation=organisation),
        Tie.COUNSEL: person.counsel_for.filter(lasting).exclude(organisation=organisation),
        Tie.STAND_IN: person.delegations.filter(rights_last).exclude(organisation=organisation),
        Tie.ERASURE: ErasureRequest.objects.filter(left),
    }
    return frozenset(tie for tie, rows in found.items() if rows.exists())


def why_not_let_in(row: Asked, organisation: str) -> str:
    """What keeps somebody out whom an organisation named, for the secretariat's eyes alone."""
    known = known_by(mailbox(row)).first()
    if known is None:
        return NOBODY_ANY_MORE
    verdict = may_be_let_in(ties_elsewhere(known, organisation))
    return NOTHING_IN_THE_WAY if verdict.allowed else verdict.reason


def waiting_focal_points(today: date) -> QuerySet[Contact]:
    """Whom members named as their focal points, and who are not let in."""
    sits = Membership.objects.filter(in_force(today))
    rows = Contact.objects.filter(in_force(today), membership__in=sits, kind=ContactKind.FOCAL_POINT, person=None)
    return rows.select_related("membership").order_by("pk")


def waiting_counsel(today: date) -> QuerySet[OrganisationCounsel]:
    """Whom organisations named as their counsel, and who are not let in."""
    return OrganisationCounsel.objects.filter(in_force(today), person=None).order_by("pk")
