"""What happened to an appointment or a watch that its owner is told by e-mail."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from booking.model import Booking, Slot, SlotQuery


class EventKind(StrEnum):
    """One kind of e-mail each."""

    VERIFY = "verify"  # carries `confirm_secret`: confirm(ref, confirm_secret) before booking.expires_at
    CONFIRMED = "confirmed"
    MOVED = "moved"  # carries `previous`
    CANCELLED = "cancelled"
    REMINDER = "reminder"
    OFFICE_CLOSED = "office_closed"  # the office cannot keep the appointment; carries `reason`
    WATCH_STARTED = "watch_started"
    WATCH_OFFER = "watch_offer"  # carries `watch` and the held `booking`, good until its expires_at


class WatchState(StrEnum):
    """WAITING ⇄ OFFERED → BOOKED; ENDED by the citizen; OVER: days past, or offers unanswered."""

    WAITING = "waiting"
    OFFERED = "offered"
    BOOKED = "booked"
    ENDED = "ended"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Watch:
    """A request to be told when a slot becomes free. The secret ends it."""

    ref: str
    secret: str = field(repr=False)
    state: WatchState
    wish: SlotQuery
    email: str = field(repr=False)  # empty once the watch has ended


@dataclass(frozen=True, slots=True)
class Event:
    """One e-mail to send. `message_id` is the same on every try, so that a mail sent twice is seen as one."""

    id: int
    kind: EventKind
    message_id: str
    email: str = field(repr=False)
    due_at: datetime
    attempts: int
    booking: Booking | None = None
    watch: Watch | None = None
    previous: Slot | None = None
    reason: str = ""
    confirm_secret: str = field(default="", repr=False)
