from django.conf import settings

from tongket.access.apps import RoomConfig


class DocumentsConfig(RoomConfig):
    name = "tongket.documents"

    def ready(self) -> None:
        super().ready()
        from tongket.documents.rendering.marking import TRAINING, mark_every_paper

        mark_every_paper(TRAINING if settings.TONGKET_TRAINING else "")
