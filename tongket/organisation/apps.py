from tongket.access.apps import RoomConfig


class OrganisationConfig(RoomConfig):
    name = "tongket.organisation"

    def ready(self) -> None:
        super().ready()
        from tongket.audit.rebuilding import derive
        from tongket.organisation.closure import rebuild_whole_closure

        derive(rebuild_whole_closure)
