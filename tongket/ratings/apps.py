from tongket.access.apps import RoomConfig


class RatingsConfig(RoomConfig):
    name = "tongket.ratings"
