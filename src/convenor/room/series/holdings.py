"""What the open series hold about somebody with an account: only that one offered to speak.

Who registered is sealed, and no column leads from an account to it.
"""

from django.utils.translation import gettext_lazy as _

from convenor.people.holding import Erasure, Kind
from convenor.room.series.models import SpeakerOffer
from convenor.room.series.speaking import forget
from convenor.rules.retention import Record

# With its events; a session that so loses its speaker is noted.
_FORGOTTEN = Erasure(words=_("Goes."), act=lambda rows, _today: forget(rows.values_list("pk", flat=True)))

KINDS = (
    Kind(
        what=_("That you offered to speak at open sessions"),
        record=Record.SPEAKER_OFFERS,
        seen_by=_("You and the secretariat"),
        erasure=_FORGOTTEN,
        model=SpeakerOffer,
        fields=("person",),
        shown=(
            (_("Offered on"), "offered_on"),
            (_("Your words"), "words"),
            (_("What became of it"), "state|OfferState"),
            (_("For"), "organisation_id"),
            (_("Session of"), "webinar.session.starts_at"),
        ),
    ),
)
