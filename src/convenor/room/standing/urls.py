"""Where standing is shown."""

from django.urls import path

from convenor.room.standing import views

app_name = "standing"
urlpatterns = [
    path("organisation/", views.mine, name="mine"),
    path("cohorts/<slug:slug>/<int:year>/standing/", views.year, name="year"),
    path("cohorts/<slug:slug>/<int:year>/standing/<slug:organisation>/", views.member, name="member"),
]
