from tongket.access.apps import RoomConfig


class SheetsConfig(RoomConfig):
    name = "tongket.sheets"
