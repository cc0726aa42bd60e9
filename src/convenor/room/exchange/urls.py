"""Where asks and offers, own actions and the take-home pack are."""

from django.urls import path

from convenor.room.exchange.views import deciding, introductions, own_list, postings, take_home

app_name = "exchange"
BOARD, ACTIONS = "asks-and-offers/", "organisation/actions/"
urlpatterns = [
    path(BOARD, postings.index, name="index"),
    path(f"{BOARD}in/<slug:slug>/<slug:organisation>/new/", postings.new, name="new"),
    path(f"{BOARD}postings/<uuid:pk>/", postings.posting, name="posting"),
    path(f"{BOARD}postings/<uuid:pk>/take-back/", postings.take_back, name="take_back"),
    path(f"{BOARD}answers/<uuid:posting>/", introductions.answer, name="answer"),
    path(f"{BOARD}introductions/<uuid:pk>/", introductions.introduction, name="introduction"),
    path(f"{BOARD}introductions/<uuid:pk>/agree/", introductions.agree, name="agree"),
    path(f"{BOARD}introductions/<uuid:pk>/decline/", introductions.decline, name="decline"),
    path(f"{BOARD}own-answers/<uuid:pk>/take-back/", introductions.take_back, name="take_back_answer"),
    path(f"{BOARD}to-decide/", deciding.index, name="to_decide"),
    path(f"{BOARD}to-decide/<uuid:pk>/", deciding.posting, name="decide"),
    path(f"{BOARD}to-decide/<uuid:pk>/let-through/", deciding.let_through, name="let_through"),
    path(f"{BOARD}to-decide/<uuid:pk>/return/", deciding.send_back, name="send_back"),
    path(f"{BOARD}to-decide/<uuid:pk>/give-on/", deciding.give_on, name="give_on"),
    path(f"{BOARD}to-decide/<uuid:pk>/close/", deciding.close, name="close"),
    path(ACTIONS, own_list.actions, name="actions"),
    path(f"{ACTIONS}of/<slug:organisation>/new/", own_list.new, name="new_action"),
    path(f"{ACTIONS}of/<slug:organisation>/actions.txt", own_list.file, name="actions_file"),
    path(f"{ACTIONS}<uuid:pk>/", own_list.action, name="action"),
    path(f"{ACTIONS}<uuid:pk>/done/", own_list.done, name="done"),
    path(f"{ACTIONS}<uuid:pk>/remove/", own_list.remove, name="remove"),
    path(f"{ACTIONS}<uuid:pk>/put-back/", own_list.put_back, name="put_back"),
    path("organisation/take-home/", take_home.index, name="take_home"),
    path("organisation/take-home/<slug:slug>/<slug:organisation>/", take_home.pack, name="pack"),
    path("organisation/take-home/<slug:slug>/<slug:organisation>/take-home.txt", take_home.file, name="pack_file"),
]
