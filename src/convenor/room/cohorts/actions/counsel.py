"""An organisation's counsel: who is named, and who is not any more; both sides can do either."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import THE_SYSTEM, Actor
from convenor.kernel.gate import require, settle
from convenor.kernel.outbox import emit
from convenor.people.addresses import an_address
from convenor.people.models import Organisation
from convenor.people.queries import in_force
from convenor.people.signed_out import close_without_a_role, sign_out_everywhere
from convenor.room.cohorts.actions.letting_in import few_enough, let_in, let_in_at_last
from convenor.room.cohorts.actions.parting import held_people
from convenor.room.cohorts.models import OrganisationCounsel
from convenor.room.cohorts.ties import known_by, waiting_counsel
from convenor.rules.nomination import as_written
from convenor.rules.verdict import no, yes

CAPABILITY = "counsel.name"


@transaction.atomic
def name_counsel(actor: Actor, organisation: Organisation, *, name: str, email: str) -> OrganisationCounsel:
    """Let somebody see an organisation's compliance packs from today, and nothing else."""
    require(actor, CAPABILITY, organisation=organisation.pk)
    wanted, address = as_written(name), an_address(email)
    settle(yes() if wanted else no(_("Say who it is.")))
    few_enough(actor)
    # Held, so that nobody is named twice at the same moment.
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    settle(no(_("This person is counsel of this organisation already.")) if _is_counsel(row, address) else yes())
    who = let_in(actor, row.pk, name=wanted, email=address)
    named = OrganisationCounsel.objects.create(
        organisation=row, person=who.person, name=who.name, email=who.email, since=clock.today()
    )
    if who.person is not None:
        emit("counsel_named", counsel=str(named.pk))
    audit.record(actor, "counsel.named", kind="organisation", subject=row.pk)
    return named


@transaction.atomic
def end_counsel(actor: Actor, counsel: OrganisationCounsel) -> None:
    """Let somebody be counsel no more; what they may see ends with the next request."""
    require(actor, CAPABILITY, organisation=counsel.organisation_id)
    today = clock.today()
    ended = OrganisationCounsel.objects.filter(in_force(today), pk=counsel.pk).update(until=today)
    settle(yes() if ended else no(_("Somebody ended this before you.")))
    for person in held_people([] if counsel.person_id is None else [counsel.person_id]):
        # What the organisation asked of them besides, a seat or to stand in, stays open.
        if person.account is not None and close_without_a_role(person.account):
            sign_out_everywhere(person.account)
    audit.record(actor, "counsel.ended", kind="organisation", subject=counsel.organisation_id)


@transaction.atomic
def let_in_who_was_not(today: date) -> None:
    """Let counsel in whom nothing ties elsewhere any more."""
    for counsel in waiting_counsel(today):
        if let_in_at_last(counsel, counsel.organisation_id):
            emit("counsel_named", counsel=str(counsel.pk))
            audit.record(THE_SYSTEM, "counsel.named", kind="organisation", subject=counsel.organisation_id)


def _is_counsel(organisation: Organisation, address: str) -> bool:
    named = OrganisationCounsel.objects.filter(in_force(clock.today()), organisation=organisation)
    return named.filter(Q(email=address) | Q(person__in=known_by(address))).exists()
