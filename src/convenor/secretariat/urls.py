"""The secretariat's own pages, and where everybody starts."""

from django.urls import path

from convenor.secretariat import views

app_name = "secretariat"
urlpatterns = [
    path("monday/", views.monday, name="monday"),
    path("trail/", views.trail, name="trail"),
    path("outbox/", views.outbox, name="outbox"),
    path("organisations/<slug:slug>/waits/", views.waits, name="waits"),
    path("outbox/<int:delivery>/again/", views.again, name="again"),
]
