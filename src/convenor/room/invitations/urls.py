from django.urls import path

from convenor.room.invitations.views import answers, calendars, invitations, years

app_name = "invitations"
urlpatterns = [
    path("sessions/<uuid:pk>/invitations/", invitations.invitations, name="session"),
    path("sessions/<uuid:pk>/invitations/looked-at/", invitations.looked_at, name="looked_at"),
    path("sessions/<uuid:pk>/say/", years.say, name="say"),
    path("cohorts/<slug:slug>/<int:year>/on-one-page/", years.year, name="year"),
    path("answer/<str:token>/", answers.answer, name="answer"),
    path("my-calendar/", calendars.mine, name="mine"),
    path("my-calendar/address/", calendars.make, name="make_address"),
    path("my-calendar/address/end/", calendars.end, name="end_address"),
    path("calendar/<str:secret>.ics", calendars.feed, name="feed"),
]
