from tongket.access.apps import RoomConfig


class BallotsConfig(RoomConfig):
    name = "tongket.ballots"
