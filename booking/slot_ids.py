"""The id of a free time: the office and the moment it begins, alike in every booking system.

Whoever was offered a slot can so be told of it again; whether it is free is looked up anew.
"""

from __future__ import annotations

from datetime import UTC, datetime

from booking.model import BERLIN

MAX_DIGITS = 11  # of the seconds: ZMS's recorded bodies reach into the year 3000


def slot_id(office: str, start: datetime) -> str:
    """`<office>@<unix seconds>`, what `hold` takes."""
    return f"{office}@{int(start.timestamp())}"


def read_slot_id(text: str) -> tuple[str, datetime] | None:
    """The office and the local start behind a slot's id; None for anything that is none."""
    office, _, seconds = text.rpartition("@")
    if not office or not seconds.isascii() or not seconds.isdigit() or len(seconds) > MAX_DIGITS:
        return None
    return office, datetime.fromtimestamp(int(seconds), UTC).astimezone(BERLIN)
