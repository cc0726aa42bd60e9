"""What introductions hold about somebody; who wrote an ask, an offer or an action is kept nowhere."""

from django.utils.translation import gettext_lazy as _

from convenor.people.holding import GOES, Kind
from convenor.room.exchange.models import Introduction
from convenor.rules.retention import Record

_YOU = _("You alone; once both have agreed, the one other person")

KINDS = (
    Kind(
        what=_("Asks and offers that you answered"),
        record=Record.INTRODUCTIONS,
        seen_by=_YOU,
        erasure=GOES,
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
        erasure=GOES,
        model=Introduction,
        fields=("agreed_by",),
        shown=((_("Both agreed on"), "made_on"),),
    ),
)
