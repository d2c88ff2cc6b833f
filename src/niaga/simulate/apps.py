from django.apps import AppConfig


class SimulateConfig(AppConfig):
    name = "niaga.simulate"
    label = "simulate"
