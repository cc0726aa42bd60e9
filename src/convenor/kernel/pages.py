"""What views have in common: a page says where one stands and who sees it; a form says why something was declined."""

import logging
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.context_processors import csrf
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from convenor.kernel.gate import Declined
from convenor.kernel.language import in_place, told
from convenor.rules.signs import in_one_line
from convenor.rules.vocabulary import Zone

SECRETARIAT_ONLY = _lazy("Seen by the secretariat only.")
COHORT_MEMBERS = _lazy("Seen by the members of this cohort and the secretariat.")
AT_ONCE = _lazy(
    "Somebody did the same at the same moment, so nothing was kept. Look at what is there now, then try again."
)
NOTHING_SEEN = _lazy("There is nothing to be seen here. Type it anew.")
AT_THE_DESK = _lazy("Seen by the secretariat. Nothing here is public until two people release it.")
log = logging.getLogger("convenor.pages")


def show(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    zone: Zone,
    seen_by: str | Promise,
    lead: str | Promise = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Render a page that says its title, its zone and who sees it."""
    said = {"page_title": in_place(title), "zone": zone, "seen_by": in_place(seen_by), "lead": in_place(lead)}
    return render(request, template, said | context, status=status)


def show_to_all(
    request: HttpRequest, template: str, *, title: str, place: str, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page of the public site that has a form.

    It is made without who asks, so that somebody who is signed in gets the same page as everybody.
    """
    made = {
        "page_title": title,
        "place": place,
        "installation": getattr(request, "installation", None),
        "site": settings.CONVENOR_SITE,
        **csrf(request),
        **context,
    }
    return HttpResponse(render_to_string(template, made), status=status)


def link_over(request: HttpRequest, then: str) -> HttpResponse:
    """Answer a mailed link that leads nowhere; forged, used, taken back, too old and over look the same.

    `then` says what whoever holds it can do.
    """
    return show(
        request,
        "link_over.html",
        title=_("This link has ended"),
        zone=Zone.ROOM,
        seen_by=_("Seen by whoever has the link."),
        status=404,
        then=then,
    )


def plainly_written(form: forms.Form) -> bool:
    """Take signs that nobody sees out of a valid form's lines; False, and said there, where nothing else was typed."""
    for name, said in list(form.cleaned_data.items()):
        widget = form.fields[name].widget if name in form.fields else None
        if said and isinstance(said, str) and isinstance(widget, forms.TextInput | forms.EmailInput):
            form.cleaned_data[name] = in_one_line(said)
            if not form.cleaned_data[name]:
                form.add_error(name, NOTHING_SEEN)
    return not form.errors


def attempt(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do what a valid form asks for; if a rule declines, say why on the form and return False.

    A rule looks before it writes, so a constraint that then fails means that somebody else wrote in between.
    """
    if not form.is_valid() or not plainly_written(form):
        return False
    try:
        act()
    except Declined as declined:
        form.add_error(None, told(declined.verdict.reason))
        return False
    except IntegrityError as collision:
        log.warning("two at once", exc_info=collision)
        form.add_error(None, AT_ONCE)
        return False
    return True
