from django.apps import AppConfig


class SeriesConfig(AppConfig):
    name = "convenor.room.series"
    label = "series"
    verbose_name = "Open series"
