from tongket.access.apps import RoomConfig


class PortalConfig(RoomConfig):
    name = "tongket.portal"
