"""Looking in as a role, without a password; only where the database is a demo and was started as one."""

from django import forms
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from convenor.demo.roles import ROLES
from convenor.kernel.gate import open_to_all
from convenor.kernel.installation import installation
from convenor.people.models import Account


class LookInForm(forms.Form):
    """Which role to look in as."""

    role = forms.ChoiceField(choices=[(role.key, role.label) for role in ROLES])


@open_to_all
def look_in(request: HttpRequest) -> HttpResponse:
    """Choose a role; outside a demo this address does not exist."""
    if not (settings.CONFIG.demo and installation().demo):
        raise Http404
    form = LookInForm(request.POST or None)
    if not form.is_valid():
        return render(request, "demo/look_in.html", {"roles": ROLES, "page_title": "Look in as a role"})
    chosen = next(role for role in ROLES if role.key == form.cleaned_data["role"])
    if not chosen.email:
        logout(request)
        return redirect("portal:home")
    account = get_object_or_404(Account, email=chosen.email)
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("start")
