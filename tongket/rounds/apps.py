from tongket.access.apps import RoomConfig


class RoundsConfig(RoomConfig):
    name = "tongket.rounds"
