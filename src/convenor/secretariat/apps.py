from django.apps import AppConfig


class SecretariatConfig(AppConfig):
    name = "convenor.secretariat"
    label = "secretariat"
    verbose_name = "The secretariat's own pages"
