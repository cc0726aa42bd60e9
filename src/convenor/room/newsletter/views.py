"""The newsletter's open pages. They look like the public site, and show nobody who else takes it.

They are made without who asks: somebody who is signed in gets the same page as everybody.
"""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from convenor.kernel.asking import posted_in_short
from convenor.kernel.gate import ANSWERED, open_to_all
from convenor.kernel.pages import attempt, link_over, show_to_all
from convenor.people.open_forms import may_be_sent
from convenor.room.newsletter import actions, queries
from convenor.room.newsletter.forms import LONGEST, SubscribeForm
from convenor.room.newsletter.models import Subscription


@open_to_all
@require_http_methods(ANSWERED)
def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask for the newsletter. Every address gets the same answer, so that nobody learns who takes it."""
    form = SubscribeForm(posted_in_short(request, LONGEST))
    if request.method == "POST":
        if not may_be_sent(request, "newsletter"):
            form.add_error(
                None, _("This form was sent too often from where you are. Wait some minutes, then try again.")
            )
            return _form_page(request, form, status=429)
        if attempt(form, lambda: actions.subscribe(form.cleaned_data["email"])):
            return redirect("newsletter:asked")
    return _form_page(request, form)


@open_to_all
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Somebody asked for the newsletter, and reads what to do now."""
    return _page(request, "asked.html", title=_("Look into your mailbox"))


@open_to_all
@require_http_methods(ANSWERED)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What the first mail leads to: one button. Opening the page does nothing, because scanners open every link."""
    return _one_button(
        request,
        token,
        leads_to=queries.to_confirm,
        press=actions.confirm,
        before=("confirm.html", _("Do you want the newsletter?")),
        after=("confirmed.html", _("You take the newsletter")),
        over=_nothing_to_confirm,
    )


@open_to_all
@require_http_methods(ANSWERED)
def end(request: HttpRequest, token: str) -> HttpResponse:
    """What each mail leads to for whoever has enough: one button, and nothing to explain."""
    return _one_button(
        request,
        token,
        leads_to=queries.to_end,
        press=actions.end,
        before=("end.html", _("End the newsletter?")),
        after=("ended.html", _("You get no newsletter any more")),
        over=_nothing_to_end,
    )


@csrf_exempt
@open_to_all
def end_at_once(request: HttpRequest, token: str) -> HttpResponse:
    """A mail program's own button (RFC 8058): it has no session and no token of a form, only the signed link.

    Whoever opens the address by hand is led to the page with the button. A program may ask once more where the answer
    was lost; what has ended is ended.
    """
    if not queries.was_to_end(token):
        return _nothing_to_end(request)
    if request.method != "POST":
        return redirect("newsletter:end", token)
    if request.POST.get("List-Unsubscribe") != "One-Click":
        return render(request, "403.html", {"reason": _("No mail program sent this. Open the link.")}, status=403)
    actions.end(token)
    return HttpResponse(_("Ended."), content_type="text/plain; charset=utf-8")


def _one_button(
    request: HttpRequest,
    token: str,
    *,
    leads_to: Callable[[str], Subscription | None],
    press: Callable[[str], bool],
    before: tuple[str, str],
    after: tuple[str, str],
    over: Callable[[HttpRequest], HttpResponse],
) -> HttpResponse:
    """The page of a mailed link: the button `before`, what it did `after`, each a template and a title."""
    if request.method == "POST":
        done = press(token)
        return _page(request, after[0], title=after[1]) if done else over(request)
    return over(request) if leads_to(token) is None else _page(request, before[0], title=before[1])


def _nothing_to_confirm(request: HttpRequest) -> HttpResponse:
    then = _("If you pressed the button before, you take the newsletter already. If not, ask for it anew on its page.")
    return link_over(request, then)


def _nothing_to_end(request: HttpRequest) -> HttpResponse:
    then = _("If you pressed the button before, nothing is sent to you any more, and your address is erased.")
    return link_over(request, then)


def _form_page(request: HttpRequest, form: Form, status: int = 200) -> HttpResponse:
    return _page(request, "subscribe.html", title=_("Get the newsletter"), form=form, status=status)


def _page(request: HttpRequest, template: str, *, title: str, status: int = 200, **context: Any) -> HttpResponse:
    return show_to_all(request, f"newsletter/{template}", title=title, place="newsletter", status=status, **context)
