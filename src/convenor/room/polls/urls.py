"""Where prompts, their themes and the commonalities of a cohort are found."""

from django.urls import path

from convenor.room.polls import views

app_name = "polls"

_ROOM = "polls/<kind_of_room:kind>/<slug:slug>/"
_PROMPT = "polls/<uuid:pk>/"

urlpatterns = [
    path(_ROOM, views.room, name="room"),
    path(_ROOM + "load/", views.load, name="load"),
    path("polls/cohorts/<slug:slug>/updates/", views.gather, name="gather"),
    path(_PROMPT, views.prompt, name="prompt"),
    path(_PROMPT + "group/", views.group_again, name="group_again"),
    path(_PROMPT + "count/", views.count, name="count"),
    path(_PROMPT + "share/", views.share, name="share"),
    path(_PROMPT + "forget/", views.forget, name="forget"),
    path("polls/cohorts/<slug:slug>/votes/", views.vote, name="vote"),
    path("opinions/<uuid:pk>/", views.opinion, name="opinion"),
    path("opinions/<uuid:pk>/share/", views.share_opinion, name="share_opinion"),
    path("opinions/<uuid:pk>/forget/", views.forget_opinion, name="forget_opinion"),
    path("cohorts/<slug:slug>/commonalities/", views.commonalities, name="commonalities"),
    path("cohorts/<slug:slug>/commonalities/withdraw/", views.withdraw, name="withdraw"),
]
