from django.apps import AppConfig


class ShippingConfig(AppConfig):
    name = "niaga.store.shipping"
    label = "shipping"
