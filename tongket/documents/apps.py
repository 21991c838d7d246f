from tongket.access.apps import RoomConfig


class DocumentsConfig(RoomConfig):
    name = "tongket.documents"
