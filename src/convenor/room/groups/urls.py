"""Where working groups and the end of the year are found."""

from django.urls import path

from convenor.room.groups import views

app_name = "groups"

_YEAR = "cohorts/<slug:slug>/<int:year>/"
_GROUP = "groups/<uuid:pk>/"

urlpatterns = [
    path(_YEAR + "groups/", views.index, name="index"),
    path(_YEAR + "groups/propose/", views.propose, name="propose"),
    path(_GROUP, views.group, name="group"),
    path(_GROUP + "form/", views.form_group, name="form"),
    path(_GROUP + "close/", views.close_group, name="close"),
    path(_GROUP + "seats/", views.take_seat, name="take_seat"),
    path(_GROUP + "seats/<int:seat>/leave/", views.leave_seat, name="leave_seat"),
    path(_GROUP + "call/", views.call, name="call"),
    path(_GROUP + "sessions/", views.link_session, name="link_session"),
    path(_GROUP + "sessions/<uuid:session>/unlink/", views.unlink_session, name="unlink_session"),
    path(_YEAR + "year-end/", views.year_end, name="year_end"),
    path(_YEAR + "year-end/<slug:organisation>/update/", views.receive_update, name="receive_update"),
    path(_YEAR + "year-end/<slug:organisation>/presentation/", views.present, name="present"),
]
