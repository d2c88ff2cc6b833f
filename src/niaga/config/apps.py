from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "niaga.config"
    label = "config"
