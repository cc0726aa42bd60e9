"""What happened around a year, and which expert organisations were with the cohort in it."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.people.actions import record_naming_consent, withdraw_naming_consent
from convenor.people.consents import in_force
from convenor.people.models import NamingConsent, Organisation
from convenor.room.cohorts.actions.stage import held
from convenor.room.cohorts.models import ContextEvent, ExpertOrganisation, ProgrammeYear
from convenor.rules.verdict import no, yes

CAPABILITY = "cohort.change"
EXPERT = NamingConsent.Purpose.EXPERT_FOR_THE_YEAR


@transaction.atomic
def note_context_event(
    actor: Actor, year: ProgrammeYear, *, text: str, public_fact: bool, source_title: str = "", source_url: str = ""
) -> ContextEvent:
    """Note what happened around the cohort; only a public fact with a source can be told in public (A-41)."""
    require(actor, CAPABILITY, cohort=year.cohort_id)
    row = held(year)
    settle(no(_("This is noted already.")) if row.context_events.filter(text=text).exists() else yes())
    last = row.context_events.aggregate(last=Max("position"))["last"] or 0
    event = ContextEvent.objects.create(
        year=row,
        position=last + 1,
        text=text,
        public_fact=public_fact,
        source_title=source_title,
        source_url=source_url,
    )
    audit.record(actor, "context.noted", kind="context_event", subject=event.pk)
    return event


@transaction.atomic
def change_context_event(
    actor: Actor, event: ContextEvent, *, text: str, public_fact: bool, source_title: str = "", source_url: str = ""
) -> None:
    """Write an event better, or give it the source that it lacked."""
    require(actor, CAPABILITY, cohort=event.year.cohort_id)
    event.text, event.public_fact = text, public_fact
    event.source_title, event.source_url = source_title, source_url
    event.save(update_fields=["text", "public_fact", "source_title", "source_url"])
    audit.record(actor, "context.changed", kind="context_event", subject=event.pk)


@transaction.atomic
def drop_context_event(actor: Actor, event: ContextEvent) -> None:
    """Take out an event that was noted by mistake."""
    require(actor, CAPABILITY, cohort=event.year.cohort_id)
    subject = event.pk
    event.delete()
    audit.record(actor, "context.dropped", kind="context_event", subject=subject)


@transaction.atomic
def add_expert_organisation(
    actor: Actor, year: ProgrammeYear, organisation: Organisation, *, consent_text: str = ""
) -> ExpertOrganisation:
    """List an organisation whose experts were with the cohort in a year, never at which session (R-CH-12, A-37).

    With the version of the text it agreed to, it may be named; without, it is known to the secretariat alone.
    """
    require(actor, CAPABILITY, cohort=year.cohort_id)
    listed = year.experts.filter(organisation=organisation).exists()
    settle(no(_("It is on this year's list already.")) if listed else yes())
    expert = ExpertOrganisation.objects.create(year=year, organisation=organisation)
    audit.record(actor, "expert.listed", kind="programme_year", subject=year.pk)
    if consent_text:
        let_expert_be_named(actor, expert, consent_text=consent_text)
    return expert


@transaction.atomic
def let_expert_be_named(actor: Actor, expert: ExpertOrganisation, *, consent_text: str) -> None:
    """Record that an expert organisation agreed to be named for the year."""
    require(actor, CAPABILITY, cohort=expert.year.cohort_id)
    if not in_force(expert.organisation, EXPERT, expert.year.year).filter(text_version=consent_text).exists():
        record_naming_consent(
            actor,
            expert.organisation,
            purpose=EXPERT,
            text_version=consent_text,
            given_on=clock.today(),
            year=expert.year.year,
        )
    expert.may_be_named = True
    expert.save(update_fields=["may_be_named"])
    audit.record(actor, "expert.may_be_named", kind="programme_year", subject=expert.year_id)


@transaction.atomic
def withdraw_naming(actor: Actor, consent: NamingConsent) -> None:
    """Withdraw a consent to be named; from now on no list of experts names the organisation."""
    withdraw_naming_consent(actor, consent)
    unname(consent)


def unname(consent: NamingConsent) -> None:
    """Take a withdrawn consent's organisation out of the lists where no other consent names it; part of withdrawing."""
    if consent.purpose != EXPERT:
        return
    rows = ExpertOrganisation.objects.filter(organisation=consent.organisation_id).select_related("year")
    for row in rows.filter(year__year=consent.year) if consent.year is not None else rows:
        if not in_force(consent.organisation, EXPERT, row.year.year).exists():
            row.may_be_named = False
            row.save(update_fields=["may_be_named"])


@transaction.atomic
def drop_expert_organisation(actor: Actor, expert: ExpertOrganisation) -> None:
    """Take an organisation off a year's list that was put there by mistake."""
    require(actor, CAPABILITY, cohort=expert.year.cohort_id)
    year = expert.year_id
    expert.delete()
    audit.record(actor, "expert.taken_off", kind="programme_year", subject=year)
