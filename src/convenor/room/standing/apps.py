from django.apps import AppConfig


class StandingConfig(AppConfig):
    name = "convenor.room.standing"
    label = "standing"
    verbose_name = "Standing"
