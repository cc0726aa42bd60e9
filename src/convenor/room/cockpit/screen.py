"""What a whole room sees on the shared screen; whoever looks at it may be anybody."""

from typing import Any

from django.template.loader import render_to_string

from convenor.kernel.live.snapshots import Last
from convenor.room.cockpit.happening import Happening, Stage, happening_with
from convenor.room.polls.asking import answers_so_far
from convenor.room.polls.models import Poll


def snapshot(key: str) -> str:
    """The shared screen of a session as all its listeners are sent it."""
    now = happening_with(key)
    fragment = render_to_string("cockpit/_screen.html", on_screen(now))
    return Last(fragment) if now.stage == Stage.OVER else fragment


def on_screen(now: Happening) -> dict[str, Any]:
    """What the screen shows: the question with how many have answered, or else the result that belongs here."""
    return {
        "now": now,
        "answers": answers_so_far(now.asked) if now.asked else "",
        "result": None if now.asked else _result(now),
    }


def _result(now: Happening) -> Poll | None:
    """The last result, until the item that it belongs to is over."""
    here = (poll for poll in now.shown if poll.item_id is None or now.item is None or poll.item_id == now.item.pk)
    return next(here, None)
