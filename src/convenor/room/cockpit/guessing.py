"""How often wrong codes may be tried from one place: counted where guesses at signing in are, and as forgetfully."""

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest

# A hall of a thousand phones behind one address mistypes no oftener, and one that guesses does not shut it out. At this
# pace half of the 30^6 codes take more than a year; a session is open for an hour or two.
_RATES = {"wrong_code": "600/m/ip"}


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
