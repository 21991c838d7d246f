"""A mail server that takes a letter, upon which the worker that handed it over is killed (test_killed_worker)."""

from __future__ import annotations

import os
import signal
from typing import Any

from django.core.mail.backends.filebased import EmailBackend as Files


class EmailBackend(Files):
    """Keeps the letter as a file, then kills this very process, as a power cut would."""

    def send_messages(self, email_messages: Any) -> int:
        super().send_messages(email_messages)
        os.kill(os.getpid(), signal.SIGKILL)
        return 0
