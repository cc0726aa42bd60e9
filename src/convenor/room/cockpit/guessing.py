"""How often wrong codes may be tried from one place: counted where guesses at signing in are, and as forgetfully."""

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest

# A hall of people behind one address mistypes that often; trying all codes at this pace takes decades.
_RATES = {"wrong_code": "30/m/ip"}


def may_try(request: HttpRequest) -> bool:
    """Whether another code may be tried from here now."""
    return _counted(request, only_asked=True)


def count_wrong(request: HttpRequest) -> None:
    """A code led nowhere. Right ones are not counted, so that a room full of people joins at once."""
    _counted(request, only_asked=False)


def _counted(request: HttpRequest, *, only_asked: bool) -> bool:
    usage = consume(
        request, app="convenor.join", action="wrong_code", config=_RATES, dry_run=only_asked, limit_get=True
    )
    return usage is not None
