from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "convenor.room.groups"
    label = "groups"
    verbose_name = "Working groups"
