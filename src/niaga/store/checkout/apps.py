from django.apps import AppConfig


class CheckoutConfig(AppConfig):
    name = "niaga.store.checkout"
    label = "checkout"
