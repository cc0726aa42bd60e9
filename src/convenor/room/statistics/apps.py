from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "convenor.room.statistics"
    label = "statistics"
    verbose_name = "Statistics"
