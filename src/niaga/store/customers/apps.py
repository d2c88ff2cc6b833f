from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "niaga.store.customers"
    label = "customers"
