"""Where the newsletter is asked for, confirmed and ended; its issues stand on the public site."""

from django.urls import path

from convenor.room.newsletter import views

app_name = "newsletter"

urlpatterns = [
    path("newsletter/subscribe/", views.subscribe, name="subscribe"),
    path("newsletter/subscribe/asked/", views.asked, name="asked"),
    path("newsletter/confirm/<str:token>/", views.confirm, name="confirm"),
    path("newsletter/end/<str:token>/", views.end, name="end"),
    path("newsletter/end-at-once/<str:token>/", views.end_at_once, name="end_at_once"),
]
