from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    name = "niaga.web.storefront"
    label = "storefront"
