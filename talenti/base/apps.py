from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "talenti.base"
    label = "base"
