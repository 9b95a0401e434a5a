"""The embedded calendar with the test world in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from booking.embedded import EmbeddedBooking
from booking.events import EventKind
from booking.model import Booking
from booking.plan import Plan
from booking.policy import Policy
from tests.booking.harness import FakeClock
from tests.booking.world import OFFICES, RULES, START

KEY = bytes(range(32))


class EmbeddedDesk:
    """A harness, with the embedded calendar's other sides within reach."""

    def __init__(
        self, engine: Engine, policy: Policy | None = None, plan: Plan | None = None, key: bytes = KEY
    ) -> None:
        self.engine = engine
        self.clock = FakeClock(START)
        self.plan = plan or Plan(OFFICES, RULES)
        self.port = EmbeddedBooking(engine, lambda: self.plan, key, self.clock, policy)
        self.verifies_email = bool(policy and policy.email_verification)

    async def settle(self) -> None:
        """Expiry is judged when read: nothing has to run."""

    async def close_office(self, office: str, day: date) -> None:
        self.port.operations.close(office, day, day, "Wasserschaden", "Prüfung")

    async def mailed_secret(self, booking: Booking) -> str:
        mails = [e for e in self.port.outbox.take() if e.booking and e.booking.ref == booking.ref]
        return next(mail.confirm_secret for mail in mails if mail.kind is EventKind.VERIFY)

    @contextmanager
    def outage(self) -> Iterator[None]:
        def refuse(*_: object) -> None:
            raise OperationalError("", {}, Exception("gone"))

        event.listen(self.engine, "before_cursor_execute", refuse)
        try:
            yield
        finally:
            event.remove(self.engine, "before_cursor_execute", refuse)
