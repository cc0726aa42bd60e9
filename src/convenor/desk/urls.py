"""The desk. Nominees reach `in-view/` alone."""

from django.urls import path

from convenor.desk.views import announcing, deciding, desk, members, results, reviewing, settling, site_pages, writing

app_name = "desk"
urlpatterns = [
    path("", desk.index, name="index"),
    path("series/<slug:slug>/", announcing.series, name="series"),
    path("series/<slug:slug>/ask/", announcing.ask, name="ask_series"),
    path("series/<slug:slug>/announce/", announcing.announce, name="announce_series"),
    path("series/<slug:slug>/take-down/", announcing.take_down, name="take_series_down"),
    path("pages/", site_pages.site_pages, name="site_pages"),
    path("pages/begin/", site_pages.begin, name="begin_page"),
    path("begin/", writing.begin, name="begin"),
    path("cohorts/<slug:slug>/<int:year>/review/", reviewing.send_review, name="send_review"),
    path("begin/table/<uuid:pk>/", writing.begin_statistics, name="begin_table"),
    path("begin/poll/<uuid:pk>/", results.take, name="take_result"),
    path("begin/word/", writing.begin_from_word, name="begin_from_word"),
    path("in-view/", members.in_view, name="in_view"),
    path("in-view/<uuid:key>/", members.look, name="look"),
    path("in-view/asked/<uuid:key>/", members.asked, name="asked"),
    path("objections/<uuid:key>/", deciding.answer, name="answer"),
    path("<uuid:key>/", desk.draft, name="draft"),
    path("<uuid:key>/write/", writing.write, name="write"),
    path("<uuid:key>/check/", writing.check, name="check"),
    path("<uuid:key>/take/", settling.take, name="take"),
    path("<uuid:key>/cite/", settling.cite, name="cite"),
    path("<uuid:key>/keep/", settling.keep, name="keep"),
    path("<uuid:key>/ask/", settling.ask, name="ask"),
    path("<uuid:key>/take-back/", settling.take_back, name="take_back"),
    path("<uuid:key>/leave-out/", results.leave_out, name="leave_out"),
    path("<uuid:key>/drop/", writing.drop, name="drop"),
    path("<uuid:key>/send/", deciding.send, name="send"),
    path("<uuid:key>/decide/", deciding.decide, name="decide"),
    path("<uuid:key>/open/", deciding.open_to_members, name="open"),
    path("<uuid:key>/send-back/", deciding.send_back, name="send_back"),
    path("<uuid:key>/release/", deciding.release, name="release"),
    path("<uuid:key>/thank/", deciding.thank, name="thank"),
    path("<uuid:key>/withdraw/", deciding.withdraw, name="withdraw"),
    path("<uuid:key>/correct/", deciding.correct, name="correct"),
]
