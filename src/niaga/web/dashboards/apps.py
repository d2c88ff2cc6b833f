from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "niaga.web.dashboards"
    label = "dashboards"
