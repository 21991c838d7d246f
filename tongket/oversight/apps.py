from tongket.access.apps import RoomConfig


class OversightConfig(RoomConfig):
    name = "tongket.oversight"
