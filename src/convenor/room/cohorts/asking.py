"""One question a page: a form, what it is for, and where one is afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from convenor.kernel.actor import Actor
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, show
from convenor.rules.vocabulary import Zone


class Back(NamedTuple):
    """Where one came from, and goes again."""

    url: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What a page with one form says: its title, its button, what is said once it is done, and the way back."""

    title: str
    button: str
    done: str
    back: Back
    lead: str = ""
    consequences: tuple[str, ...] = ()
    danger: bool = False


def who(request: HttpRequest) -> Actor:
    """The actor that the middleware attached."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, or None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def ask(
    request: HttpRequest,
    form: forms.Form,
    question: Question,
    act: Callable[[], object],
    *,
    template: str = "cohorts/question.html",
    **context: Any,
) -> HttpResponse:
    """Show the form; once it holds, act and go back with a word of what was done. A refusal stands on the form."""
    if attempt(form, act):
        messages.success(request, question.done)
        return redirect(question.back.url)
    return show(
        request,
        template,
        title=question.title,
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=question.lead,
        form=form,
        question=question,
        **context,
    )
