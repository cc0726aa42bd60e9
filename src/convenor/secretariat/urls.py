"""The secretariat's own pages, and where everybody starts."""

from django.urls import path

from convenor.secretariat import letter_pages, mistyped_pages, views

app_name = "secretariat"
urlpatterns = [
    path("monday/", views.monday, name="monday"),
    path("trail/", views.trail, name="trail"),
    path("retention/", views.kept, name="retention"),
    path("outbox/", views.outbox, name="outbox"),
    path("office/", views.office, name="office"),
    path("office/appoint/", views.appoint, name="appoint"),
    path("office/<int:appointment>/", views.handover, name="handover"),
    path("office/<int:appointment>/end/", views.end_appointment, name="end_appointment"),
    path("people/<uuid:person>/second-step/", views.second_step, name="second_step"),
    path("people/<uuid:person>/address/", mistyped_pages.put_right, name="put_right"),
    path("organisations/<slug:slug>/waits/", views.waits, name="waits"),
    path("letters/", letter_pages.letters, name="letters"),
    path("letters/<slug:key>/", letter_pages.letter, name="letter"),
    path("letters/<slug:key>/words/", letter_pages.wording, name="wording"),
    path("letters/<slug:key>/undo/", letter_pages.undo, name="undo_wording"),
    path("outbox/<int:delivery>/again/", views.again, name="again"),
]
