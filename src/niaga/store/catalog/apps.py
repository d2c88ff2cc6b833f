from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "niaga.store.catalog"
    label = "catalog"
