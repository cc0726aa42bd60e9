"""The open series, for the secretariat; nothing here is about who takes part."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import Back, ask, posted
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, show
from convenor.room.meetings.forms.scope import reason_in
from convenor.room.series import actions, demand, queries
from convenor.room.series.announced import announced_at
from convenor.room.series.forms import SeriesForm, TitleForm, TopicsForm, WebinarForm, WhenForm
from convenor.room.series.models import Series, Webinar
from convenor.rules.vocabulary import Zone


@needs("series.read")
def index(request: HttpRequest) -> HttpResponse:
    """The series, latest first."""
    return show(
        request,
        "series/index.html",
        title=_("Open series"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=_("Sessions that anybody may join. Who takes part is never shown, here or anywhere."),
        found=queries.with_counts(queries.visible_to(who(request))),
    )


@needs("series.read")
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """One series: its sessions in order, and when their summary notes are due."""
    row, today = _series_or_404(request, slug), clock.today()
    public = announced_at(slug)
    return show(
        request,
        "series/series.html",
        title=f"{row.name} {row.year}",
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        series=row,
        rows=queries.with_offers(queries.webinars_of(row, today), who(request), row),
        asked=demand.asked_in(row, public.topics if public else ()),
        today=today,
    )


@needs("series.change")
def plan(request: HttpRequest) -> HttpResponse:
    """Begin a series."""
    form = SeriesForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.plan_series(who(request), **form.cleaned_data),
        title=_("Plan a series"),
        button=_("Begin the series"),
        done=_("The series is there. Next: plan its first session."),
        back=Back(reverse("series:index"), _("Open series")),
    )


@needs("series.change")
def topics(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what whoever registers can choose from: what a coming session should be about."""
    row = _series_or_404(request, slug)
    seen = {"topics": "\n".join(row.topics), "mark": queries.mark_of(row.topics)}
    form = TopicsForm(posted(request), initial=seen)

    def keep() -> None:
        given = form.cleaned_data["mark"]
        actions.set_topics(who(request), row, topics=form.topics_given(), mark=given, scope_reason=reason_in(form))

    return ask(
        request,
        form,
        keep,
        title=_("Topics to choose from"),
        button=_("Keep the topics"),
        done=_("Kept. They are asked about once they are announced with the words of the series."),
        lead=_("Whoever registers may choose up to three that a coming session should be about."),
        back=_back(row),
    )


@needs("series.change")
def plan_webinar(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a session to a series, about a topic of the series if one was chosen before."""
    row = _series_or_404(request, slug)
    asked = request.GET.get("about", "")
    form = WebinarForm(posted(request), initial={"title": asked if asked in row.topics else ""})
    return ask(
        request,
        form,
        lambda: actions.plan_webinar(who(request), row, form.plan()),
        title=_("Plan a session"),
        button=_("Plan this session"),
        done=_("Planned, with an agenda to start from."),
        lead=_("It takes the next number of the series. Its date is subject to change until you say otherwise."),
        back=_back(row),
    )


@needs("series.change")
def move(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give a session another date."""
    row = _webinar_or_404(request, slug, number)
    now = localtime(row.session.starts_at)
    form = WhenForm(posted(request), initial={"day": now.date(), "at": now.time()})
    return ask(
        request,
        form,
        lambda: actions.move_webinar(who(request), row, starts_at=form.starts_at()),
        title=_("Move session %(number)s") % {"number": row.number},
        button=_("Move the session"),
        done=_("The session is moved."),
        lead=row.title,
        back=_back(row.series),
    )


@needs("series.change")
def change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give a session another title, or settle its date."""
    row = _webinar_or_404(request, slug, number)
    form = TitleForm(posted(request), initial={"title": row.title, "subject_to_change": row.subject_to_change})
    return ask(
        request,
        form,
        lambda: actions.change_webinar(who(request), row, **form.cleaned_data),
        title=_("Change session %(number)s") % {"number": row.number},
        button=_("Keep the change"),
        done=_("The session is changed."),
        back=_back(row.series),
    )


def _series_or_404(request: HttpRequest, slug: str) -> Series:
    return get_object_or_404(queries.visible_to(who(request)), pk=slug)


def _webinar_or_404(request: HttpRequest, slug: str, number: int) -> Webinar:
    rows = Webinar.objects.filter(series=_series_or_404(request, slug)).select_related("series", "session")
    return get_object_or_404(rows, number=number)


def _back(row: Series) -> Back:
    return Back(reverse("series:series", args=[row.pk]), row.name)
