"""The open pages of a series: registering, and one's own registration by the link that was mailed.

Every word of the series on them is one that was announced; nobody else's registration is on any of them.
"""

from datetime import UTC

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_safe

from convenor.kernel import clock
from convenor.kernel.asking import posted_in_short
from convenor.kernel.gate import open_to_all
from convenor.kernel.kept import kept_for_all
from convenor.kernel.language import dated
from convenor.kernel.pages import attempt, link_over, show, show_to_all
from convenor.kernel.templatetags.patterns import in_english
from convenor.people.open_forms import may_be_sent
from convenor.room.series import peers_views, registering
from convenor.room.series.announced import PublicSeries, PublicWebinar, announced_at, page_to_start
from convenor.room.series.models import Registration
from convenor.room.series.registered import erased_of, keeps_sessions, of_link, said_in, zone_of
from convenor.room.series.registering_forms import LONGEST, DescriptionForm, RegisterForm, told_in
from convenor.rules.ground_rules import SENTENCES
from convenor.rules.registration import can_be_joined
from convenor.rules.vocabulary import Zone

_OVER = _lazy("If you left, everything was erased. If somebody registered once more, the newest mail has the link.")


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The one page of registering: sessions, an address, a clock, the rules."""
    series = _announced_or_404(slug)
    coming = _coming(series)
    form = RegisterForm(posted_in_short(request, LONGEST), webinars=coming, topics=series.topics)
    too_often = form.is_bound and not may_be_sent(request, "register")
    if too_often:
        form.add_error(None, _("Very many registrations came from your network just now. Try again in an hour."))

    def send() -> None:
        entry = form.entry(form.cleaned_data["email"])
        registering.register(slug, entry, slip=form.slip_given(entry))

    if coming and attempt(form, send):
        return redirect("series:registered", slug)
    own = {"token": get_token(request), "slip": str(form["slip"].value())}

    def page() -> HttpResponse:
        return show_to_all(
            request,
            "series/register.html",
            title=_("Register: %(series)s") % {"series": series.name},
            place="webinars",
            status=_status(coming=bool(coming), too_often=too_often),
            series=series,
            coming=coming,
            form=form,
            csrf_token=own["token"],
            rules=[_(sentence) for sentence in SENTENCES],
        )

    # Empty, it is the same for everybody who reads the language.
    asked = ([(one.number, label) for one, label in coming], series.name, series.topics)
    return page() if form.is_bound else kept_for_all(request, page, asked, own)


def _status(*, coming: bool, too_often: bool) -> int:
    if not coming:
        return 410
    return 429 if too_often else 200


@open_to_all
@require_safe
def registered(request: HttpRequest, slug: str) -> HttpResponse:
    """Where one is after registering; the same for everybody, so it tells nothing."""
    series, start = _announced_or_404(slug), page_to_start()

    def page() -> HttpResponse:
        return show_to_all(
            request,
            "series/registered.html",
            title=_("Look into your mail"),
            place="webinars",
            series=series,
            start=start,
        )

    return kept_for_all(request, page, (series.name, start), {})


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """One's own registration: confirm it, choose other sessions, leave."""
    row = of_link(token)
    said = said_in(row) if row is not None else None
    if row is None or said is None:
        return link_over(request, str(_OVER))
    if request.method == "POST" and "leave" in request.POST:
        return _left(request, row)
    if request.method == "POST" and "confirm" in request.POST:
        if not registering.confirm(row):
            return link_over(request, str(_OVER))
        # Of a series that was taken down nothing is mailed; the page says so itself.
        if announced_at(row.series_id) is not None:
            messages.success(request, _("Confirmed. The calendar file is on its way to you."))
        return redirect("series:registration", token)
    here = reverse("series:registration", args=[token])
    with timezone.override(zone_of(row)):
        return peers_views.pressed(request, row, here) or _own_page(request, row, here, said.email)


def _own_page(request: HttpRequest, row: Registration, here: str, email: str) -> HttpResponse:
    series = announced_at(row.series_id)
    coming = _coming(series) if series is not None else []
    form = _form(request, row, coming, series.topics if series is not None else ())
    peers = peers_views.part_of(request, row, series) if row.confirmed else None
    if coming and attempt(form, lambda: registering.change(row, form.entry(email))):
        messages.success(request, _("Kept. A new calendar file is on its way to you."))
        return redirect(here)
    seeking = peers.form if peers is not None else None
    if seeking is not None and attempt(seeking, lambda: peers_views.look(row, seeking)):
        messages.success(request, _("Kept. You are mailed once there is somebody."))
        return redirect(here)
    return show(
        request,
        "series/registration.html",
        title=_("Your registration"),
        zone=Zone.ROOM,
        seen_by=_("Seen by whoever has this link: it was mailed to you alone."),
        registration=row,
        series=series,
        said=said_in(row),
        told=told_in(row),
        chosen=_chosen(row, series),
        coming=coming,
        start=page_to_start(),
        change=form,
        # What is wrong is said at the top of the page, where the reader is led.
        form=seeking if seeking is not None and seeking.is_bound else form,
        peers=peers,
        erased_on=erased_of(row),
        clock=row.zone.replace("_", " "),
    )


def _form(
    request: HttpRequest, row: Registration, coming: list[tuple[PublicWebinar, str]], topics: tuple[str, ...]
) -> DescriptionForm:
    said = said_in(row)
    given = {
        "sessions": [str(number) for number in row.choices.values_list("webinar__number", flat=True)],
        "zone": row.zone,
        "name": said.name if said else "",
        "organisation": said.organisation if said else "",
        "home_region": row.home_region,
        "user_regions": row.user_regions,
        "sector": row.sector,
        "stage": row.stage,
        "wishes": row.wishes,
    }
    # The page has two forms; each button says which one it sends.
    sent = None if "seek" in request.POST else posted_in_short(request, LONGEST)
    return DescriptionForm(
        sent,
        initial=given,
        webinars=coming,
        topics=topics,
        keeps_others=keeps_sessions(row),
    )


def _left(request: HttpRequest, row: Registration) -> HttpResponse:
    slug = row.series_id
    registering.leave(row)
    return show_to_all(request, "series/left.html", title=_("You have left"), place="webinars", slug=slug)


def _chosen(row: Registration, series: PublicSeries | None) -> list[tuple[PublicWebinar, str]]:
    """The sessions that somebody chose, each with the link to join where it is time for it."""
    if series is None:
        return []
    sessions = {one.webinar.number: one.webinar.session for one in row.choices.select_related("webinar__session")}
    return [(one, _join(sessions[one.number].join_url, one)) for one in series.webinars if one.number in sessions]


def _join(address: str, one: PublicWebinar) -> str:
    return address if can_be_joined(one.starts_at, clock.now(), cancelled=one.cancelled) else ""


def _coming(series: PublicSeries) -> list[tuple[PublicWebinar, str]]:
    """The sessions that can be chosen, each with its title and its time."""
    now = clock.now()
    return [(one, _label(one)) for one in series.webinars if one.starts_at > now and not one.cancelled]


def _label(one: PublicWebinar) -> str:
    """A title keeps its own language and direction beside the day, whatever language the page is in."""
    # Without a time it is the same day everywhere, as in mails and calendars.
    at = timezone.localtime(one.starts_at, None if one.time_known else UTC)
    day = dated(at, "j F Y, H:i") + f" {at.tzname() or ''}" if one.time_known else dated(at)
    return format_html("<bdi{}>{}</bdi> · {}", in_english(), one.title, day)


def _announced_or_404(slug: str) -> PublicSeries:
    series = announced_at(slug)
    if series is None:
        raise Http404
    return series
