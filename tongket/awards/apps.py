from tongket.access.apps import RoomConfig


class AwardsConfig(RoomConfig):
    name = "tongket.awards"
