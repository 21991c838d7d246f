from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "tongket.site"
    label = "tongket_site"
