from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "niaga.store.payments"
    label = "payments"
