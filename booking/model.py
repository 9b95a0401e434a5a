"""The values that pass through the booking port. Times are aware, ids are opaque strings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]  # returns an aware time in UTC; injected everywhere
BERLIN = ZoneInfo("Europe/Berlin")  # local dates and times of day mean this zone
MAX_PAGE = 1000  # slots on one page: more than anybody reads, a bound on memory


class State(StrEnum):
    """The life of an appointment: HELD → (PENDING_EMAIL →) CONFIRMED → CANCELLED, or EXPIRED."""

    HELD = "held"
    PENDING_EMAIL = "pending_email"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Item:
    """A Leistung and how often (for how many persons or papers) it is wanted."""

    leistung: str
    count: int = 1

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError("count must be at least 1")


Items = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A free time at an office, long enough for the items it was searched for. `id` goes to `hold`.

    Both times are local. Python compares two local times by the clock on the wall: in the hour that
    comes twice, compare ids or `timestamp()`.
    """

    id: str
    office: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class SlotQuery:
    """What the citizen wants. Days and times of day are local (Europe/Berlin).

    `offices` in the order of preference; empty means every office that offers all `items`.
    `to_day` is included; `to_time` is not (a slot must start before it). No `weekdays` is every
    day, 0 is Monday. `cursor` is that of the page before, with everything else unchanged.
    """

    items: Items
    offices: tuple[str, ...] = ()
    from_day: date | None = None
    to_day: date | None = None
    from_time: time | None = None
    to_time: time | None = None
    weekdays: frozenset[int] = frozenset()
    limit: int = 6
    cursor: str | None = None

    def __post_init__(self) -> None:
        if not self.items:
            raise ValueError("items must not be empty")
        if not 1 <= self.limit <= MAX_PAGE:
            raise ValueError(f"limit must be from 1 to {MAX_PAGE}")


@dataclass(frozen=True, slots=True)
class SlotPage:
    """Slots by start, at the same start by the query's order of offices; no `cursor` is the last page."""

    slots: tuple[Slot, ...] = ()
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Who comes. Never part of a dialogue, a log or a `repr`. Empty means not given."""

    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    extra: str = field(default="", repr=False)  # the office's own fields, see `Requirements`
    extra2: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ContactField:
    """One field of the contact form: `name` is an attribute of `Contact`, `label` is German."""

    name: str
    label: str
    required: bool
    max_length: int


@dataclass(frozen=True, slots=True)
class Requirements:
    """What booking these items at this office asks for."""

    office: str
    items: Items
    fields: tuple[ContactField, ...]
    duration: timedelta
    hold_for: timedelta  # from `hold` to `submit`
    email_verification: bool = False  # `submit` leads to PENDING_EMAIL
    confirm_within: timedelta | None = None  # from `hold` to `confirm`, where there is verification
    max_per_email: int | None = None
    captcha_link: str | None = None  # set: book there, not here
    hint: str | None = None  # the office's own words, German


@dataclass(frozen=True, slots=True)
class Hold:
    """A reservation: it lapses at `expires_at`. The secret opens it from now on, through all states."""

    ref: str
    secret: str = field(repr=False)
    slot: Slot
    items: Items
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Booking:
    """An appointment as it stands now.

    After `reschedule` and `cancel` an adapter may answer with another `ref` and `secret`: keep
    those. `number` is what a citizen reads; `uid` and `sequence` are the calendar file's, the
    first one stable over moves, the second one rising with each change.
    """

    ref: str
    secret: str = field(repr=False)
    number: str
    uid: str
    sequence: int
    state: State
    slot: Slot
    items: Items
    contact: Contact | None = field(default=None, repr=False)
    expires_at: datetime | None = None  # HELD and PENDING_EMAIL only


@dataclass(frozen=True, slots=True)
class Offer:
    """An office books appointments for a Leistung: `duration` of one, `max_count` in one appointment."""

    office: str
    leistung: str
    duration: timedelta
    max_count: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What can be booked where. The names are German; the ids are those of the other calls."""

    offices: dict[str, str]  # id -> name
    leistungen: dict[str, str]
    offers: tuple[Offer, ...]

    def offer(self, office: str, leistung: str) -> Offer | None:
        """The office's offer of this Leistung, if there is one."""
        return next((o for o in self.offers if (o.office, o.leistung) == (office, leistung)), None)

    def offices_for(self, leistungen: Iterable[str]) -> tuple[str, ...]:
        """The offices that offer all these Leistungen, in the order of `offices`."""
        wanted = set(leistungen)
        offered = {(o.office, o.leistung) for o in self.offers}
        return tuple(o for o in self.offices if all((o, leistung) in offered for leistung in wanted))


@dataclass(frozen=True, slots=True)
class Capabilities:
    """How adapters differ, so that the dialogue need not know which one it has."""

    reschedule_atomic: bool
    email_verification: bool
    captcha_handoff: bool
    max_horizon_days: int
    idempotent_hold: bool  # false: never repeat a `hold` whose answer was lost
    watches: bool  # "sagen Sie mir Bescheid" can be offered
