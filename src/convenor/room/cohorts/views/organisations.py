"""What is on record of an organisation: names, attributes, memberships, seats, and what it agreed to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import Back, NothingForm, ask, posted
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, show
from convenor.people import actions, forms
from convenor.people import queries as people
from convenor.people.models import NamingConsent, Organisation, OrganisationAttribute, OrganisationName
from convenor.room.cohorts import queries
from convenor.room.cohorts.actions.context import withdraw_naming
from convenor.room.cohorts.models import Membership
from convenor.room.cohorts.views.reach import organisation_or_404
from convenor.rules.vocabulary import Zone


@needs("organisation.read")
def organisations(request: HttpRequest) -> HttpResponse:
    """Every organisation on record, by name."""
    today = clock.today()
    rows = {row.pk: row for row in people.visible_to(who(request))}
    sitting = queries.cohorts_by_organisation(today)
    return show(
        request,
        "cohorts/organisations.html",
        title=_("Organisations"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        organisations=[
            {"row": rows[slug], "name": name, "cohorts": sitting.get(slug, [])}
            for slug, name in people.in_order(rows, today)
        ],
    )


@needs("organisation.read")
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation's record."""
    row = get_object_or_404(people.on_record(people.visible_to(who(request))), pk=slug)
    today = clock.today()
    memberships = Membership.objects.filter(organisation=row).select_related("cohort").order_by("-since")
    group = [other for other in [row.parent_id, *(each.pk for each in row.subsidiaries.all())] if other]
    return show(
        request,
        "cohorts/organisation.html",
        title=_name(row),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        organisation=row,
        own_names=[name for name in row.names.all() if name.kind == "name"],
        other_names=[name for name in row.names.all() if name.kind != "name"],
        memberships=queries.with_seats(memberships, today),
        names=people.names_of(group, today),
        subsidiaries=people.in_order((each.pk for each in row.subsidiaries.all()), today),
        today=today,
    )


@needs("organisation.change")
def register(request: HttpRequest) -> HttpResponse:
    """Enter an organisation."""
    form = forms.RegisterForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.register_organisation(who(request), **form.cleaned_data),
        title=_("Register an organisation"),
        button=_("Register it"),
        done=_("Registered. Next: say what is known of it, or add it to a cohort."),
        back=Back(reverse("cohorts:organisations"), _("Organisations")),
    )


@needs("organisation.change")
def rename(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a name end and another begin (A-06)."""
    row = organisation_or_404(request, slug)
    form = forms.RenameForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.rename_organisation(who(request), row, **form.cleaned_data),
        title=_("%(name)s has a new name") % {"name": _name(row)},
        button=_("Record the new name"),
        done=_("The new name is recorded. Earlier records keep the name of their day."),
        back=_back(row),
    )


@needs("organisation.change")
def add_name(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter another name by which it is known."""
    row = organisation_or_404(request, slug)
    form = forms.NameForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.add_name(who(request), row, **form.cleaned_data),
        title=_("Another name of %(name)s") % {"name": _name(row)},
        button=_("Add this name"),
        done=_("The name is added. Notes are checked for it from now on."),
        back=_back(row),
    )


@needs("organisation.change")
def drop_name(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take another name out."""
    row = organisation_or_404(request, slug)
    name = get_object_or_404(OrganisationName, organisation=row, pk=pk)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: actions.drop_name(who(request), name),
        title=_("Take “%(name)s” out?") % {"name": name.text},
        button=_("Take the name out"),
        done=_("The name is taken out."),
        consequences=(_("Notes are not checked for it any more."),),
        danger=True,
        back=_back(row),
    )


@needs("organisation.change")
def describe(request: HttpRequest, slug: str) -> HttpResponse:
    """Say something of it, and where that is known from."""
    row = organisation_or_404(request, slug)
    form = forms.AttributeForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.describe_organisation(who(request), row, **form.cleaned_data),
        title=_("What is known of %(name)s") % {"name": _name(row)},
        button=_("Keep this"),
        done=_("It is kept, with its source."),
        lead=_("Of head office, region, main sector and size there is one: a new value replaces the old."),
        back=_back(row),
    )


@needs("organisation.change")
def forget(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an attribute out."""
    row = organisation_or_404(request, slug)
    attribute = get_object_or_404(OrganisationAttribute, organisation=row, pk=pk)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: actions.forget_attribute(who(request), attribute),
        title=_("Take “%(value)s” out?") % {"value": attribute.value},
        button=_("Take it out"),
        done=_("It is taken out."),
        danger=True,
        back=_back(row),
    )


@needs("organisation.change")
def consent(request: HttpRequest, slug: str) -> HttpResponse:
    """Record that it agreed to be named."""
    row = organisation_or_404(request, slug)
    form = forms.ConsentForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.record_naming_consent(who(request), row, **form.cleaned_data),
        title=_("%(name)s agreed to be named") % {"name": _name(row)},
        button=_("Record the agreement"),
        done=_("The agreement is recorded."),
        back=_back(row),
    )


@needs("organisation.change")
def withdraw_consent(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Record that it does not want to be named any more."""
    row = organisation_or_404(request, slug)
    given = get_object_or_404(NamingConsent, organisation=row, pk=pk)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: withdraw_naming(who(request), given),
        title=_("%(name)s does not want to be named any more?") % {"name": _name(row)},
        button=_("Record the withdrawal"),
        done=_("The withdrawal is recorded, as of today."),
        consequences=(
            _("No new text names it for this purpose, whoever agreed to that, here or by a link."),
            _("What is published already is not changed by this: correct or withdraw it at the desk."),
        ),
        danger=True,
        back=_back(row),
    )


@needs("organisation.change")
def link(request: HttpRequest, slug: str) -> HttpResponse:
    """Say to which group of companies it belongs (A-31)."""
    row = organisation_or_404(request, slug)
    form = forms.ParentForm(posted(request), organisation=row)
    return ask(
        request,
        form,
        lambda: actions.link_to_parent(who(request), row, **form.cleaned_data),
        title=_("The group of %(name)s") % {"name": _name(row)},
        button=_("Keep this"),
        done=_("It is kept."),
        back=_back(row),
    )


def _name(row: Organisation) -> str:
    return people.names_of([row.pk], clock.today())[row.pk]


def _back(row: Organisation) -> Back:
    return Back(reverse("cohorts:organisation", args=[row.pk]), _name(row))
