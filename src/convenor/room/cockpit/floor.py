"""What those who take part see on their own screens, with or without an account."""

from django.template.loader import render_to_string

from convenor.kernel.live.snapshots import Last
from convenor.room.cockpit.happening import Stage, happening_with


def snapshot(key: str) -> str:
    """The floor of a session as all its listeners are sent it: nothing in it is anybody's own."""
    now = happening_with(key)
    fragment = render_to_string("cockpit/_floor.html", {"now": now})
    return Last(fragment) if now.stage == Stage.OVER else fragment
