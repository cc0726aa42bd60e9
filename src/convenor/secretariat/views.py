"""The secretariat's own pages, and where everybody starts."""

from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel import audit, clock
from convenor.kernel.actor import who
from convenor.kernel.asking import Back, NothingForm, ask, posted, press
from convenor.kernel.gate import needs, open_to_all
from convenor.kernel.models import AuditEntry, Delivery
from convenor.kernel.pages import SECRETARIAT_ONLY, show
from convenor.people.models import Organisation, Person
from convenor.people.queries import names_of
from convenor.room.invitations.queries import mailbox_unread
from convenor.rules.retention import PERIODS
from convenor.rules.vocabulary import Role, Zone
from convenor.secretariat import actions, appointing, queries, retention, waiting
from convenor.secretariat import outbox as sent
from convenor.secretariat.forms import AppointForm, HandOverForm

ENTRIES_A_PAGE = 50
DELIVERIES_A_PAGE = 50


@open_to_all
def start(request: HttpRequest) -> HttpResponse:
    """Lead everybody to the page that they came for."""
    actor = who(request)
    if actor.held_back:
        return redirect(settings.CONVENOR_SECOND_STEP_URL)
    if actor.in_secretariat:
        return redirect("secretariat:monday")
    if actor.organisations(Role.NOMINEE):
        return redirect("standing:mine")
    if actor.organisations(Role.FOCAL_POINT):
        return redirect("cohorts:ours")
    if actor.organisations(Role.COUNSEL):
        return redirect("meetings:packs")
    return redirect("portal:home")


@needs("monday.read")
def monday(request: HttpRequest) -> HttpResponse:
    """What is due now, in lines that one can act on (AC-23)."""
    today = clock.today()
    found, lines = queries.monday(today)
    return show(
        request,
        "secretariat/monday.html",
        title=_("Monday"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        monday=found,
        lines=lines,
        strips=queries.strips(today),
    )


@needs("audit.read")
def trail(request: HttpRequest) -> HttpResponse:
    """The trail, newest first, and whether it holds."""
    broken, entries = audit.verify(), AuditEntry.objects.order_by("-sequence")
    if broken and broken.unreadable:
        entries = entries.filter(sequence__lt=broken.unreadable)
    return show(
        request,
        "secretariat/trail.html",
        title=_("The trail"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        broken=broken,
        page=Paginator(entries, ENTRIES_A_PAGE).get_page(request.GET.get("page")),
    )


@needs("retention.read")
def kept(request: HttpRequest) -> HttpResponse:
    """How long each kind of record is kept, what goes next, and what went (AC-25)."""
    return show(
        request,
        "secretariat/retention.html",
        title=_("What is kept until when"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        broken=audit.verify(),
        coming=retention.coming(clock.today()),
        gone=retention.gone(),
        periods=PERIODS.values(),
    )


@needs("outbox.read")
def outbox(request: HttpRequest) -> HttpResponse:
    """What was sent, came back, waits and was given up; by kind, person and time, never by content."""
    shelf, rows = sent.on_shelf(request.GET.get("state", ""))
    shelves = sent.counted()
    page = Paginator(rows, DELIVERIES_A_PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "secretariat/outbox.html",
        title=_("Outbox"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        unread=mailbox_unread(),
        shelf=shelf,
        shelves=shelves,
        waiting=next(number for one, number in shelves if one.key == "waits"),
        lines=sent.in_lines(page),
        page=page,
        query=f"state={shelf.key}" if shelf else "",
    )


@needs("organisation.change")
def waits(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits for a company's people, so that it can be given to others when they have left (AC-19)."""
    row, today = get_object_or_404(Organisation, pk=slug), clock.today()
    name = names_of([row.pk], today)[row.pk]
    return show(
        request,
        "secretariat/waits.html",
        title=_("What waits for %(name)s") % {"name": name},
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        back=Back(reverse("cohorts:organisation", args=[row.pk]), name),
        people=waiting.who_can_answer(row, today),
        lines=waiting.waits_for(row, today),
    )


@needs("outbox.retry")
@require_POST
def again(request: HttpRequest, delivery: int) -> HttpResponse:
    """Start over with a delivery that was given up, or whose letter came back."""
    found = get_object_or_404(Delivery, pk=delivery, state__in=Delivery.NEEDS_A_PERSON)
    back = reverse("secretariat:outbox")
    return press(
        request,
        lambda: actions.try_again(who(request), found),
        then=back,
        back=back,
        done=_("It is tried again now."),
    )


@needs("office.read")
def office(request: HttpRequest) -> HttpResponse:
    """Who works here in which role and since when, and who did."""
    actor, today = who(request), clock.today()
    return show(
        request,
        "secretariat/office.html",
        title=_("Who works here"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        colleagues=queries.colleagues(actor, today),
        gone=queries.former_colleagues(today),
    )


@needs("office.change")
def appoint(request: HttpRequest) -> HttpResponse:
    """Let somebody work here."""
    form = AppointForm(posted(request))
    return ask(
        request,
        form,
        lambda: appointing.appoint(who(request), _colleague(form)),
        title=_("Appoint somebody"),
        button=_("Appoint this person"),
        done=_("Appointed. A mail says how to sign in."),
        consequences=(
            _("From now on this person sees everything that the secretariat sees, the sealed notes too."),
            _("A second step of signing in is asked of them before anything opens."),
        ),
        back=_to_office(),
    )


def _colleague(form: AppointForm) -> appointing.Colleague:
    given = form.cleaned_data
    return appointing.Colleague(**{**given, "role": Role(given["role"])})


@needs("office.read")
def handover(request: HttpRequest, appointment: int) -> HttpResponse:
    """What somebody works on or left, beside what is due for all."""
    row, today = get_object_or_404(queries.appointments(), pk=appointment), clock.today()
    _found, due = queries.monday(today)
    return show(
        request,
        "secretariat/handover.html",
        title=_("What %(name)s works on") % {"name": row.person.name},
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        covers=row.covers,
        lines=waiting.waits_for_colleague(row.person),
        due=due,
    )


@needs("office.change")
def end_appointment(request: HttpRequest, appointment: int) -> HttpResponse:
    """End somebody's work here, with a list of what they leave."""
    row = get_object_or_404(queries.in_office(clock.today()), pk=appointment)
    form = HandOverForm(posted(request), colleagues=queries.in_office(clock.today()).exclude(person=row.person_id))
    return ask(
        request,
        form,
        lambda: appointing.end_appointment(who(request), row, **form.cleaned_data),
        title=_("Does %(name)s no longer work here?") % {"name": row.person.name},
        button=_("End it now"),
        done=_("Ended. Their access is gone wherever they were signed in."),
        consequences=(
            _("Access ends with the next click. What they wrote and decided stays in the trail."),
            _("Drafts and open questions stay where they are; any of you can go on with them."),
            _("This person, every other colleague and the contact address are told of it."),
        ),
        danger=True,
        back=_to_office(),
        template="secretariat/end_appointment.html",
        covers=row.covers,
        lines=waiting.waits_for_colleague(row.person),
    )


@needs("office.change")
def second_step(request: HttpRequest, person: UUID) -> HttpResponse:
    """Take off somebody's second step where a phone is lost."""
    row = get_object_or_404(Person.objects.filter(account__isnull=False), pk=person)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: appointing.take_off_second_step(who(request), row),
        title=_("Did %(name)s lose their second step?") % {"name": row.name},
        button=_("Take it off"),
        done=_("Taken off. They sign in with a mailed code and add another."),
        lead=_("Speak with them first, face to face or by telephone; a mail alone is no proof."),
        consequences=(
            _("Their passkeys, codes of an app and recovery codes are gone, and they are signed out everywhere."),
            _("They are told by mail, and the trail says that you did it."),
        ),
        danger=True,
        back=_to_office(),
    )


def _to_office() -> Back:
    return Back(reverse("secretariat:office"), _("Who works here"))
