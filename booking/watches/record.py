"""A watch as it is stored, and how a wish becomes JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from booking.codes import Secrets
from booking.events import Watch, WatchState
from booking.model import Item, SlotQuery


@dataclass(frozen=True, slots=True)
class StoredWatch:
    """One row. `offers` counts what was offered so far; `offered_ref` is the appointment held last."""

    ref: str
    secret_hash: bytes = field(repr=False)
    state: WatchState
    wish: SlotQuery
    last_day: date
    email_sealed: bytes | None = field(repr=False)  # none once it has ended
    email_digest: bytes | None = field(repr=False)
    created_at: datetime
    offers: int = 0
    offered_ref: str | None = None

    def email(self, secrets: Secrets) -> str:
        """The address; empty once it has ended. Raises `Unreadable`."""
        return secrets.contacts.open(self.email_sealed, self.ref) if self.email_sealed else ""

    def watch(self, secrets: Secrets) -> Watch:
        """What its owner sees."""
        return Watch(self.ref, secrets.secret("watch", self.ref), self.state, self.wish, self.email(secrets))


def wish_to_json(wish: SlotQuery) -> dict[str, Any]:
    """The parts of a query that make a wish."""
    return {
        "items": [[item.leistung, item.count] for item in wish.items],
        "offices": list(wish.offices),
        "from_day": wish.from_day and wish.from_day.isoformat(),
        "to_day": wish.to_day and wish.to_day.isoformat(),
        "from_time": wish.from_time and wish.from_time.isoformat(),
        "to_time": wish.to_time and wish.to_time.isoformat(),
        "weekdays": sorted(wish.weekdays),
    }


def wish_from_json(stored: Mapping[str, Any]) -> SlotQuery:
    """The query that finds one slot for the wish."""
    return SlotQuery(
        items=tuple(Item(leistung, count) for leistung, count in stored["items"]),
        offices=tuple(stored["offices"]),
        from_day=stored["from_day"] and date.fromisoformat(stored["from_day"]),
        to_day=stored["to_day"] and date.fromisoformat(stored["to_day"]),
        from_time=stored["from_time"] and time.fromisoformat(stored["from_time"]),
        to_time=stored["to_time"] and time.fromisoformat(stored["to_time"]),
        weekdays=frozenset(stored["weekdays"]),
        limit=1,
    )
