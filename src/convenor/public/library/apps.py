from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "convenor.public.library"
    label = "library"
    verbose_name = "Released outputs"
