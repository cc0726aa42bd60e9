"""Pages for what goes wrong: each says what happened and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from convenor.kernel.gate import open_to_all


@open_to_all
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be used."""
    return render(request, "400.html", status=400)


@open_to_all
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """This may not be done by this person."""
    return render(request, "403.html", {"reason": ""}, status=403)


@open_to_all
def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the mark that it is from a page of ours, or with an older one."""
    return render(request, "403_csrf.html", status=403)


@open_to_all
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not there, or not this person's: both look the same."""
    return render(request, "404.html", status=404)


@open_to_all
def failed(request: HttpRequest) -> HttpResponse:
    """A fault of ours; the page asks nothing of the database, which may be what failed."""
    return HttpResponse(get_template("500.html").render(), status=500)
