"""What the secretariat records of organisations. Names end and begin; nothing that was known is written over (A-06)."""

from datetime import date

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from convenor.kernel import audit
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.kernel.outbox import emit
from convenor.people.consents import end_consent, keep_consent
from convenor.people.models import NamingConsent, Organisation, OrganisationAttribute, OrganisationName
from convenor.people.queries import in_force
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import NameKind, OrganisationKind

CAPABILITY = "organisation.change"
LONGEST_SLUG = 60


@transaction.atomic
def register_organisation(
    actor: Actor, *, name: str, kind: OrganisationKind, since: date | None = None
) -> Organisation:
    """Enter an organisation under the name that it has now; its slug is made from it and never changes."""
    require(actor, CAPABILITY)
    slug = slugify(name)[:LONGEST_SLUG].strip("-")
    settle(_is_free(name, slug))
    organisation = Organisation.objects.create(slug=slug, kind=kind)
    organisation.names.create(kind=NameKind.NAME, text=name, since=since)
    audit.record(actor, "organisation.registered", kind="organisation", subject=slug)
    return organisation


def _is_free(name: str, slug: str) -> Verdict:
    if not slug:
        return no(_("This name has no letter or digit to make an address from. Write it in Latin letters."))
    taken = OrganisationName.objects.filter(text__iexact=name, kind=NameKind.NAME).exists()
    if taken or Organisation.objects.filter(slug=slug).exists():
        return no(_("%(name)s is on record already. Look for it in the list of organisations.") % {"name": name})
    return yes()


@transaction.atomic
def rename_organisation(actor: Actor, organisation: Organisation, *, name: str, on: date) -> OrganisationName:
    """Let the present name end and a new one begin on a day; earlier names stay and still count as its names."""
    require(actor, CAPABILITY)
    organisation = _held(organisation)
    settle(_may_take(organisation, name, on))
    organisation.names.filter(in_force(on), kind=NameKind.NAME).update(until=on)
    taken = organisation.names.create(kind=NameKind.NAME, text=name, since=on)
    emit("participants_changed")
    audit.record(actor, "organisation.renamed", kind="organisation", subject=organisation.pk)
    return taken


def _may_take(organisation: Organisation, name: str, on: date) -> Verdict:
    names = organisation.names.filter(kind=NameKind.NAME)
    if names.filter(text=name).exists():
        return no(_("It has or had this name already. Add the name as another spelling if people use it."))
    if names.filter(since__gte=on).exists():
        return no(_("A name is on record that begins on that day or later. Give a later day."))
    return yes()


@transaction.atomic
def add_name(actor: Actor, organisation: Organisation, *, kind: NameKind, text: str) -> OrganisationName:
    """Enter another name by which it is known: an alias, a product, a domain or an account name."""
    require(actor, CAPABILITY)
    settle(_is_new(organisation, kind, text))
    name = organisation.names.create(kind=kind, text=text)
    audit.record(actor, "organisation.name_added", kind="organisation", subject=organisation.pk)
    return name


def _is_new(organisation: Organisation, kind: NameKind, text: str) -> Verdict:
    if kind == NameKind.NAME:
        return no(_("Its own name changes on a day: use “Record a new name”."))
    if organisation.names.filter(kind=kind, text=text).exists():
        return no(_("This name is on record already."))
    return yes()


@transaction.atomic
def drop_name(actor: Actor, name: OrganisationName) -> None:
    """Take out another name that was entered by mistake; the names it had as its own stay."""
    require(actor, CAPABILITY)
    settle(yes() if name.kind != NameKind.NAME else no(_("Its own names stay on record, the earlier ones too.")))
    name.delete()
    audit.record(actor, "organisation.name_dropped", kind="organisation", subject=name.organisation_id)


@transaction.atomic
def describe_organisation(
    actor: Actor, organisation: Organisation, *, key: str, value: str, provenance: str, verified: bool = False
) -> OrganisationAttribute:
    """Say something of it and where that comes from; of what it can have only one, the new takes the old's place."""
    require(actor, CAPABILITY)
    settle(yes() if provenance.strip() else no(_("Say where this is known from.")))
    organisation = _held(organisation)
    if key in OrganisationAttribute.SINGLE:
        organisation.attributes.filter(key=key).exclude(value=value).delete()
    attribute, _made = organisation.attributes.update_or_create(
        key=key, value=value, defaults={"provenance": provenance, "verified": verified}
    )
    audit.record(actor, "organisation.described", kind="organisation", subject=organisation.pk)
    return attribute


@transaction.atomic
def forget_attribute(actor: Actor, attribute: OrganisationAttribute) -> None:
    """Take out what turned out to be wrong."""
    require(actor, CAPABILITY)
    attribute.delete()
    audit.record(actor, "organisation.attribute_forgotten", kind="organisation", subject=attribute.organisation_id)


@transaction.atomic
def record_naming_consent(
    actor: Actor,
    organisation: Organisation,
    *,
    purpose: str,
    text_version: str,
    given_on: date,
    year: int | None = None,
) -> NamingConsent:
    """Record that an organisation agreed to be named for a purpose, and to which text (R-CH-12)."""
    require(actor, CAPABILITY)
    return keep_consent(
        actor, organisation, purpose=purpose, text_version=text_version, given_on=given_on, year=year, online=False
    )


@transaction.atomic
def withdraw_naming_consent(actor: Actor, consent: NamingConsent) -> None:
    """Record that a consent was withdrawn today; that it was given stays on record."""
    require(actor, CAPABILITY)
    end_consent(actor, consent)


@transaction.atomic
def link_to_parent(actor: Actor, organisation: Organisation, *, parent: Organisation | None) -> None:
    """Say that it belongs to a group of companies, or that it does not (A-31); a person confirms each link."""
    require(actor, CAPABILITY)
    settle(_may_belong(organisation, parent))
    organisation.parent = parent
    organisation.save(update_fields=["parent"])
    audit.record(actor, "organisation.linked", kind="organisation", subject=organisation.pk)


def _may_belong(organisation: Organisation, parent: Organisation | None) -> Verdict:
    above, seen = parent, {organisation.pk}
    while above is not None:
        # Two who link at the same moment could have made a ring that this one is no part of.
        if above.pk in seen:
            return no(_("An organisation cannot belong to itself, nor to one that belongs to it."))
        seen.add(above.pk)
        above = above.parent
    return yes()


def _held(organisation: Organisation) -> Organisation:
    """The organisation as it is now, held until the transaction ends, so that what there is one of stays one."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
