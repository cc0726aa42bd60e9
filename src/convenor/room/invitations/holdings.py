"""What invitations and calendars hold about somebody."""

from django.utils.translation import gettext_lazy as _

from convenor.people.holding import GOES, Kind, emptied
from convenor.room.invitations.actions.answering import renew_links
from convenor.room.invitations.models import Feed, Invitation
from convenor.rules.retention import Record

KINDS = (
    Kind(
        what=_("Invitations to sessions to come, and your answers"),
        record=Record.INVITATIONS,
        seen_by=_("You and the secretariat"),
        erasure=GOES,
        model=Invitation,
        fields=("person", "address"),
        follows=renew_links,
        shown=(
            (_("Session of"), "session.starts_at"),
            (_("Sent to"), "address"),
            (_("Sent on"), "sent_at"),
            (_("Your answer"), "answer"),
            (_("Answered on"), "answered_at"),
            (_("Whom your calendar named to stand in"), "proposed"),
        ),
    ),
    Kind(
        what=_("That somebody's calendar named your address to stand in"),
        record=Record.INVITATIONS,
        seen_by=_("Whoever named you, and the secretariat"),
        erasure=emptied(proposed=""),
        model=Invitation,
        fields=("proposed",),
        shown=((_("Session of"), "session.starts_at"),),
    ),
    Kind(
        what=_("The secret address of your own calendar"),
        record=Record.ACCOUNTS,
        seen_by=_("You alone"),
        erasure=GOES,
        model=Feed,
        fields=("person",),
        shown=((_("Made on"), "made_on"),),
    ),
)
