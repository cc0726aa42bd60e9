"""Looking in as a role, without a password; only where the database is a demo and was started as one."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from convenor.demo.days import go_on_to
from convenor.demo.roles import ROLES
from convenor.kernel.gate import open_to_all
from convenor.kernel.installation import installation
from convenor.kernel.pages import attempt
from convenor.people.models import Account
from convenor.people.second_step import LOOKS_IN


class LookInForm(forms.Form):
    """Which role to look in as."""

    role = forms.ChoiceField(choices=[(role.key, role.label) for role in ROLES])


class DayForm(forms.Form):
    """To which day the demonstration goes on."""

    day = forms.DateField(
        label=_("Go on to"),
        help_text=_("A session opens on its day; a note can be published once the members' time to object is over."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": _("Choose the day to go on to."),
            "invalid": _("Write the date as year, month, day: 2023-03-21."),
        },
    )


@open_to_all
def look_in(request: HttpRequest) -> HttpResponse:
    """Choose a role, or let time pass; outside a demo this address does not exist."""
    if not (settings.CONFIG.demo and installation().demo):
        raise Http404
    if "day" in request.POST:
        return _let_time_pass(request, DayForm(request.POST))
    form = LookInForm(request.POST or None)
    if not form.is_valid():
        return _page(request, DayForm())
    chosen = next(role for role in ROLES if role.key == form.cleaned_data["role"])
    if not chosen.email:
        logout(request)
        return redirect("portal:home")
    account = get_object_or_404(Account, email=chosen.email)
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[LOOKS_IN] = True
    return redirect("start")


def _let_time_pass(request: HttpRequest, form: DayForm) -> HttpResponse:
    if not attempt(form, lambda: go_on_to(form.cleaned_data["day"])):
        return _page(request, form)
    messages.success(request, _("It is another day. Look in as somebody."))
    return redirect("look_in")


def _page(request: HttpRequest, form: DayForm) -> HttpResponse:
    return render(request, "demo/look_in.html", {"roles": ROLES, "form": form, "page_title": _("Look in as a role")})
