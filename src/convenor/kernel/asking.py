"""One question a page: a form, what it is for, and where one is afterwards."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, show
from convenor.rules.vocabulary import Zone


class Back(NamedTuple):
    """Where one came from, and goes again."""

    url: str
    label: str


class NothingForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, or None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def ask(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], object],
    *,
    title: str,
    button: str,
    done: str,
    back: Back,
    lead: str = "",
    consequences: tuple[str, ...] = (),
    danger: bool = False,
    template: str = "patterns/question_page.html",
    **context: Any,
) -> HttpResponse:
    """Ask the secretariat one thing; once the form holds, act, say what was done and go back.

    What a rule declines stands on the form. A template of one's own extends the pattern.
    """
    if attempt(form, act):
        messages.success(request, done)
        return redirect(back.url)
    return show(
        request,
        template,
        title=title,
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=lead,
        form=form,
        button=button,
        back=back,
        consequences=consequences,
        danger=danger,
        **context,
    )
