"""A clock that a test and its service share."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from booking.model import BERLIN

# Reminders and offers go out by day.
MORNING = 10


class Clock:
    """Goes on by itself, and further when told. It begins at ten in the morning of today.

    `file` tells the service by how many seconds it is ahead of the one on the wall.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        local = datetime.now(BERLIN)
        self._ahead = local.replace(hour=MORNING, minute=0, second=0, microsecond=0) - local
        self.advance(timedelta())

    def __call__(self) -> datetime:
        return self.now

    @property
    def now(self) -> datetime:
        """Local."""
        return datetime.now(BERLIN) + self._ahead

    def advance(self, time: timedelta) -> None:
        """So much later."""
        self._ahead += time
        # In one step: the service reads it while we write.
        draft = self.file.with_suffix(".new")
        draft.write_text(str(self._ahead.total_seconds()))
        draft.replace(self.file)

    def go_to(self, moment: datetime) -> None:
        """At this moment."""
        self.advance(moment - self.now)
