"""`lotse start` by a clock that tests move, with jobs that hurry.

The file `CLOCK_FILE` holds by how many seconds the clock is ahead. Jobs that the service does each minute
are done several times a second, for a test does not wait for minutes.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from bot import bootstrap, server
from bot.cli.main import app


class MovedTime(datetime):
    """`datetime.now` of the house."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        """The time by the tests' clock."""
        return datetime.now(tz) + timedelta(seconds=float(Path(os.environ["CLOCK_FILE"]).read_text()))


if __name__ == "__main__":
    bootstrap.datetime = MovedTime  # type: ignore[misc]  # all of the house's clocks are made there
    server.KEEP_EVERY_SECONDS = server.MAIL_EVERY_SECONDS = 0.2
    sys.argv = ["lotse", "start"]
    app()
