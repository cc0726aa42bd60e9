"""How often a form that is open to all may be sent from one place; counted in memory, forgotten within the hour."""

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest

# An office behind one address registers at once; a machine that sends ten thousand is stopped after these.
_RATES = "30/m/ip,300/h/ip"


def may_be_sent(request: HttpRequest, form: str) -> bool:
    """Count that an open form was sent from here; False where that was too often."""
    return consume(request, app="convenor.open", action=form, config={form: _RATES}, limit_get=True) is not None
