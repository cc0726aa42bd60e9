"""Where the statistics of a room are found."""

from django.urls import path, register_converter

from convenor.room.statistics import views


class KindOfRoom:
    """A cohort or a series, as an address says it."""

    regex = "cohorts|series"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KindOfRoom, "kind_of_room")

app_name = "statistics"

_ROOM = "statistics/<kind_of_room:kind>/<slug:slug>/"

urlpatterns = [
    path(_ROOM, views.room, name="room"),
    path(_ROOM + "open/", views.open_ledger, name="open"),
    path(_ROOM + "list/", views.from_list, name="from_list"),
    path(_ROOM + "about/", views.about, name="about"),
    path("statistics/cohorts/<slug:slug>/attendance/", views.from_attendance, name="from_attendance"),
    path("statistics/<uuid:pk>/", views.table, name="table"),
    path("statistics/<uuid:pk>/discard/", views.discard, name="discard"),
]
