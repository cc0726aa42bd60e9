from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "convenor.desk"
    label = "desk"
    verbose_name = "The desk"
