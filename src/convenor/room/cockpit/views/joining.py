"""Joining a session with its code: no account, no session of the browser, and no name."""

from hmac import compare_digest

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from convenor.kernel.gate import open_to_all
from convenor.room.cockpit import cookies
from convenor.room.cockpit.codes import code_of, session_with
from convenor.room.cockpit.guessing import count_wrong, may_try
from convenor.room.cockpit.views.floor import read_late, shown
from convenor.room.meetings.models import Session
from convenor.room.polls.asking import book_of

WHOEVER_HAS_THE_CODE = gettext_lazy("Seen by whoever has the session's code. Who you are is not known here.")


@open_to_all
@require_safe
def join(request: HttpRequest) -> HttpResponse:
    """Ask for a session's code."""
    code = request.GET.get("code")
    if code is None:
        return _asks(request)
    if not may_try(request):
        return _too_many(request)
    session = session_with(code)
    return redirect("cockpit:joined", code_of(session)) if session else _leads_nowhere(request)


@csrf_exempt
@csp_update({"img-src": [SELF, "data:"]})
@open_to_all
def joined(request: HttpRequest, code: str) -> HttpResponse:
    """What happens in a session, and what it is asked, for whoever has its code.

    The slip, which the form and the cookie both have, stands in for the token of other forms. A phone's first page
    costs three requests: its icon is an empty one, which the content policy has to let in.
    """
    session = session_with(code)
    kept = cookies.slip_kept(request, session) if session else ""
    if not kept and not may_try(request):
        return _too_many(request)
    if request.method == "POST":
        return _reads(request, session, kept)
    if session is None:
        return _leads_nowhere(request)
    if code != code_of(session):
        return redirect("cockpit:joined", code_of(session))
    slip = kept or book_of(session).for_phone()
    response = shown(request, session, slip, _address(session), seen_by=WHOEVER_HAS_THE_CODE)
    if not kept:
        cookies.keep_slip(response, session, slip)
    return response


def _reads(request: HttpRequest, session: Session | None, kept: str) -> HttpResponse:
    if session and kept and compare_digest(request.POST.get("slip", "").encode(), kept.encode()):
        return read_late(request, session, kept, _address(session))
    if session is None:
        count_wrong(request)
    reason = _("This did not come from the page of a session that is open now. Join again with its code.")
    return render(request, "403.html", {"reason": reason}, status=403)


def _address(session: Session) -> str:
    return reverse("cockpit:joined", args=[code_of(session)])


def _leads_nowhere(request: HttpRequest) -> HttpResponse:
    count_wrong(request)
    return _asks(
        request,
        _("This code does not lead to a session now. Look at the shared screen and type it again, or ask there."),
        status=404,
    )


def _too_many(request: HttpRequest) -> HttpResponse:
    return _asks(
        request, _("Codes that lead nowhere were tried too often from here. Wait a minute, then try again."), status=429
    )


def _asks(request: HttpRequest, wrong: str = "", status: int = 200) -> HttpResponse:
    page = {"page_title": _("Join a session"), "wrong": wrong}
    return render(request, "cockpit/join.html", page, status=status)
