from django.apps import AppConfig


class CockpitConfig(AppConfig):
    name = "convenor.room.cockpit"
    label = "cockpit"
