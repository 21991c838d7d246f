from tongket.access.apps import RoomConfig


class AwardsConfig(RoomConfig):
    name = "tongket.awards"

    def ready(self) -> None:
        """A round doesn't close over nominations that nobody answered."""
        super().ready()
        from tongket.awards.queries.year import unanswered
        from tongket.rounds import closing

        closing.register("awards", unanswered)
