"""An organisation's counsel: who is named, and who is not any more; both sides can do either."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.people.models import Account, Organisation, Person
from convenor.people.queries import in_force
from convenor.room.cohorts.models import OrganisationCounsel, SeatHolding
from convenor.rules.verdict import Verdict, no, yes

CAPABILITY = "counsel.name"


@transaction.atomic
def name_counsel(actor: Actor, organisation: Organisation, *, name: str, email: str) -> OrganisationCounsel:
    """Let somebody see an organisation's compliance packs from today, and nothing else."""
    require(actor, CAPABILITY, organisation=organisation.pk)
    address = email.strip().lower()
    account = Account.objects.filter(email=address).first()
    # Held, so that the same person is not seated or named for another organisation at the same moment.
    people = Person.objects.select_for_update(of=("self",)).filter(Q(email__iexact=address) | Q(account__email=address))
    known = people.first()
    settle(_may_be_counsel(known, account, organisation))
    account = account or Account.objects.create_user(address)
    person = known or Person.objects.create(name=name.strip(), email=address)
    if person.account is None:
        person.account = account
        person.save(update_fields=["account"])
    named = OrganisationCounsel.objects.create(organisation=organisation, person=person, since=clock.today())
    audit.record(actor, "counsel.named", kind="organisation", subject=organisation.pk)
    return named


@transaction.atomic
def end_counsel(actor: Actor, counsel: OrganisationCounsel) -> None:
    """Let somebody be counsel no more; what they may see ends with the next request."""
    require(actor, CAPABILITY, organisation=counsel.organisation_id)
    today = clock.today()
    ended = OrganisationCounsel.objects.filter(in_force(today), pk=counsel.pk).update(until=today)
    settle(yes() if ended else no(_("Somebody ended this before you.")))
    audit.record(actor, "counsel.ended", kind="organisation", subject=counsel.organisation_id)


def _may_be_counsel(known: Person | None, account: Account | None, organisation: Organisation) -> Verdict:
    """Whether an address may be counsel here; one sentence for every reason, so that it tells nothing of others."""
    taken = no(_("This address cannot be counsel of this organisation. Check it, or write to the secretariat."))
    if account is not None and not account.is_active:
        return taken
    if known is None:
        return yes()
    today = clock.today()
    seated = SeatHolding.objects.filter(in_force(today), person=known)
    elsewhere = (
        known.appointments.filter(in_force(today)).exists()
        or seated.exclude(seat__membership__organisation=organisation).exists()
        or known.counsel_for.filter(in_force(today)).exclude(organisation=organisation).exists()
        or known.delegations.exclude(organisation=organisation).exists()
    )
    if elsewhere:
        return taken
    already = known.counsel_for.filter(in_force(today), organisation=organisation).exists()
    return no(_("This person is counsel of this organisation already.")) if already else yes()
