"""Where the header leads, in its order."""

from django.utils.translation import gettext_lazy as _

from convenor.desk.queries import questions_waiting
from convenor.kernel.context import Place
from convenor.room.exchange.queries import decisions_waiting, waiting_for

PLACES = (
    Place(label=_("Monday"), url_name="secretariat:monday", capability="monday.read"),
    Place(label=_("My organisation"), url_name="standing:mine", capability="own_organisation.read"),
    Place(label=_("Asks and offers"), url_name="exchange:index", capability="posting.read", waits=waiting_for),
    Place(label=_("Our people"), url_name="cohorts:ours", capability="own_people.read", unless="own_organisation.read"),
    Place(label=_("My calendar"), url_name="invitations:mine", capability="own_calendar.read"),
    Place(label=_("Compliance packs"), url_name="meetings:packs", capability="counsel.read"),
    Place(label=_("Cohorts"), url_name="cohorts:index", capability="cohort.read"),
    Place(
        label=_("Asks and offers"), url_name="exchange:to_decide", capability="posting.decide", waits=decisions_waiting
    ),
    Place(label=_("Series"), url_name="series:index", capability="series.read"),
    Place(label=_("Desk"), url_name="desk:index", capability="desk.read"),
    Place(label=_("Library"), url_name="portal:home", capability="desk.read"),
    Place(label=_("Notes to look at"), url_name="desk:in_view", capability="draft.object", waits=questions_waiting),
)
