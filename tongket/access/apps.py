from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Base of every room: loads its permissions, import routes and long work when the application starts.

    Django takes a room's own class only when it is the one default in the room's ``apps`` module, where
    this base stands too: so the base is no default, and every subclass is.
    """

    default = False

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.default = True

    def ready(self) -> None:
        if find_spec(f"{self.name}.permissions"):
            import_module(f"{self.name}.permissions")
        if find_spec(f"{self.name}.import_routes"):
            import_module(f"{self.name}.import_routes").register_routes()
        if find_spec(f"{self.name}.jobs"):
            import_module(f"{self.name}.jobs").register()


class AccessConfig(RoomConfig):
    name = "tongket.access"
