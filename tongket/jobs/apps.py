from tongket.access.apps import RoomConfig


class JobsConfig(RoomConfig):
    name = "tongket.jobs"
