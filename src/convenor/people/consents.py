"""What an organisation agreed to: kept with its words' version and its day, and ended at once when it is withdrawn.

These are parts of what others do, who ask the gate first: the secretariat, a nominee, or whoever was mailed a link.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import settle
from convenor.people.models import NamingConsent, Organisation
from convenor.rules.consents import Given, Purpose
from convenor.rules.verdict import no, yes


def keep_consent(
    actor: Actor,
    organisation: Organisation,
    *,
    purpose: str,
    text_version: str,
    given_on: date,
    year: int | None,
    online: bool,
    link: str = "",
) -> NamingConsent:
    """Keep that an organisation agreed to these words; the same is kept once, other words beside the old ones."""
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    settle(yes() if given_on <= clock.today() else no(_("A consent cannot be given on a day that has not come yet.")))
    same = in_force(row, purpose, year).filter(text_version=text_version, online=online)
    settle(no(_("It agreed to this already, and has not withdrawn.")) if same.exists() else yes())
    consent = row.naming_consents.create(
        purpose=purpose, text_version=text_version, given_on=given_on, year=year, online=online, link=link
    )
    audit.record(actor, "naming.consented", kind="naming_consent", subject=consent.pk)
    return consent


def end_consent(actor: Actor, consent: NamingConsent) -> None:
    """Note that a consent is withdrawn today, with all that were given for the same before; each stays on record."""
    held = NamingConsent.objects.select_for_update().filter(pk=consent.pk, withdrawn_on=None)
    settle(yes() if held.exists() else no(_("This consent was withdrawn before.")))
    ended = in_force(consent.organisation, consent.purpose, consent.year)
    (ended | held).update(withdrawn_on=clock.today())
    audit.record(actor, "naming.withdrawn", kind="naming_consent", subject=consent.pk)


def in_force(organisation: Organisation, purpose: str, year: int | None) -> QuerySet[NamingConsent]:
    """The consents for this that were not withdrawn; of a year also those that name none."""
    rows = NamingConsent.objects.filter(organisation=organisation, purpose=purpose, withdrawn_on=None)
    return rows.filter(Q(year=None) | Q(year=year)) if year is not None else rows


def given_by(organisations: Iterable[str]) -> dict[str, list[Given]]:
    """What these organisations agreed to, as the rules look at it, newest first."""
    found: dict[str, list[Given]] = {}
    for row in NamingConsent.objects.filter(organisation__in=list(organisations)).order_by("-given_on", "-pk"):
        found.setdefault(row.organisation_id, []).append(given_of(row))
    return found


def given_of(row: NamingConsent) -> Given:
    """One consent as the rules look at it."""
    return Given(
        key=row.pk,
        purpose=Purpose(row.purpose),
        version=row.text_version,
        given_on=row.given_on,
        withdrawn_on=row.withdrawn_on,
        year=row.year,
        online=row.online,
    )
