"""The year's advisors: a list that the secretariat keeps; being on it opens nothing (R-ROL-10, R-ROL-11)."""

from django.db import transaction
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.people.actions import record_naming_consent
from convenor.people.models import NamingConsent, Organisation
from convenor.room.cohorts.actions.stage import held
from convenor.room.cohorts.models import Advisor, ProgrammeYear
from convenor.rules.consents import Purpose
from convenor.rules.verdict import no, yes

CAPABILITY = "cohort.change"


@transaction.atomic
def add_advisor(
    actor: Actor, year: ProgrammeYear, organisation: Organisation, *, field: str, advises_on: str = ""
) -> Advisor:
    """List an organisation that advises in this year, with where it comes from."""
    require(actor, CAPABILITY, cohort=year.cohort_id)
    row = held(year)
    listed = row.advisors.filter(organisation=organisation).exists()
    settle(no(_("It is on this year's list already.")) if listed else yes())
    advisor = row.advisors.create(organisation=organisation, field=field, advises_on=" ".join(advises_on.split()))
    audit.record(actor, "advisor.listed", kind="programme_year", subject=year.pk)
    return advisor


@transaction.atomic
def let_advisor_be_named(actor: Actor, advisor: Advisor, *, consent_text: str) -> NamingConsent:
    """Record that an advisor's organisation agreed on paper to be named for the year."""
    require(actor, CAPABILITY, cohort=advisor.year.cohort_id)
    return record_naming_consent(
        actor,
        advisor.organisation,
        purpose=Purpose.ADVISOR,
        text_version=consent_text,
        given_on=clock.today(),
        year=advisor.year.year,
    )


@transaction.atomic
def drop_advisor(actor: Actor, advisor: Advisor) -> None:
    """Take an organisation off the list of a year; what it agreed to stays on record."""
    require(actor, CAPABILITY, cohort=advisor.year.cohort_id)
    year = advisor.year_id
    advisor.delete()
    audit.record(actor, "advisor.taken_off", kind="programme_year", subject=year)
