from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "niaga.web.webhooks"
    label = "webhooks"
