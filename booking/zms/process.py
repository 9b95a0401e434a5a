"""A process as ZMS tells it, and the port's booking made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from booking.errors import NotOffered, SlotTaken, Unavailable
from booking.model import BERLIN, Contact, Item, Items, Slot, State
from booking.slot_ids import read_slot_id, slot_id
from booking.zms.catalogue import Scope, ZmsCatalogue, scope_of

# What reserve enters until somebody says who comes; it must never be shown as the citizen's own.
PLACEHOLDER_EMAIL = "test@muenchen.de"


_STATES = {
    "free": State.EXPIRED,
    "reserved": State.HELD,
    "preconfirmed": State.PENDING_EMAIL,
    "deleted": State.CANCELLED,
    "blocked": State.CANCELLED,  # cancelled, its slot not yet given back
    "anonymized": State.CANCELLED,
}  # every other status comes after confirming: queued, called, finished, missed …


@dataclass(frozen=True, slots=True)
class Process:
    """What we use of a process. `start` is local."""

    id: int
    auth_key: str = field(repr=False)
    status: str
    start: datetime
    office: int
    services: tuple[tuple[int, int], ...]  # serviceId and count
    number: str
    scope: Scope
    contact: Contact | None = field(repr=False)

    @property
    def state(self) -> State:
        """In the port's words, expiry not considered."""
        return _STATES.get(self.status, State.CONFIRMED)


def read_process(body: Any) -> Process:
    """Raises `Unavailable` where the answer is not a process."""
    try:
        services = [(body.get("serviceId"), body.get("serviceCount"))]
        services += [(sub["id"], sub["count"]) for sub in body.get("subRequestCounts") or ()]
        return Process(
            id=int(body["processId"]),
            auth_key=str(body["authKey"]),
            status=str(body.get("status")),
            start=_moment(body["timestamp"]),
            office=int(body.get("officeId") or 0),
            services=tuple((int(number), int(count)) for number, count in services if number and count),
            number=str(body.get("displayNumber") or body["processId"]),
            scope=scope_of(body.get("scope")),
            contact=_contact(body),
        )
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
        raise Unavailable from None


def read_slot(slot_id: str) -> tuple[str, datetime]:
    """Our office and the start behind a slot's id; raises `SlotTaken`."""
    slot = read_slot_id(slot_id)
    if slot is None:
        raise SlotTaken
    return slot


def make_slot(office: str, start: datetime, duration: timedelta) -> Slot:
    """A slot; the end counts elapsed time, also when the clock changes."""
    end = (start.astimezone(UTC) + duration).astimezone(BERLIN)
    return Slot(slot_id(office, start), office, start.astimezone(BERLIN), end)


def items_of(process: Process, catalogue: ZmsCatalogue) -> Items:
    """The Leistungen under our ids."""
    return tuple(Item(catalogue.ids.leistung(number), count) for number, count in process.services)


def slot_of(process: Process, catalogue: ZmsCatalogue) -> Slot:
    """The slot; of no length where the office no longer offers what was booked."""
    office = catalogue.ids.office(process.office)
    try:
        duration = catalogue.duration(office, items_of(process, catalogue))
    except NotOffered:
        duration = timedelta()
    return make_slot(office, process.start, duration)


def _moment(stamp: object) -> datetime:
    return datetime.fromtimestamp(int(str(stamp)), UTC).astimezone(BERLIN)


def _contact(body: Mapping[str, Any]) -> Contact | None:
    name = str(body.get("familyName") or "")
    email = str(body.get("email") or "")
    if email.casefold() == PLACEHOLDER_EMAIL:
        email = ""
    if not name.strip():  # nobody has said yet who comes
        return None
    return Contact(
        name=name,
        email=email,
        phone=str(body.get("telephone") or ""),
        extra=str(body.get("customTextfield") or ""),
        extra2=str(body.get("customTextfield2") or ""),
    )
