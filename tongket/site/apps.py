from importlib import import_module

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "tongket.site"
    label = "tongket_site"

    def ready(self) -> None:
        import_module("tongket.site.open_work").register()
        import_module("tongket.site.reminders").register()
