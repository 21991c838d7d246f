from tongket.access.apps import RoomConfig


class WorkConfig(RoomConfig):
    name = "tongket.work"
