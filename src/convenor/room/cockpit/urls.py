"""Where the pages of the hour are found."""

from django.urls import path

from convenor.room.cockpit.views import floor, joining, screen

app_name = "cockpit"

urlpatterns = [
    path("sessions/<uuid:pk>/floor/", floor.floor, name="floor"),
    path("sessions/<uuid:pk>/screen/", screen.screen, name="screen"),
    path("join/", joining.join, name="join"),
    path("join/<str:code>/", joining.joined, name="joined"),
]
