"""A member's own consents: agreed to by a nominee in the words of today, and withdrawn with effect at once."""

from django.db import transaction
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.people.consents import end_consent, keep_consent
from convenor.people.models import NamingConsent, Organisation
from convenor.people.queries import in_force
from convenor.room.cohorts.actions.context import unname
from convenor.room.cohorts.models import Advisor, ExpertOrganisation, SeatHolding
from convenor.rules.consents import WORDS, Purpose
from convenor.rules.ground_rules import VERSION
from convenor.rules.verdict import Verdict, no, yes

CAPABILITY = "consent.give"


@transaction.atomic
def agree(actor: Actor, organisation: Organisation, purpose: Purpose, *, seen: str, year: int | None) -> NamingConsent:
    """Agree to the words that were shown; `seen` is their version, so that nobody agrees to others."""
    require(actor, CAPABILITY, organisation=organisation.pk)
    asked = WORDS[purpose]
    settle(yes() if seen == asked.version else no(_("The words have changed since. Read them again, then decide.")))
    settle(_is_asked(organisation, purpose, year))
    consent = keep_consent(
        actor,
        organisation,
        purpose=purpose,
        text_version=asked.version,
        given_on=clock.today(),
        year=year,
        online=True,
    )
    name_where_agreed(consent)
    return consent


@transaction.atomic
def withdraw(actor: Actor, consent: NamingConsent) -> None:
    """Withdraw; from now on nothing new names the organisation for this, and that it was given stays on record."""
    require(actor, CAPABILITY, organisation=consent.organisation_id)
    end_consent(actor, consent)
    unname(consent)


@transaction.atomic
def accept_rules_again(actor: Actor, *, seen: str) -> None:
    """Accept the ground rules of today with the seats that one holds; the trail keeps what was accepted before."""
    require(actor, CAPABILITY)
    settle(yes() if seen == VERSION else no(_("The rules have changed since. Read them again, then decide.")))
    held = SeatHolding.objects.select_for_update(of=("self",)).filter(
        in_force(clock.today()), person__account__pk=actor.account
    )
    rows = [row for row in held if row.rules_version != VERSION]
    settle(yes() if rows else no(_("You accepted these very rules before; once is enough.")))
    for row in rows:
        before = row.rules_version or "0"
        row.rules_version, row.rules_accepted_on = VERSION, clock.today()
        row.save(update_fields=["rules_version", "rules_accepted_on"])
        audit.record(actor, "rules.accepted", kind="seat", subject=f"{row.seat_id}: {before} > {VERSION}")


def name_where_agreed(consent: NamingConsent) -> None:
    """Let the year's list of experts name an organisation that agreed to it; part of agreeing."""
    if consent.purpose == Purpose.EXPERT and consent.year is not None:
        rows = ExpertOrganisation.objects.filter(organisation=consent.organisation_id, year__year=consent.year)
        rows.update(may_be_named=True)


def _is_asked(organisation: Organisation, purpose: Purpose, year: int | None) -> Verdict:
    """Only what stands on a list is asked whether it may be named there."""
    if purpose is Purpose.MEMBER:
        return yes() if year is None else no(_("This is not asked for a year."))
    model = ExpertOrganisation if purpose is Purpose.EXPERT else Advisor
    rows = model._default_manager.filter(organisation=organisation)
    listed = year is not None and rows.filter(year__year=year).exists()
    return yes() if listed else no(_("Your organisation is not on this list, so nothing is asked of it."))
