from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "convenor.room.meetings"
    label = "meetings"
    verbose_name = "Meetings"
