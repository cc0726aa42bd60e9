"""Somebody leaves a member: one question, and what it ends; and where one's own material goes on that day."""

from uuid import UUID

from django.contrib.auth import logout
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import Back, NothingForm, ask, posted
from convenor.kernel.gate import needs
from convenor.kernel.pages import attempt, show
from convenor.people.erasing import link_of_leaver
from convenor.people.models import Account, Person
from convenor.room.cohorts import seating
from convenor.room.cohorts.actions import leaving
from convenor.room.cohorts.forms import KitForm
from convenor.room.cohorts.models import Membership
from convenor.room.cohorts.views.people import OWN_PEOPLE, name_of, to_people
from convenor.room.cohorts.views.reach import own_member_or_404
from convenor.rules.vocabulary import Zone


@needs("seat.leave")
def leave(request: HttpRequest, slug: str, organisation: str, person: UUID) -> HttpResponse:
    """Say that somebody has left; about oneself, also where one's own material goes."""
    row = own_member_or_404(request, slug, organisation)
    leaver = get_object_or_404(_people_of(row), pk=person)
    if leaving.is_about_oneself(who(request), leaver):
        return _oneself(request, row, leaver)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: leaving.leave(who(request), leaver, row.organisation),
        title=_("Has %(name)s left?") % {"name": leaver.name},
        button=_("End it now"),
        done=_("Ended. Look at what waits for this company now."),
        consequences=(
            _("Access ends with the next click, also where they are signed in now. Links in their mails are dead."),
            _("The company stays in the cohort, and what it did so far counts."),
            _("What they said stays without their name, as it always was."),
            _("If they chose an address for their own material, it goes there once, and nowhere else."),
            _("They are told by mail that their access has ended, so that whoever has not left can say so."),
        ),
        danger=True,
        back=to_people(row),
        seen_by=str(OWN_PEOPLE),
    )


def _oneself(request: HttpRequest, row: Membership, leaver: Person) -> HttpResponse:
    chosen = seating.kit_address_of(leaver)
    form = KitForm(posted(request), initial={"address": chosen})

    def act() -> None:
        leaving.leave(who(request), leaver, row.organisation, kit_to=form.cleaned_data["address"])

    if attempt(form, act):
        kit = bool(form.cleaned_data["address"] or chosen)
        logout(request)
        return _left(request, row, leaver, kit=kit)
    return show(
        request,
        "patterns/question_page.html",
        title=_("Do you leave %(name)s?") % {"name": name_of(row)},
        zone=Zone.ROOM,
        seen_by=_("Seen by you alone."),
        lead=_("Where should your own material go?"),
        form=form,
        button=_("I leave; end my access now"),
        back=to_people(row),
        consequences=_what_ends(),
        danger=True,
    )


def _left(request: HttpRequest, row: Membership, leaver: Person, *, kit: bool) -> HttpResponse:
    return show(
        request,
        "cohorts/left.html",
        title=_("You have left %(name)s") % {"name": name_of(row)},
        zone=Zone.ROOM,
        seen_by=_("Seen by you alone."),
        kit=kit,
        erasing=_link_to_erase(leaver),
    )


def _link_to_erase(leaver: Person) -> str:
    """The page that erases without signing in; whoever can still sign in does it there."""
    account = Account.objects.filter(person=leaver, is_active=False).first()
    return reverse("leaver", args=[link_of_leaver(account)]) if account else ""


@needs("own_people.read")
def kit(request: HttpRequest) -> HttpResponse:
    """Choose an address for the day of leaving, while there is time."""
    person = get_object_or_404(Person, account__pk=who(request).account)
    form = KitForm(posted(request), initial={"address": seating.kit_address_of(person)})
    return ask(
        request,
        form,
        lambda: leaving.choose_kit_address(who(request), **form.cleaned_data),
        title=_("What you take along when you leave"),
        button=_("Keep this choice"),
        done=_("Kept. Nobody else is shown it."),
        consequences=(
            _(
                "On the day you leave, one mail goes there: where your company stands, its dates, what you answered "
                "about words that point to it, and the list of what is public."
            ),
            _("Nothing that others said or wrote, colleagues of yours included, and nothing that is not public yet."),
            _("It is sent once; then the address is forgotten."),
        ),
        back=Back(_our_people(), _("Our people")),
        seen_by=_("Seen by you alone."),
    )


def _our_people() -> str:
    return reverse("cohorts:ours")


def _what_ends() -> tuple[str, ...]:
    return (
        _("Your access ends at once, wherever you are signed in; links in your mails are dead."),
        _("Your company stays in the cohort, and what it did so far counts."),
        _("What you said stays without your name, as it always was."),
        _("One mail with your own material goes to this address, if you give one; then it is forgotten."),
    )


def _people_of(row: Membership) -> QuerySet[Person]:
    """Whoever sits for a member, will sit for it, or is a contact of it."""
    return Person.objects.filter(pk__in=seating.person_keys_of(row, clock.today()))
