"""Where polls, prompts with their themes and the commonalities of a cohort are found."""

from django.urls import path

from convenor.room.polls.views import commonalities, opinions, polls, prompts, texts

app_name = "polls"

_ROOM = "polls/<kind_of_room:kind>/<slug:slug>/"
_PROMPT = "prompts/<uuid:pk>/"
_SESSION = "sessions/<uuid:pk>/polls/"
_POLL = "polls/<uuid:pk>/"

urlpatterns = [
    path(_ROOM, prompts.room, name="room"),
    path(_ROOM + "load/", prompts.load, name="load"),
    path("polls/cohorts/<slug:slug>/updates/", prompts.gather, name="gather"),
    path(_PROMPT, prompts.prompt, name="prompt"),
    path(_PROMPT + "group/", prompts.group_again, name="group_again"),
    path(_PROMPT + "count/", prompts.count, name="count"),
    path(_PROMPT + "share/", commonalities.share_themes, name="share"),
    path(_PROMPT + "forget/", prompts.forget, name="forget"),
    path(_SESSION, polls.session, name="session"),
    path(_SESSION + "write/", polls.write, name="write"),
    path(_POLL, polls.poll, name="poll"),
    path(_POLL + "change/", polls.change, name="change"),
    path(_POLL + "open/", polls.begin, name="open"),
    path(_POLL + "close/", polls.close, name="close"),
    path(_POLL + "reveal/", polls.reveal, name="reveal"),
    path(_POLL + "note/", polls.note, name="note"),
    path(_POLL + "again/", polls.again, name="again"),
    path(_POLL + "throw-away/", polls.throw_away, name="throw_away"),
    path(_POLL + "destroy/", polls.destroy, name="destroy"),
    path(_POLL + "said/", texts.said, name="said"),
    path(_POLL + "said/show/", texts.decide, name="decide"),
    path("polls/cohorts/<slug:slug>/votes/", opinions.vote, name="vote"),
    path("opinions/<uuid:pk>/", opinions.opinion, name="opinion"),
    path("opinions/<uuid:pk>/share/", commonalities.share_opinion, name="share_opinion"),
    path("opinions/<uuid:pk>/forget/", opinions.forget, name="forget_opinion"),
    path("cohorts/<slug:slug>/commonalities/", commonalities.commonalities, name="commonalities"),
    path("cohorts/<slug:slug>/commonalities/withdraw/", commonalities.withdraw, name="withdraw"),
]
