"""What views have in common: a page says where one stands and who sees it; a form says why something was declined."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from convenor.kernel.gate import Declined
from convenor.rules.vocabulary import Zone

SECRETARIAT_ONLY = "Seen by the secretariat only."
COHORT_MEMBERS = "Seen by the members of this cohort and the secretariat."
AT_THE_DESK = "Seen by the secretariat. Nothing here is public until two people release it."


def show(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    zone: Zone,
    seen_by: str,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Render a page that says its title, its zone and who sees it."""
    page = {"page_title": title, "zone": zone, "seen_by": seen_by, **context}
    return render(request, template, page, status=status)


def attempt(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do what a valid form asks for; if a rule declines, say why on the form and return False."""
    if not form.is_valid():
        return False
    try:
        act()
    except Declined as declined:
        form.add_error(None, declined.verdict.reason)
        return False
    return True
