from tongket.access.apps import RoomConfig


class LearningConfig(RoomConfig):
    name = "tongket.learning"
