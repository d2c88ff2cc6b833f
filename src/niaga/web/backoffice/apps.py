from django.apps import AppConfig


class BackofficeConfig(AppConfig):
    name = "niaga.web.backoffice"
    label = "backoffice"
