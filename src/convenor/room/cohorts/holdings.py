"""What seats, nominations and contacts hold about somebody."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from convenor.people.holding import ENDS, GOES, Kind
from convenor.room.cohorts.actions.asked import ask_anew
from convenor.room.cohorts.actions.letting_in import moves_unseen
from convenor.room.cohorts.actions.parting import end_seats
from convenor.room.cohorts.models import Contact, ContinuityKit, Nomination, OrganisationCounsel, SeatHolding
from convenor.rules.retention import Record

_OWN_PEOPLE = _("You, the people of your organisation and the secretariat")

KINDS = (
    Kind(
        what=_("Seats that you hold or held"),
        record=Record.SEATS,
        seen_by=_OWN_PEOPLE,
        erasure=replace(ENDS, act=end_seats),
        model=SeatHolding,
        fields=("person",),
        shown=(
            (_("Seat"), "seat.number"),
            (_("Of"), "seat.membership.organisation_id"),
            (_("In"), "seat.membership.cohort.name"),
            (_("Since"), "since"),
            (_("Until"), "until"),
        ),
        agreed=((_("The ground rules, with your seat"), "rules_version", "rules_accepted_on"),),
    ),
    Kind(
        what=_("Seats that you were asked to take"),
        record=Record.NOMINATIONS,
        seen_by=_OWN_PEOPLE,
        erasure=GOES,
        model=Nomination,
        fields=("email",),
        besides=("moved_to",),
        follows=ask_anew,
        shown=(
            (_("Your name"), "name"),
            (_("Address"), "email"),
            (_("Function"), "function"),
            (_("Time zone"), "time_zone"),
            (_("Asked on"), "asked_on"),
            (_("What became of it"), "state|NominationState"),
            (_("On"), "ended_on"),
            (_("Your word"), "word"),
        ),
    ),
    Kind(
        what=_("What an organisation wrote of you as its contact"),
        record=Record.CONTACTS,
        seen_by=_OWN_PEOPLE,
        erasure=GOES,
        model=Contact,
        fields=("person", "email"),
        besides=("moved_to",),
        follows=moves_unseen,
        shown=(
            (_("Kind"), "kind|ContactKind"),
            (_("Of"), "membership.organisation_id"),
            (_("Your name"), "name"),
            (_("Address"), "email"),
            (_("Function"), "function"),
            (_("Topic"), "topic"),
            (_("Since"), "since"),
            (_("Until"), "until"),
        ),
    ),
    Kind(
        what=_("Where your own material goes when you leave"),
        record=Record.KITS,
        seen_by=_("You alone"),
        erasure=GOES,
        model=ContinuityKit,
        fields=("person", "address"),
        shown=((_("Address"), "address"), (_("You left on"), "left_on")),
    ),
    Kind(
        what=_("Organisations whose counsel you are or were"),
        record=Record.SEATS,
        seen_by=_OWN_PEOPLE,
        erasure=GOES,
        model=OrganisationCounsel,
        fields=("person", "email"),
        besides=("moved_to",),
        follows=moves_unseen,
        shown=(
            (_("Of"), "organisation_id"),
            (_("Your name"), "name"),
            (_("Address"), "email"),
            (_("Since"), "since"),
            (_("Until"), "until"),
        ),
    ),
)
