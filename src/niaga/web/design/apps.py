from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "niaga.web.design"
    label = "design"
