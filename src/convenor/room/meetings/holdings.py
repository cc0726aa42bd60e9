"""What sessions hold about somebody: only that one was named to stand in, and what waits to be settled."""

from django.utils.translation import gettext_lazy as _

from convenor.people.holding import GOES, Kind, emptied, goes_along
from convenor.room.meetings.briefs import renew_links
from convenor.room.meetings.models import Delegation, ExpertRequest, ExpertThanks, ReportedAttendee
from convenor.rules.retention import Record

KINDS = (
    Kind(
        what=_("Sessions at which you were named to stand in or to come along"),
        record=Record.STAND_INS,
        seen_by=_("You, your organisation's nominees and the secretariat"),
        erasure=GOES,
        model=Delegation,
        fields=("person", "email"),
        besides=("moved_to",),
        follows=renew_links,
        shown=(
            (_("Your name"), "name"),
            (_("Address"), "email"),
            (_("As"), "capacity|Capacity"),
            (_("For"), "organisation_id"),
            (_("Session of"), "session.starts_at"),
        ),
        agreed=(
            (_("The ground rules, for one session"), "rules_version", "accepted_on"),
            (_("The anti-trust statement, for one session"), "statement_version", "accepted_on"),
        ),
    ),
    Kind(
        what=_("Your line in a meeting tool's report that no officer has settled yet"),
        record=Record.REPORTS,
        seen_by=_("The secretariat"),
        erasure=emptied(name="", email="", person=None),
        model=ReportedAttendee,
        fields=("person", "email"),
        follows=goes_along("email"),
        shown=((_("Your name"), "name"), (_("Address"), "email"), (_("Session of"), "report.session.starts_at")),
    ),
    Kind(
        what=_("That you were asked to brief a session"),
        record=Record.EXPERT_REQUESTS,
        seen_by=_("The secretariat, until the session begins"),
        erasure=GOES,
        model=ExpertRequest,
        fields=("address",),
        follows=goes_along("address"),
        shown=((_("Address"), "address"), (_("Asked on"), "asked_on"), (_("Organisation"), "organisation_id")),
        agreed=(
            (_("The ground rules, as an expert"), "rules_version", "accepted_on"),
            (_("The anti-trust statement, as an expert"), "statement_version", "accepted_on"),
        ),
    ),
    Kind(
        what=_("That you want to hear what came of a session"),
        record=Record.EXPERT_THANKS,
        seen_by=_("Nobody; it is there so that a mail can reach you"),
        erasure=GOES,
        model=ExpertThanks,
        fields=("address",),
        follows=goes_along("address"),
        shown=((_("Address"), "address"), (_("Until"), "forget_on")),
    ),
)
