"""What introductions hold about somebody; who wrote an ask, an offer or an action is kept nowhere."""

from django.utils.translation import gettext_lazy as _

from convenor.people.holding import Erasure, Kind
from convenor.room.exchange.actions.forgetting import forget_introductions
from convenor.room.exchange.models import Introduction
from convenor.rules.retention import Record

_YOU = _("You alone; once both have agreed, the one other person")
# With its events, and counted where it was made: rows that are deleted one by one would leave both behind.
_FORGOTTEN = Erasure(words=_("Goes."), act=lambda rows, _today: forget_introductions(rows))

KINDS = (
    Kind(
        what=_("Asks and offers that you answered"),
        record=Record.INTRODUCTIONS,
        seen_by=_YOU,
        erasure=_FORGOTTEN,
        model=Introduction,
        fields=("answered_by",),
        shown=(
            (_("Answered on"), "answered_on"),
            (_("Your words"), "words"),
            (_("Both agreed on"), "made_on"),
        ),
    ),
    Kind(
        what=_("Introductions to which you agreed"),
        record=Record.INTRODUCTIONS,
        seen_by=_YOU,
        erasure=_FORGOTTEN,
        model=Introduction,
        fields=("agreed_by",),
        shown=((_("Both agreed on"), "made_on"),),
    ),
)
