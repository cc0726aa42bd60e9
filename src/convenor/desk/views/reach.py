"""What every page of the desk reaches for: who asks, which draft, and what is shown when a rule declines."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy

from convenor.desk import queries
from convenor.desk.models import Draft
from convenor.desk.page import draft_page
from convenor.kernel.actor import who
from convenor.kernel.gate import Declined
from convenor.kernel.language import told
from convenor.kernel.pages import show
from convenor.rules.vocabulary import Zone

SEEN_BY = gettext_lazy("Seen by the secretariat.")


def draft_or_404(request: HttpRequest, key: UUID) -> Draft:
    """A draft that the actor may look at; any other is not there."""
    drafts = queries.with_facts(queries.visible_to(who(request)))
    return get_object_or_404(drafts.select_related("session__year"), pk=key)


def by_button(view: Callable[[HttpRequest, UUID], HttpResponse]) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """Declare that a view answers a button; whoever comes by its address, as after signing in again, sees the draft."""

    @wraps(view)
    def answered(request: HttpRequest, key: UUID) -> HttpResponse:
        if request.method == "POST":
            return view(request, key)
        return redirect("desk:draft", draft_or_404(request, key).pk)

    return answered


def at_the_desk(request: HttpRequest, template: str, *, title: str, **context: Any) -> HttpResponse:
    """Show a page of the secretariat's desk."""
    return show(request, f"desk/{template}", title=title, zone=Zone.DESK, seen_by=SEEN_BY, **context)


def show_draft(request: HttpRequest, draft: Draft, *, declined: str = "") -> HttpResponse:
    """Show a draft; with the reason on top if what somebody asked for was declined."""
    errors = [{"text": declined}] if declined else []
    status = 409 if declined else 200
    page = draft_page(who(request), draft)
    return at_the_desk(request, "draft.html", title=draft.title, status=status, errors=errors, **page)


def act(
    request: HttpRequest, draft: Draft, do: Callable[[], object], said: str, *, then: str = "desk:draft"
) -> HttpResponse:
    """Do what a button asks for and go back to the draft; if a rule declines, show the draft with the reason."""
    try:
        do()
    except Declined as declined:
        return show_draft(request, draft_or_404(request, draft.pk), declined=told(declined.verdict.reason))
    messages.success(request, said)
    return redirect(then, draft.pk)
