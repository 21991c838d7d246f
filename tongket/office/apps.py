from tongket.access.apps import RoomConfig


class OfficeConfig(RoomConfig):
    name = "tongket.office"
