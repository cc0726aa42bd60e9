from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "convenor.room.reviews"
    label = "reviews"
    verbose_name = "Year-end reviews"
