"""A member's people, as the member and the secretariat see them: who sits, who is asked, who else there is."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import Back, NothingForm, ask, posted
from convenor.kernel.gate import needs
from convenor.kernel.pages import show
from convenor.people.queries import in_force, names_of
from convenor.room.cohorts import seating
from convenor.room.cohorts.actions import contacts, nominations
from convenor.room.cohorts.actions.seats import Nominee
from convenor.room.cohorts.forms import ContactForm, NominationForm
from convenor.room.cohorts.models import Membership, Nomination, SeatHolding
from convenor.room.cohorts.views.reach import own_member_or_404
from convenor.rules.vocabulary import NominationState, Zone

OWN_PEOPLE = gettext_lazy("Seen by your organisation's nominees, its focal point and the secretariat.")


@needs("own_people.read")
def ours(request: HttpRequest) -> HttpResponse:
    """Where the own organisation sits; with one place, straight to its people."""
    found = list(seating.memberships_visible_to(who(request)))
    if len(found) == 1:
        return redirect("cohorts:people", found[0].cohort_id, found[0].organisation_id)
    names = names_of((row.organisation_id for row in found), clock.today())
    return show(
        request,
        "cohorts/ours.html",
        title=_("Our people"),
        zone=Zone.ROOM,
        seen_by=_("Seen by you alone."),
        places=[(row, names[row.organisation_id]) for row in found],
    )


@needs("seat.propose")
def people(request: HttpRequest, slug: str, organisation: str) -> HttpResponse:
    """The two seats, who holds them or is asked, and since when one is vacant."""
    row, today = own_member_or_404(request, slug, organisation), clock.today()
    office, seats = who(request).in_secretariat, seating.seats_of(row, today)
    return show(
        request,
        "cohorts/people.html",
        title=_("The people of %(name)s") % {"name": name_of(row)},
        zone=Zone.ROOM,
        seen_by=str(OWN_PEOPLE),
        lead=row.cohort.name,
        membership=row,
        seats=seating.with_hindrances(seats) if office else seats,
        contacts=seating.contact_lines(row, today, office=office),
        back=up(request, row),
    )


@needs("seat.propose")
def nominate(request: HttpRequest, slug: str, organisation: str, number: int) -> HttpResponse:
    """Ask somebody to take a seat."""
    row = own_member_or_404(request, slug, organisation)
    seat = get_object_or_404(row.seats.select_related("membership"), number=number)
    form = NominationForm(posted(request))
    holder = seat.holdings.filter(in_force(clock.today())).select_related("person").first()
    if holder is not None:
        form.hand_over()

    def act() -> Nomination:
        given = dict(form.cleaned_data)
        starts_on = given.pop("starts_on")
        return nominations.nominate(who(request), seat, Nominee(**given), starts_on=starts_on)

    return ask(
        request,
        form,
        act,
        title=_title(number, holder),
        button=_("Ask this person"),
        done=_("Asked. One mail is on its way; this page shows the answer."),
        lead=name_of(row),
        consequences=(
            *_for_the_holder(holder),
            _("The person reads what the seat asks for, and accepts or declines. Nobody else can do that."),
            _("There is one reminder after a week; without an answer the question ends after thirty days."),
            _("Nobody of another organisation learns of it."),
        ),
        back=to_people(row),
        seen_by=str(OWN_PEOPLE),
    )


def _title(number: int, holder: SeatHolding | None) -> str:
    if holder is None:
        return _("Nominate somebody for seat %(number)s") % {"number": number}
    return _("Who takes over seat %(number)s from %(name)s?") % {"number": number, "name": holder.person.name}


def _for_the_holder(holder: SeatHolding | None) -> tuple[str, ...]:
    if holder is None:
        return ()
    name = {"name": holder.person.name}
    return (
        _("%(name)s holds this seat, and is told by mail now and again when the answer is yes.") % name,
        _("On the first day of the new person the access of %(name)s ends, like that of anybody who leaves.") % name,
    )


@needs("seat.propose")
def take_seat_back(request: HttpRequest, slug: str, organisation: str, number: int) -> HttpResponse:
    """Undo a yes before its day."""
    row = own_member_or_404(request, slug, organisation)
    seat = get_object_or_404(row.seats, number=number)
    coming = seat.holdings.filter(since__gt=clock.today()).select_related("person", "seat__membership").first()
    if coming is None:
        messages.error(request, _("Nobody is about to take this seat: it was taken back, or it has begun."))
        return redirect(to_people(row).url)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: nominations.take_seat_back(who(request), coming),
        title=_("Does %(name)s not take the seat after all?") % {"name": coming.person.name},
        button=_("Take it back"),
        done=_("Taken back. Those whom it concerns are told by mail."),
        consequences=(
            _("%(name)s is told by mail that the seat is not theirs after all.") % {"name": coming.person.name},
            _("Whoever holds the seat now keeps it, and is told so."),
        ),
        danger=True,
        back=to_people(row),
        seen_by=str(OWN_PEOPLE),
    )


@needs("seat.propose")
def withdraw(request: HttpRequest, slug: str, organisation: str, nomination: UUID) -> HttpResponse:
    """Take a question back."""
    row = own_member_or_404(request, slug, organisation)
    asked = get_object_or_404(
        Nomination.objects.select_related("seat__membership"),
        pk=nomination,
        seat__membership=row,
        state=NominationState.PENDING,
    )
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: nominations.withdraw(who(request), asked),
        title=_("Take the nomination of %(name)s back?") % {"name": asked.name},
        button=_("Take it back"),
        done=_("Taken back. The link in the mail is dead."),
        consequences=(
            _("The link that this person was sent leads nowhere any more."),
            _("The person is not written to. Say so yourself if you know them."),
        ),
        danger=True,
        back=to_people(row),
        seen_by=str(OWN_PEOPLE),
    )


@needs("seat.propose")
def add_contact(request: HttpRequest, slug: str, organisation: str) -> HttpResponse:
    """Name an alternate, the focal point, or somebody who knows a topic."""
    row = own_member_or_404(request, slug, organisation)
    form = ContactForm(posted(request))
    return ask(
        request,
        form,
        lambda: contacts.name_contact(who(request), row, contacts.Named(**form.cleaned_data)),
        title=_("Name a contact of %(name)s") % {"name": name_of(row)},
        button=_("Name this person"),
        done=_("Named. A focal point gets a mail that says how to sign in; if none comes, write to the secretariat."),
        consequences=(
            _("An alternate is asked first when a delegate is needed, and may see nothing until named."),
            _("Tell an alternate, or whoever knows a topic, that you wrote them down here: no mail goes to them."),
            _("The focal point nominates and names delegates, and sees nothing that is confidential."),
            _("Whoever knows a topic has no access; the secretariat and your nominees see whom to ask."),
        ),
        back=to_people(row),
        seen_by=str(OWN_PEOPLE),
    )


@needs("seat.propose")
def end_contact(request: HttpRequest, slug: str, organisation: str, contact: int) -> HttpResponse:
    """Let somebody be a contact no more."""
    row = own_member_or_404(request, slug, organisation)
    named = get_object_or_404(seating.contacts_of(row, clock.today()).select_related("membership"), pk=contact)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: contacts.end_contact(who(request), named),
        title=_("Is %(name)s no contact any more?") % {"name": named.called},
        button=_("End it today"),
        done=_("Ended."),
        consequences=(_("A focal point loses access with the next click. Nobody is written to."),),
        danger=True,
        back=to_people(row),
        seen_by=str(OWN_PEOPLE),
    )


@needs("cohort.change")
def erase_contact(request: HttpRequest, slug: str, organisation: str, contact: int) -> HttpResponse:
    """Delete what a member wrote of somebody who asked for that."""
    row = own_member_or_404(request, slug, organisation)
    named = get_object_or_404(row.contacts.select_related("person", "membership"), pk=contact)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: contacts.erase_contact(who(request), named),
        title=_("Did %(name)s ask to be deleted here?") % {"name": named.called},
        button=_("Delete it now"),
        done=_("Deleted. Nothing of it is kept on this list."),
        consequences=(
            _("The member sees this person no more, and is not told why."),
            _("If it is the focal point, access ends with the next click."),
            _(
                "Where nothing else is open to them here, all that is held about them is erased in a week. They are "
                "mailed, and can take it back."
            ),
        ),
        danger=True,
        back=to_people(row),
        seen_by=str(OWN_PEOPLE),
    )


def name_of(row: Membership) -> str:
    """What the organisation of a membership is called today."""
    return names_of([row.organisation_id], clock.today())[row.organisation_id]


def to_people(row: Membership) -> Back:
    """The page of a member's people."""
    return Back(
        reverse("cohorts:people", args=[row.cohort_id, row.organisation_id]),
        _("The people of %(name)s") % {"name": name_of(row)},
    )


def up(request: HttpRequest, row: Membership) -> Back | None:
    """Where the page of a member's people was reached from; a focal point has nothing above it."""
    if who(request).in_secretariat:
        return Back(reverse("cohorts:members", args=[row.cohort_id]), _("Members and seats"))
    return None
