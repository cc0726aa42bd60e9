from django.apps import AppConfig


class PollsConfig(AppConfig):
    name = "convenor.room.polls"
    label = "polls"
    verbose_name = "Polls"
