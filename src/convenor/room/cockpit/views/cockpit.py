"""The page from which an officer runs the hour, and the buttons that only stand there."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel.actor import who
from convenor.kernel.asking import onward, posted, press
from convenor.kernel.gate import needs
from convenor.kernel.live.tokens import listening_address
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, show
from convenor.room.cockpit.cockpit import fragment
from convenor.room.cockpit.forms import NoteForm
from convenor.room.meetings.actions import checking_in, updates
from convenor.room.meetings.actions.remarks import record_remark
from convenor.room.meetings.models import BriefUpdate, Session
from convenor.room.meetings.queries import CREDITING, label_of
from convenor.room.meetings.sheet import is_synthetic, member_names
from convenor.room.meetings.views.reach import place_of, session_or_404
from convenor.rules.vocabulary import Capacity, RemarkKind, SessionState, Zone
from convenor.rules.wording import beside


@needs("session.run")
def cockpit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """See how the hour stands, and seal a note of what was said just now."""
    row = session_or_404(request, pk)
    form = NoteForm(posted(request))
    if attempt(form, lambda: _seal(request, row, form)):
        messages.success(request, _("The note is sealed."))
        return redirect(_cockpit(pk, "note"))
    return show(
        request,
        "cockpit/cockpit.html",
        title=label_of(row).full,
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=beside("; ", [theme.title for theme in row.themes.all()]),
        session=row,
        within=place_of(row),
        form=form,
        may_note=row.state != SessionState.CANCELLED,
        listening=listening_address(f"cockpit:{row.pk}"),
        fragment=fragment(row),
        synthetic=row.synthetic or is_synthetic(row),
    )


def _seal(request: HttpRequest, row: Session, form: NoteForm) -> None:
    """A note belongs to the item that is on while it is sealed."""
    now = row.items.filter(opened_at__isnull=False, closed_at=None).first()
    record_remark(who(request), row, now, RemarkKind(form.cleaned_data["kind"]), form.cleaned_data["text"])


@needs("session.run")
@require_POST
def spoken(request: HttpRequest, pk: UUID, update: UUID) -> HttpResponse:
    """A member has had its turn."""
    return _mark(request, pk, update, spoken=True)


@needs("session.run")
@require_POST
def not_spoken(request: HttpRequest, pk: UUID, update: UUID) -> HttpResponse:
    """A member has not had its turn yet."""
    return _mark(request, pk, update, spoken=False)


def _mark(request: HttpRequest, pk: UUID, update: UUID, *, spoken: bool) -> HttpResponse:
    rows = BriefUpdate.objects.select_related("session__year")
    card = get_object_or_404(rows, session=session_or_404(request, pk), pk=update)
    return _press(request, pk, "updates", lambda: updates.mark_spoken(who(request), card, spoken=spoken))


@needs("attendance.record")
@require_POST
def check_in(request: HttpRequest, pk: UUID, organisation: str) -> HttpResponse:
    """A member is here."""
    row, name = _member(request, pk, organisation)
    capacity = Capacity(request.POST["as"]) if request.POST.get("as") in CREDITING else Capacity.NOMINEE
    done = _("%(name)s is checked in.") % {"name": name}
    act = lambda: checking_in.check_in_member(who(request), row, organisation, capacity)  # noqa: E731
    return _press(request, pk, "here", act, done)


@needs("attendance.record")
@require_POST
def take_back(request: HttpRequest, pk: UUID, organisation: str) -> HttpResponse:
    """A member was tapped by mistake."""
    row, name = _member(request, pk, organisation)
    done = _("Taken back: %(name)s is not checked in.") % {"name": name}
    act = lambda: checking_in.take_back_check_in(who(request), row, organisation)  # noqa: E731
    return _press(request, pk, "here", act, done)


def _member(request: HttpRequest, pk: UUID, organisation: str) -> tuple[Session, str]:
    row = session_or_404(request, pk)
    names = member_names(row)
    if organisation not in names:
        raise Http404
    return row, names[organisation]


def _press(request: HttpRequest, pk: UUID, place: str, act: Callable[[], object], done: str = "") -> HttpResponse:
    there = onward(request, _cockpit(pk, place))
    return press(request, act, then=there, back=there, done=done)


def _cockpit(pk: UUID, place: str) -> str:
    return f"{reverse('cockpit:cockpit', args=[pk])}#{place}"
