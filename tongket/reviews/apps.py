from tongket.access.apps import RoomConfig


class ReviewsConfig(RoomConfig):
    name = "tongket.reviews"
