from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "convenor.public.portal"
    label = "portal"
    verbose_name = "The public site"
