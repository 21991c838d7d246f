from tongket.access.apps import RoomConfig


class ImportsConfig(RoomConfig):
    name = "tongket.imports"
