from django.apps import AppConfig


class CartConfig(AppConfig):
    name = "niaga.store.cart"
    label = "cart"
