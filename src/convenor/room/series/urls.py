"""Where the open series are found."""

from django.urls import path

from convenor.room.series import readings_views, registering_views, speaking_views, views

app_name = "series"

_SERIES = "series/<slug:slug>/"

urlpatterns = [
    path("series/", views.index, name="index"),
    path("plan-a-series/", views.plan, name="plan"),
    path("webinars/<slug:slug>/register/", registering_views.register, name="register"),
    path("webinars/<slug:slug>/registered/", registering_views.registered, name="registered"),
    path("speaking/", speaking_views.index, name="speaking"),
    path("speaking/<slug:slug>/<int:number>/", speaking_views.new, name="offer"),
    path("speaking/offers/<uuid:pk>/take-back/", speaking_views.take_back, name="take_back_offer"),
    path("registration/<str:token>/", registering_views.registration, name="registration"),
    path(_SERIES, views.series, name="series"),
    path(_SERIES + "topics/", views.topics, name="topics"),
    path(_SERIES + "plan/", views.plan_webinar, name="plan_webinar"),
    path(_SERIES + "<int:number>/move/", views.move, name="move"),
    path(_SERIES + "<int:number>/change/", views.change, name="change"),
    path(_SERIES + "<int:number>/readings/", readings_views.readings, name="readings"),
    path(_SERIES + "offers/<uuid:pk>/choose/", speaking_views.choose, name="choose_offer"),
    path(_SERIES + "offers/<uuid:pk>/decline/", speaking_views.decline, name="decline_offer"),
    path(_SERIES + "<int:number>/without/", speaking_views.without, name="without_speaker"),
]
