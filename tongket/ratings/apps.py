from tongket.access.apps import RoomConfig


class RatingsConfig(RoomConfig):
    name = "tongket.ratings"

    def ready(self) -> None:
        super().ready()
        from tongket.ratings import merging
        from tongket.ratings.closing import open_items
        from tongket.rounds import closing

        closing.register("ratings", open_items)
        merging.register()
