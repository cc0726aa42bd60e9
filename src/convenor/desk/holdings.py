"""What the desk holds about somebody: which texts one worked on or answered for, by day and without their words."""

from django.utils.translation import gettext_lazy as _

from convenor.desk.models import Announcement, Approval, Keeping, ParticipantList, SendingBack, Waiver, Writer
from convenor.people.holding import STAYS, Kind
from convenor.rules.retention import Record

_DESK = _("The secretariat")
_OWN = _("You and the secretariat; nobody else learns that you were asked, nor what you answered")

KINDS = (
    Kind(
        what=_("Texts that you wrote part of"),
        record=Record.DESK_WORK,
        seen_by=_DESK,
        erasure=STAYS,
        model=Writer,
        fields=("account",),
        shown=((_("Text"), "draft_id"),),
    ),
    Kind(
        what=_("Words that you decided to keep"),
        record=Record.DESK_WORK,
        seen_by=_DESK,
        erasure=STAYS,
        model=Keeping,
        fields=("account",),
        shown=((_("Text"), "draft_id"), (_("When"), "kept_at")),
    ),
    Kind(
        what=_("Texts that you approved"),
        record=Record.DESK_WORK,
        seen_by=_DESK,
        erasure=STAYS,
        model=Approval,
        fields=("account",),
        shown=((_("Text"), "draft_id"), (_("When"), "approved_at")),
    ),
    Kind(
        what=_("Texts that you sent back"),
        record=Record.DESK_WORK,
        seen_by=_DESK,
        erasure=STAYS,
        model=SendingBack,
        fields=("account",),
        shown=((_("Text"), "draft_id"), (_("When"), "sent_at")),
    ),
    Kind(
        what=_("Members whom you asked to agree to words"),
        record=Record.DESK_WORK,
        seen_by=_DESK,
        erasure=STAYS,
        model=Waiver,
        fields=("asked_by",),
        shown=((_("Asked on"), "asked_at"),),
    ),
    Kind(
        what=_("Series that you asked a colleague to agree to"),
        record=Record.DESK_WORK,
        seen_by=_DESK,
        erasure=STAYS,
        model=Announcement,
        fields=("asked_by",),
        shown=((_("Series"), "series_id"), (_("Asked on"), "asked_at")),
    ),
    Kind(
        what=_("Lists of participants that you asked a colleague to agree to"),
        record=Record.DESK_WORK,
        seen_by=_DESK,
        erasure=STAYS,
        model=ParticipantList,
        fields=("asked_by",),
        shown=((_("Cohort"), "cohort_id"), (_("Asked on"), "asked_at")),
    ),
    Kind(
        what=_("Words that point to you, which you were asked to agree to"),
        record=Record.DESK_WORK,
        seen_by=_OWN,
        erasure=STAYS,
        model=Waiver,
        fields=("person",),
        shown=((_("Words"), "text"), (_("Asked on"), "asked_at"), (_("Answer"), "state|WaiverState")),
    ),
    Kind(
        what=_("Words that point to your organisation, for which you answered"),
        record=Record.DESK_WORK,
        seen_by=_OWN,
        erasure=STAYS,
        model=Waiver,
        fields=("answered_by",),
        shown=((_("Words"), "text"), (_("Answer"), "state|WaiverState"), (_("Answered on"), "answered_at")),
    ),
)
