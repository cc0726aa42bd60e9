from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "convenor.kernel"
    label = "kernel"
    verbose_name = "What everything stands on"
