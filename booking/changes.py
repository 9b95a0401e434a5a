"""What operators change in a calendar: closures, extra times, capacity; each holds for a range of days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from booking.calendar import Hours


class ChangeKind(StrEnum):
    """A closure takes time away (and wins), extra times add some, capacity says how many counters work."""

    CLOSED = "closed"
    EXTRA = "extra"
    CAPACITY = "capacity"


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """One change of one office's calendar, on the days `first` to `last` (both included).

    CLOSED without `hours` is the whole day. CAPACITY has `counters`; with `leistung` it bounds that
    Leistung alone. Of several capacities the one with the highest `id` (the newest) holds.
    """

    id: int
    office: str
    kind: ChangeKind
    first: date
    last: date
    hours: Hours | None = None
    leistung: str | None = None
    counters: int | None = None
    reason: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the change concerns `day`."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who changed what and when; `details` names no citizen."""

    time: datetime
    actor: str
    action: str
    office: str
    details: Mapping[str, Any]
