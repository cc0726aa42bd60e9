"""Where the pages of the hour are found."""

from django.urls import path

from convenor.room.cockpit.views import closing, cockpit, floor, joining, screen

app_name = "cockpit"

urlpatterns = [
    path("sessions/<uuid:pk>/cockpit/", cockpit.cockpit, name="cockpit"),
    path("sessions/<uuid:pk>/cockpit/updates/<uuid:update>/spoken/", cockpit.spoken, name="spoken"),
    path("sessions/<uuid:pk>/cockpit/updates/<uuid:update>/not-spoken/", cockpit.not_spoken, name="not_spoken"),
    path("sessions/<uuid:pk>/cockpit/check-in/<slug:organisation>/", cockpit.check_in, name="check_in"),
    path("sessions/<uuid:pk>/cockpit/check-in/<slug:organisation>/take-back/", cockpit.take_back, name="take_back"),
    path("sessions/<uuid:pk>/close/", closing.close, name="close"),
    path("sessions/<uuid:pk>/floor/", floor.floor, name="floor"),
    path("sessions/<uuid:pk>/screen/", screen.screen, name="screen"),
    path("join/", joining.join, name="join"),
    path("join/<str:code>/", joining.joined, name="joined"),
]
