from importlib import import_module

from tongket.access.apps import RoomConfig


class PrivacyConfig(RoomConfig):
    name = "tongket.privacy"

    def ready(self) -> None:
        super().ready()
        import_module("tongket.privacy.rooms").register()
