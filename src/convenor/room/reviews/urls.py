"""Where the year-end review is read, edited and taken along."""

from django.urls import path

from convenor.room.reviews import views

app_name = "reviews"
urlpatterns = [
    path("cohorts/<slug:slug>/<int:year>/review/", views.review, name="review"),
    path("cohorts/<slug:slug>/<int:year>/review/answers/", views.answers, name="answers"),
    path("cohorts/<slug:slug>/<int:year>/review/sections/<slug:key>/", views.section, name="section"),
    path("cohorts/<slug:slug>/<int:year>/review/sections/<slug:key>/again/", views.again, name="again"),
    path("cohorts/<slug:slug>/<int:year>/review/export.<str:form>", views.export, name="export"),
]
