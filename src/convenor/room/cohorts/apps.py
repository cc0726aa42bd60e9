from django.apps import AppConfig


class CohortsConfig(AppConfig):
    name = "convenor.room.cohorts"
    label = "cohorts"
    verbose_name = "Cohorts"
