from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "niaga.store.orders"
    label = "orders"
