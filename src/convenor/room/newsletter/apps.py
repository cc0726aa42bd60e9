from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    name = "convenor.room.newsletter"
    label = "newsletter"
    verbose_name = "Newsletter"
