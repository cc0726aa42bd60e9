from django.apps import AppConfig

from convenor.kernel.mending import use_our_words


class KernelConfig(AppConfig):
    name = "convenor.kernel"
    label = "kernel"
    verbose_name = "What everything stands on"

    def ready(self) -> None:
        """What forms say is ours before any of them is read."""
        use_our_words()
