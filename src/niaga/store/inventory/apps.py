from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "niaga.store.inventory"
    label = "inventory"
