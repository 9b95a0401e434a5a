"""A ZMS of our own: offices, free times and the life of a process, after BOOKING.md.

It keeps the awkward sides: expired holds stay until the cron job runs, cancelled slots stay blocked
until released, a lost race is a 404, `maxQuantity` and `slotsPerAppointment` are not checked.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import count

from booking.calendar import OfficeCalendar
from booking.model import BERLIN
from tests.booking.harness import FakeClock

PLACEHOLDER = "test@muenchen.de"
EMAIL = re.compile(r"(?!.*\.\.)(?!\.)(?!.*\.$)[^\s@+]+(?<!\.)@(?!\.)[^\s@+]+\.[^\s@]{2,}")
PHONE = re.compile(r"\+?[0-9][0-9]{6,14}")


class Refusal(Exception):
    """An answer that is none of 200."""

    def __init__(self, status: int, *codes: str) -> None:
        super().__init__(status, codes)
        self.status = status
        self.body: dict = {"errors": [{"errorCode": c, "statusCode": status} for c in codes]}


@dataclass
class Office:
    number: int
    calendar: OfficeCalendar
    scope: dict
    closed: set[date] = field(default_factory=set)

    @property
    def slot(self) -> int:
        """The length of a slot in seconds."""
        return int(self.calendar.step.total_seconds())

    def starts(self, day: date, slots: int) -> list[int]:
        """Where an appointment of so many slots fits into the opening hours, unix seconds."""
        if day in self.closed:
            return []
        ticks = open_ticks(self.calendar, day)
        wanted = range(0, slots * self.slot, self.slot)
        return sorted(tick for tick in ticks if all(tick + offset in ticks for offset in wanted))


@cache
def open_ticks(calendar: OfficeCalendar, day: date) -> frozenset[int]:
    """The beginnings of the slots of a day, unix seconds, found by looking at each one's wall time."""
    step = int(calendar.step.total_seconds())
    midnight = int(datetime.combine(day, time(), BERLIN).timestamp())
    walls = {
        tick: datetime.fromtimestamp(tick, BERLIN) for tick in range(midnight, midnight + 25 * 3600, step)
    }
    return frozenset(
        tick
        for tick, wall in walls.items()
        for hours in calendar.hours_on(day)
        if wall.date() == day and hours.start <= wall.time() < hours.end
    )


@dataclass
class Process:
    id: int
    office: Office
    start: int
    slots: int
    services: list[tuple[int, int]]
    reserved_at: datetime
    status: str = "reserved"
    auth_key: str = field(default_factory=lambda: secrets.token_hex(32))
    released: bool = False
    contact: dict = field(
        default_factory=lambda: {"familyName": None, "email": PLACEHOLDER, "telephone": None}
    )

    @property
    def end(self) -> int:
        return self.start + self.slots * self.office.slot


class FakeZms:
    """The backend. `services` are names by number, `relations` (office, service) to slots and maxQuantity."""

    def __init__(
        self,
        clock: FakeClock,
        offices: list[Office],
        services: dict[int, str],
        relations: dict[tuple[int, int], tuple[float, int | None]],
    ) -> None:
        self.clock = clock
        self.offices = {office.number: office for office in offices}
        self.services = services
        self.relations = relations
        self.processes: dict[int, Process] = {}
        self._numbers = count(101000)
        self.mails: list[tuple[int, str]] = []  # processId and authKey of mails that ask to confirm

    # Jobs

    def cron(self) -> None:
        """Each minute: delete what was not confirmed in time."""
        for process in list(self.processes.values()):
            minutes = {
                "reserved": process.office.scope["reservationDuration"],
                "preconfirmed": process.office.scope["activationDuration"],
            }.get(process.status)
            if minutes and self.clock.now >= process.reserved_at + timedelta(minutes=minutes):
                del self.processes[process.id]

    def release(self) -> None:
        """Now and then: give cancelled slots back."""
        for process in self.processes.values():
            process.released = process.released or process.status == "deleted"

    # Free times

    def slots_for(self, office: int, services: list[tuple[int, int]]) -> int:
        if any((office, service) not in self.relations for service, _ in services):
            raise Refusal(400, "invalidLocationAndServiceCombination")
        return int(sum(self.relations[office, service][0] * count for service, count in services) + 0.5)

    def free(self, number: int, day: date, services: list[tuple[int, int]]) -> list[int]:
        """The free starts of a day at an office, unix seconds."""
        office, slots = self.offices[number], self.slots_for(number, services)
        now = self.clock.now.astimezone(BERLIN)
        if not now.date() <= day <= now.date() + timedelta(days=office.calendar.horizon_days):
            return []
        soonest = (now + office.calendar.lead).timestamp()
        taken = [p for p in self.processes.values() if p.office is office and not p.released]
        found = []
        for start in office.starts(day, slots):
            pieces = range(start, start + slots * office.slot, office.slot)
            busiest = max(sum(p.start <= piece < p.end for p in taken) for piece in pieces)
            if start >= soonest and busiest < len(office.calendar.counters):
                found.append(start)
        return found

    # The life of a process

    def reserve(
        self, office: int, services: list[tuple[int, int]], start: int, captcha: str | None
    ) -> Process:
        if office not in self.offices:
            raise Refusal(400, "invalidOfficeId")
        if self.offices[office].scope["captchaActivatedRequired"] and not captcha:
            raise Refusal(400, "captchaMissing")
        if start <= self.clock.now.timestamp():
            raise Refusal(400, "invalidTimestamp")
        day = datetime.fromtimestamp(start, UTC).astimezone(BERLIN).date()
        if start not in self.free(office, day, services):
            raise Refusal(404, "appointmentNotAvailable")
        process = Process(
            id=next(self._numbers),
            office=self.offices[office],
            start=start,
            slots=self.slots_for(office, services),
            services=services,
            reserved_at=self.clock.now,
        )
        self.processes[process.id] = process
        return process

    def find(self, number: int, auth_key: str) -> Process:
        if number <= 0:
            raise Refusal(400, "invalidProcessId")
        if not re.fullmatch(r"[0-9a-f]{64}", auth_key):
            raise Refusal(400, "invalidAuthKey")
        if number not in self.processes:
            raise Refusal(404, "appointmentNotFound")
        if self.processes[number].auth_key != auth_key:
            raise Refusal(406, "authKeyMismatch")
        return self.processes[number]

    def update(self, process: Process, values: dict) -> Process:
        email, phone = values.get("email"), values.get("telephone")
        wrong = [
            code
            for code, is_wrong in {
                "invalidFamilyName": not str(values.get("familyName") or "").strip(),
                "invalidEmail": email is not None and not EMAIL.fullmatch(email),
                "invalidTelephone": phone is not None and not PHONE.fullmatch(phone),
                "invalidCustomTextfield": len(values.get("customTextfield") or "") > 250,
            }.items()
            if is_wrong
        ]
        if wrong:
            raise Refusal(400, *wrong)
        self._must_be(process, "reserved", "processNotReservedAnymore")
        process.contact |= {name: value for name, value in values.items() if value is not None}
        return process

    def preconfirm(self, process: Process) -> Process:
        self._must_be(process, "reserved", "processNotReservedAnymore")
        self._check_contact(process)
        process.status = "preconfirmed"
        self.mails.append((process.id, process.auth_key))
        return process

    def confirm(self, process: Process) -> Process:
        if process.status not in ("reserved", "preconfirmed"):
            raise Refusal(409, "processNotPreconfirmedAnymore")
        self._check_contact(process)
        process.status = "confirmed"
        return process

    def cancel(self, process: Process) -> Process:
        if process.start <= self.clock.now.timestamp() or process.status == "deleted":
            raise Refusal(406, "appointmentCanNotBeCanceled")
        process.released = process.status == "reserved"  # nobody had it yet
        process.status = "deleted"
        process.auth_key = secrets.token_hex(32)
        return process

    def _must_be(self, process: Process, status: str, code: str) -> None:
        if process.status != status:
            raise Refusal(409, code)

    def _check_contact(self, process: Process) -> None:
        scope, email = process.office.scope, str(process.contact["email"]).casefold()
        if scope["emailRequired"] and email == PLACEHOLDER:
            raise Refusal(406, "emailIsRequired")
        if scope["telephoneRequired"] and not process.contact["telephone"]:
            raise Refusal(406, "telephoneIsRequired")
        limit = scope["appointmentsPerMail"]
        others = [
            p
            for p in self.processes.values()
            if p is not process
            and p.office is process.office
            and p.status in ("preconfirmed", "confirmed")
            and str(p.contact["email"]).casefold() == email
        ]
        if limit and len(others) >= limit:
            raise Refusal(406, "tooManyAppointmentsWithSameMail")
