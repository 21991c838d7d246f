from importlib import import_module

from tongket.access.apps import RoomConfig


class PortalConfig(RoomConfig):
    name = "tongket.portal"

    def ready(self) -> None:
        super().ready()
        import_module("tongket.portal.personal_data").register()
