"""What the secretariat sees of one poll while its page is open: the same for all who look."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from convenor.kernel.live.snapshots import Last
from convenor.room.polls import asking
from convenor.room.polls.actions import showing
from convenor.room.polls.actions.noting import in_the_room
from convenor.room.polls.actions.tables import what_was_shown
from convenor.room.polls.models import Poll
from convenor.rules.vocabulary import PollState


def snapshot(key: str) -> str:
    """A poll as its listeners are sent it; where it was thrown away or destroyed, that it is gone."""
    found = Poll.objects.select_related("session__year__cohort", "item", "prompt").filter(pk=key).first()
    return fragment(found) if found else Last(f"<p data-say>{_('This poll is gone.')}</p>")


def fragment(poll: Poll) -> str:
    """What the page shows at first and what its listeners get, byte for byte the same."""
    return render_to_string("polls/_poll.html", _told(poll))


def _told(poll: Poll) -> dict[str, Any]:
    enough = poll.state == PollState.CLOSED and poll.answered is not None
    is_words = poll.kind in showing.IN_OWN_WORDS
    return {
        "poll": poll,
        "session": poll.session,
        "answered": asking.answers_so_far(poll),
        "enough": enough,
        "is_words": is_words,
        "waits": showing.undecided(poll) if enough and is_words else 0,
        "limits": poll.limits,
        "in_the_room": in_the_room(poll),
        "to_tell": [said.labels[0] for said in what_was_shown(poll)],
    }
