from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "niaga.store.reviews"
    label = "reviews"
