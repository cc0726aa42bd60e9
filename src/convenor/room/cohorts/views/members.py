"""Members, their seats, and who waits."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import Back, NothingForm, ask, posted
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, show
from convenor.people.models import Organisation
from convenor.people.queries import names_of
from convenor.room.cohorts import queries
from convenor.room.cohorts.actions import members as actions
from convenor.room.cohorts.forms import JoinForm, LeaveForm, SeatOfferForm, WaitForm
from convenor.room.cohorts.models import Cohort, Membership, Waiting
from convenor.room.cohorts.views.reach import cohort_or_404, member_or_404
from convenor.rules.cohort import WAITING_CRITERIA
from convenor.rules.vocabulary import Zone
from convenor.rules.wording import alphabetical


@needs("cohort.change")
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """Who sits in the cohort with which people, who waits, and who has left."""
    row, today = cohort_or_404(request, slug), clock.today()
    rows = queries.with_seats(row.memberships.all(), today)
    names = names_of((each.organisation_id for each in rows), today)
    found = sorted(rows, key=lambda each: (alphabetical(names[each.organisation_id]), each.since))
    return show(
        request,
        "cohorts/members.html",
        title=_("Members and seats"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=row.name,
        cohort=row,
        count=queries.seat_count(row, today),
        sitting=[_member(each, names) for each in found if each.until is None or each.until > today],
        gone=[_member(each, names) for each in found if each.until is not None and each.until <= today],
        vacancies=queries.vacancies(row, today),
        waiting=queries.waiting_list(row),
        criteria=WAITING_CRITERIA,
        today=today,
    )


def _member(row: Membership, names: dict[str, str]) -> dict[str, object]:
    return {"row": row, "slug": row.organisation_id, "name": names[row.organisation_id]}


@needs("cohort.change")
def add_member(request: HttpRequest, slug: str) -> HttpResponse:
    """Let an organisation join; a full cohort offers the waiting list instead (AC-08)."""
    row = cohort_or_404(request, slug)
    form = JoinForm(posted(request), cohort=row)
    return ask(
        request,
        form,
        lambda: actions.add_member(who(request), row, **form.cleaned_data),
        title=_("Add a member"),
        button=_("Add this member"),
        done=_("Added. Its two seats are vacant: nominate two people as soon as it has named them."),
        back=_back_to_members(row),
        template="cohorts/add_member.html",
        cohort=row,
        count=queries.seat_count(row, clock.today()),
        waiting=queries.waiting_list(row),
    )


@needs("cohort.change")
def wait(request: HttpRequest, slug: str) -> HttpResponse:
    """Put an organisation on the waiting list."""
    row = cohort_or_404(request, slug)
    form = WaitForm(posted(request), cohort=row)
    return ask(
        request,
        form,
        lambda: actions.put_on_waiting_list(who(request), row, **form.cleaned_data),
        title=_("Put on the waiting list"),
        button=_("Put on the waiting list"),
        done=_("On the waiting list. It is offered a seat when its turn comes."),
        lead=_("It asks for a seat as of today."),
        back=_back_to_members(row),
    )


@needs("cohort.change")
def offer_seat(request: HttpRequest, slug: str, organisation: str) -> HttpResponse:
    """Give a free seat to somebody who waits."""
    waiting = _waiting_or_404(request, slug, organisation)
    form = SeatOfferForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.seat_from_waiting_list(who(request), waiting, **form.cleaned_data),
        title=_("Give a seat to %(name)s") % {"name": _name(waiting.organisation)},
        button=_("Record the decision and add the member"),
        done=_("It is a member, and the decision is recorded."),
        back=_back_to_members(waiting.cohort),
        template="cohorts/offer_seat.html",
        waiting=queries.waiting_list(waiting.cohort),
        criteria=WAITING_CRITERIA,
        chosen=waiting.pk,
    )


@needs("cohort.change")
def leave_waiting_list(request: HttpRequest, slug: str, organisation: str) -> HttpResponse:
    """Take somebody off the waiting list."""
    waiting = _waiting_or_404(request, slug, organisation)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: actions.take_off_waiting_list(who(request), waiting),
        title=_("Take %(name)s off the waiting list?") % {"name": _name(waiting.organisation)},
        button=_("Take it off the list"),
        done=_("It does not wait any more."),
        consequences=(
            _("Those behind it move up by one."),
            _("If it asks again, it waits from that day."),
        ),
        back=_back_to_members(waiting.cohort),
    )


@needs("cohort.change")
def end_membership(request: HttpRequest, slug: str, organisation: str) -> HttpResponse:
    """End a membership, with the reason."""
    row = member_or_404(request, slug, organisation)
    form = LeaveForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.end_membership(who(request), row, **form.cleaned_data),
        title=_("End the membership of %(name)s?") % {"name": _name(row.organisation)},
        button=_("End the membership"),
        done=_("The membership has an end, and the decision is recorded."),
        lead=_("Nothing ends by itself: the secretariat talks with the company first, and then decides."),
        consequences=(
            _("Whoever sits for it or keeps its people has left on that day: access ends, links in mails are dead."),
            _("If they chose an address for their own material, it goes there once, and nowhere else."),
            _("A seat of the cohort becomes free on that day."),
            _("The decision and its reason stay among the decisions of the year."),
        ),
        danger=True,
        back=_back_to_members(row.cohort),
    )


def _back_to_members(cohort: Cohort) -> Back:
    return Back(reverse("cohorts:members", args=[cohort.pk]), _("Members and seats"))


def _name(organisation: Organisation) -> str:
    return names_of([organisation.pk], clock.today())[organisation.pk]


def _waiting_or_404(request: HttpRequest, slug: str, organisation: str) -> Waiting:
    rows = cohort_or_404(request, slug).waiting.select_related("cohort", "organisation")
    return get_object_or_404(rows, organisation=organisation, left_on=None)
