"""One question a page, or one button: what it is for, and where one is afterwards."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme

from convenor.kernel.gate import Declined
from convenor.kernel.language import in_place, told
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, show
from convenor.rules.vocabulary import Zone

Made = TypeVar("Made")


class Back(NamedTuple):
    """Where one came from, and goes again."""

    url: str
    label: str


class NothingForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, or None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def posted_in_short(request: HttpRequest, longest: int) -> QueryDict | None:
    """The same, each value no longer than it takes to see that it is too long: what is wrong is shown again."""
    sent = posted(request)
    if sent is None:
        return None
    cut = QueryDict(mutable=True)
    for name, values in sent.lists():
        cut.setlist(name, [value[: longest + 1] for value in values])
    return cut


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
    seen_by: str | Promise = SECRETARIAT_ONLY,
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
        seen_by=seen_by,
        lead=lead,
        form=form,
        button=button,
        back=Back(back.url, in_place(back.label)),
        consequences=consequences,
        danger=danger,
        **context,
    )


def press(
    request: HttpRequest,
    act: Callable[[], Made],
    *,
    then: str | Callable[[Made], str],
    back: str,
    done: str | Callable[[Made], str] = "",
) -> HttpResponse:
    """Do what a button with nothing to fill in asks for, say what was done and go on.

    What a rule declines is said at the address `back`, where the button stands. What is said and the address to go on
    to may be made of what the act returns.
    """
    try:
        made = act()
    except Declined as declined:
        messages.error(request, told(declined.verdict.reason))
        return redirect(back)
    if done:
        messages.success(request, done if isinstance(done, str) else done(made))
    return redirect(then if isinstance(then, str) else then(made))


def onward(request: HttpRequest, default: str) -> str:
    """Where the page that a button stands on wants somebody to be afterwards: its field `next`, or this default.

    Only an address of this installation, from its root, is taken; anything else would lead elsewhere.
    """
    wanted = request.POST.get("next", "")
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else default
