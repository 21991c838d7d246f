from tongket.access.apps import RoomConfig


class NoticesConfig(RoomConfig):
    name = "tongket.notices"

    def ready(self) -> None:
        super().ready()
        from tongket.notices.finished_work import register

        register()
