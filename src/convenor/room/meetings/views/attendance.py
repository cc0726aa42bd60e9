"""Who was represented: by hand, and by a meeting tool's report."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from convenor.kernel.actor import who
from convenor.kernel.gate import Declined, needs
from convenor.kernel.language import told
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, show
from convenor.room.meetings import sheet
from convenor.room.meetings.actions import reports
from convenor.room.meetings.actions.attendance import record_attendance
from convenor.room.meetings.actions.stage import can_have_attendance
from convenor.room.meetings.forms.attendance import AttendanceForm, ReportForm
from convenor.room.meetings.matching import Room, room_of
from convenor.room.meetings.models import AttendanceReport, ReportedAttendee, Session
from convenor.room.meetings.queries import label_of, represented_at, visible_to
from convenor.room.meetings.views.reach import place_of, session_or_404
from convenor.rules.attendance import Refused, Unreadable
from convenor.rules.vocabulary import Zone

A_PAGE = 50
Waiting = ReportedAttendee.Outcome.WAITING


@needs("attendance.record")
def attendance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say by whom each member was represented."""
    row = session_or_404(request, pk)
    form = _by_hand(request, row)
    if attempt(form, lambda: record_attendance(who(request), row, form.represented())):
        messages.success(request, _("Attendance is recorded."))
        return redirect("meetings:session", pk)
    return _page(request, row, form, ReportForm())


@needs("attendance.record")
def import_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read a report and go on to the queue."""
    row = session_or_404(request, pk)
    form = ReportForm(request.POST or None, request.FILES or None)
    imported: list[AttendanceReport] = []
    if attempt(form, lambda: imported.append(_import(request, row, form))):
        return redirect("meetings:report", imported[0].pk)
    return _page(request, row, _by_hand(request, row, fresh=True), form)


def _import(request: HttpRequest, row: Session, form: ReportForm) -> AttendanceReport:
    file = form.cleaned_data["report"]
    try:
        return reports.import_report(who(request), row, file.read(), file.name)
    except (Unreadable, Refused) as problem:
        raise Declined(reports.as_verdict(problem)) from None


def _by_hand(request: HttpRequest, row: Session, *, fresh: bool = False) -> AttendanceForm:
    recorded = represented_at(row) if row.attendance_recorded_at else None
    sent = None if fresh else request.POST or None
    return AttendanceForm(sent, members=sheet.member_names(row), recorded=recorded)


def _page(request: HttpRequest, row: Session, by_hand: AttendanceForm, upload: ReportForm) -> HttpResponse:
    return show(
        request,
        "meetings/attendance.html",
        title=_("Attendance"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=label_of(row).full,
        session=row,
        within=place_of(row),
        by_hand=by_hand,
        upload=upload,
        form=by_hand if by_hand.errors else upload,
        reports=[(sheet.REPORTS[one.source], one) for one in row.reports.order_by("-read_at")],
        may_record=can_have_attendance(row),
        sentence=sheet.attendance_in_words(row),
        synthetic=sheet.is_synthetic(row),
    )


@needs("attendance.record")
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The queue: who is who, as a person says."""
    row = _report_or_404(request, pk)
    room = room_of(row.session)
    page = Paginator(row.attendees.all(), A_PAGE).get_page(request.GET.get("page"))
    problem = ""
    if request.method == "POST":
        try:
            reports.confirm_attendees(who(request), row, _decided(request, page))
        except Declined as declined:
            problem = told(declined.verdict.reason)
        else:
            return redirect(_onward(request, page))
    return show(
        request,
        "meetings/report.html",
        title=_("Who came"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=label_of(row.session).full,
        session=row.session,
        within=place_of(row.session),
        report=row,
        page=page,
        queue=[(attendee, room.proposed(attendee), _chosen(attendee, room)) for attendee in page],
        groups=room.groups,
        waiting=row.attendees.filter(outcome=Waiting).count(),
        sure=_sure(row, room),
        errors=[{"text": problem}] if problem else [],
        synthetic=sheet.is_synthetic(row.session),
    )


def _decided(request: HttpRequest, page: Page[ReportedAttendee]) -> dict[int, str]:
    """The answers on this page; nobody is decided by leaving a question open."""
    answers = {attendee.position: request.POST.get(f"who-{attendee.position}", "") for attendee in page}
    return {position: key for position, key in answers.items() if key}


def _sure(row: AttendanceReport, room: Room) -> int:
    waiting = row.attendees.filter(outcome=Waiting)
    return sum(any(one.sure for one in room.proposed(attendee)) for attendee in waiting)


def _chosen(attendee: ReportedAttendee, room: Room) -> str:
    """What was decided, in words; empty while it waits."""
    if attendee.outcome == Waiting:
        return ""
    if not attendee.capacity:
        return _("Nothing is kept")
    return room.credited(attendee.organisation_id or "", attendee.capacity)


def _onward(request: HttpRequest, page: Page[ReportedAttendee]) -> str:
    ahead = page.next_page_number() if page.has_next() else 1
    return f"{request.path}?page={ahead}" if page.has_other_pages() else request.path


@needs("attendance.record")
@require_POST
def confirm_sure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirm all whose address is known."""
    row = _report_or_404(request, pk)
    count = reports.confirm_sure(who(request), row)
    words = ngettext("%(count)d person is confirmed.", "%(count)d people are confirmed.", count)
    messages.success(request, words % {"count": count})
    return redirect("meetings:report", pk)


@needs("attendance.record")
@require_POST
def settle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record who was represented and wipe the names."""
    row = _report_or_404(request, pk)
    reports.settle_report(who(request), row)
    messages.success(request, _("Attendance is recorded. The names and addresses of the report are gone."))
    return redirect("meetings:attendance", row.session_id)


@needs("attendance.record")
@require_POST
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw a report away."""
    row = _report_or_404(request, pk)
    reports.discard_report(who(request), row)
    messages.success(request, _("The report is thrown away, with every name in it."))
    return redirect("meetings:attendance", row.session_id)


def _report_or_404(request: HttpRequest, pk: UUID) -> AttendanceReport:
    rows = AttendanceReport.objects.filter(session__in=visible_to(who(request)))
    return get_object_or_404(rows.select_related("session__year__cohort"), pk=pk)
