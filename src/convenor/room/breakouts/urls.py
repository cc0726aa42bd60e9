from django.urls import path

from convenor.room.breakouts import views

app_name = "breakouts"
urlpatterns = [
    path("sessions/<uuid:pk>/breakouts/", views.plan, name="plan"),
    path("sessions/<uuid:pk>/breakout/", views.own, name="own"),
    path("rounds/<uuid:pk>/places/<int:place>/move/", views.move, name="move"),
    path("rounds/<uuid:pk>/begin/", views.begin, name="begin"),
    path("rounds/<uuid:pk>/end/", views.end, name="end"),
    path("rounds/<uuid:pk>/drop/", views.drop, name="drop"),
    path("breakouts/<uuid:pk>/", views.note, name="note"),
]
