from tongket.access.apps import RoomConfig


class MeetingsConfig(RoomConfig):
    name = "tongket.meetings"
