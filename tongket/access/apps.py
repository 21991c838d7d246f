from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Base of every room: loads its permission table, so that the registry is complete at start."""

    def ready(self) -> None:
        if find_spec(f"{self.name}.permissions"):
            import_module(f"{self.name}.permissions")


class AccessConfig(RoomConfig):
    name = "tongket.access"
    default = True
