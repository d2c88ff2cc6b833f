from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "niaga.kernel"
    label = "kernel"
