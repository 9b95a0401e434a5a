"""What a city decides about its appointments, beyond the calendars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from booking.contact import contact_fields
from booking.model import BERLIN, ContactField


@dataclass(frozen=True, slots=True)
class Policy:
    """Lengths of time are counted from the hold unless said otherwise."""

    hold_for: timedelta = timedelta(minutes=15)  # enough for the form, short enough not to block others
    email_verification: bool = False
    confirm_within: timedelta = timedelta(minutes=60)  # for mail that comes late
    email_required: bool = True
    remind_at: time = time(10, 0)  # local, the day before
    # A cancelled booking's contact data stays for its mail; a past one's for questions of the office.
    keep_cancelled: timedelta = timedelta(days=1)
    keep_past: timedelta = timedelta(days=30)

    # A slot that was waited for: longer than a hold in the chat, because a mail is not read at once.
    watch_hold_for: timedelta = timedelta(hours=2)
    watch_from: time = time(7, 0)  # nobody can take an offer that lapses before he wakes
    watch_to: time = time(20, 0)

    @property
    def contact_fields(self) -> tuple[ContactField, ...]:
        """The contact form."""
        return contact_fields(self.email_required or self.email_verification)

    def may_offer_at(self, now: datetime) -> bool:
        """Whether freed slots are offered at this time of day."""
        return self.watch_from <= now.astimezone(BERLIN).time() < self.watch_to

    def reminder_for(self, start: datetime) -> datetime:
        """When to remind of an appointment: the day before at `remind_at`."""
        day = start.astimezone(BERLIN).date() - timedelta(days=1)
        return datetime.combine(day, self.remind_at, BERLIN)
