from django.apps import AppConfig


class BreakoutsConfig(AppConfig):
    name = "convenor.room.breakouts"
    label = "breakouts"
