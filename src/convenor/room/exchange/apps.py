from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "convenor.room.exchange"
    label = "exchange"
    verbose_name = "Asks, offers and actions"
