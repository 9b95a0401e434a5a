"""The test world in the fake ZMS, with a real client in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from booking.model import Booking
from booking.zms import ZmsBooking, ZmsClient, ZmsIds
from tests.booking.harness import FakeClock
from tests.booking.world import OFFICES, RULES, START
from tests.booking.zms.fake_server import FakeServer
from tests.booking.zms.fake_zms import FakeZms, Office

KEY = bytes(range(32))
PAGE = "https://stadt.example/termine#/services/{service}/locations/{office}"
NUMBERS = {calendar.office: 101 + n for n, calendar in enumerate(OFFICES)}
SERVICES = {rule.leistung: 9001 + n for n, rule in enumerate(RULES)}


def scope(**more: object) -> dict:
    """An office's scope as `/offices-and-services/` has it."""
    return {
        "emailRequired": True,
        "telephoneActivated": True,
        "telephoneRequired": False,
        "customTextfieldActivated": False,
        "customTextfieldRequired": False,
        "customTextfieldLabel": None,
        "captchaActivatedRequired": False,
        "reservationDuration": 15,
        "activationDuration": 30,
        "appointmentsPerMail": None,
        "slotsPerAppointment": None,
        "hint": None,
    } | more


def world(clock: FakeClock) -> FakeZms:
    """`tests.booking.world` as a ZMS."""
    offices = []
    for calendar in OFFICES:
        most = int(calendar.max_duration / calendar.step)
        limits = {"appointmentsPerMail": calendar.max_per_email, "slotsPerAppointment": str(most)}
        offices.append(Office(NUMBERS[calendar.office], calendar, scope(**limits)))
    relations = {
        (NUMBERS[o.office], SERVICES[rule.leistung]): (rule.duration / o.step, rule.max_count)
        for rule in RULES
        for o in OFFICES
        if o.office in rule.offices
    }
    return FakeZms(clock, offices, {SERVICES[r.leistung]: r.name for r in RULES}, relations)


class ZmsDesk:
    """A harness, with the fake's other sides within reach."""

    def __init__(self, server: FakeServer, *, verifies_email: bool = False, timeout: float = 5) -> None:
        self.server = server
        self.zms = server.zms
        self.clock = server.zms.clock
        self.verifies_email = verifies_email
        self.port = ZmsBooking(
            ZmsClient(server.url, self.clock, timeout=timeout),
            key=KEY,
            clock=self.clock,
            booking_page=PAGE,
            ids=ZmsIds(NUMBERS, SERVICES),
            email_verification=verifies_email,
        )

    async def settle(self) -> None:
        self.zms.cron()

    async def close_office(self, office: str, day: date) -> None:
        self.zms.offices[NUMBERS[office]].closed.add(day)

    async def mailed_secret(self, booking: Booking) -> str:
        return next(key for number, key in self.zms.mails if str(number) == booking.ref)

    @contextmanager
    def outage(self) -> Iterator[None]:
        self.server.out = True
        try:
            yield
        finally:
            self.server.out = False


def new_server(**how: object) -> FakeServer:
    """A fake ZMS with the test world at its beginning."""
    return FakeServer(world(FakeClock(START)), **how)
