"""Every address of the product, wing by wing."""

from django.urls import include, path

from convenor.demo.views import look_in
from convenor.desk.views.newsletters import send_again, subscriptions
from convenor.secretariat.views import start

urlpatterns = [
    path("start/", start, name="start"),
    path("look-in/", look_in, name="look_in"),
    path("", include("convenor.people.urls")),
    path("", include("convenor.public.portal.urls")),
    path("", include("convenor.secretariat.urls")),
    path("", include("convenor.room.cohorts.urls")),
    path("", include("convenor.room.meetings.urls")),
    path("", include("convenor.room.invitations.urls")),
    path("", include("convenor.room.groups.urls")),
    path("", include("convenor.room.series.urls")),
    path("newsletter/subscriptions/", subscriptions, name="newsletter_subscriptions"),
    path("newsletter/subscriptions/send-again/", send_again, name="newsletter_send_again"),
    path("", include("convenor.room.newsletter.urls")),
    path("", include("convenor.room.statistics.urls")),
    path("", include("convenor.room.polls.urls")),
    path("", include("convenor.room.breakouts.urls")),
    path("", include("convenor.room.cockpit.urls")),
    path("", include("convenor.room.standing.urls")),
    path("", include("convenor.room.reviews.urls")),
    path("", include("convenor.room.exchange.urls")),
    path("desk/", include("convenor.desk.urls")),
]

handler400 = "convenor.kernel.views.bad_request"
handler403 = "convenor.kernel.views.forbidden"
handler404 = "convenor.kernel.views.not_found"
handler500 = "convenor.kernel.views.failed"
