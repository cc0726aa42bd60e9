"""Where the open series are found."""

from django.urls import path

from convenor.room.series import registering_views, views

app_name = "series"

_SERIES = "series/<slug:slug>/"

urlpatterns = [
    path("series/", views.index, name="index"),
    path("plan-a-series/", views.plan, name="plan"),
    path("webinars/<slug:slug>/register/", registering_views.register, name="register"),
    path("webinars/<slug:slug>/registered/", registering_views.registered, name="registered"),
    path("registration/<str:token>/", registering_views.registration, name="registration"),
    path(_SERIES, views.series, name="series"),
    path(_SERIES + "plan/", views.plan_webinar, name="plan_webinar"),
    path(_SERIES + "<int:number>/move/", views.move, name="move"),
    path(_SERIES + "<int:number>/change/", views.change, name="change"),
]
