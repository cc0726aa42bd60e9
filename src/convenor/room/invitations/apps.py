from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    name = "convenor.room.invitations"
    verbose_name = "Invitations"
