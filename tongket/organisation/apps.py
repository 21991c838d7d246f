from tongket.access.apps import RoomConfig


class OrganisationConfig(RoomConfig):
    name = "tongket.organisation"
