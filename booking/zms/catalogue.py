"""Offices, Leistungen and limits of a ZMS, from `/offices-and-services/`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from booking.errors import NotOffered, TooManyServices
from booking.model import Catalogue, Item, Items, Offer
from booking.zms.ids import ZmsIds

MAX_SLOTS = 25  # in one appointment; the server's own bound where the office sets none
MAX_IDS = 25  # in one list of ids, and the highest count of one Leistung


@dataclass(frozen=True, slots=True)
class Scope:
    """What an office asks for. Durations run from the reserve time."""

    email_required: bool = False
    phone_shown: bool = False
    phone_required: bool = False
    extra_label: str | None = None  # None: the field is not shown
    extra_required: bool = False
    extra2_label: str | None = None
    extra2_required: bool = False
    captcha: bool = False
    max_slots: int = MAX_SLOTS
    max_per_email: int | None = None
    hold_for: timedelta = timedelta(minutes=5)  # ZMS's default
    confirm_within: timedelta | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office under our id, and its ZMS number; `slot_length` zero where ZMS does not tell it."""

    id: str
    number: int
    name: str
    slot_length: timedelta
    scope: Scope


@dataclass(frozen=True, slots=True)
class Relation:
    """A Leistung at an office: the slots that one of it takes, and how many in one appointment."""

    number: int
    slots: float
    max_count: int


class ZmsCatalogue:
    """One answer of `/offices-and-services/`, read; immutable."""

    def __init__(self, body: Mapping[str, Any], ids: ZmsIds) -> None:
        self.ids = ids
        self.offices = {office.id: office for office in _offices(body, ids)}
        self._by_number = {office.number: office for office in self.offices.values()}
        services = {int(row["id"]): row for row in body.get("services") or ()}
        self._leistungen = {ids.leistung(number): row["name"] for number, row in services.items()}
        self._relations = {
            (office.id, ids.leistung(int(row["serviceId"]))): _relation(
                row, services[int(row["serviceId"])], office
            )
            for row in body.get("relations") or ()
            if row.get("public") is not False
            and (office := self._by_number.get(int(row["officeId"])))
            and int(row["serviceId"]) in services
        }

    def as_port(self) -> Catalogue:
        """The same as the port tells it."""
        return Catalogue(
            offices={office.id: office.name for office in self.offices.values()},
            leistungen=dict(self._leistungen),
            offers=tuple(
                Offer(office, leistung, relation.slots * self.offices[office].slot_length, relation.max_count)
                for (office, leistung), relation in self._relations.items()
            ),
        )

    def office(self, office: str) -> Office:
        """Raises `NotOffered`."""
        if office not in self.offices:
            raise NotOffered
        return self.offices[office]

    def numbers(self, office: str, items: Items) -> list[int]:
        """The serviceIds of `items` at this office; raises `NotOffered`."""
        return [self._relation(office, item).number for item in items]

    def check(self, office: str, items: Items) -> timedelta:
        """How long `items` take here; raises `NotOffered` and `TooManyServices`.

        ZMS itself does not hold `maxQuantity` and `slotsPerAppointment` in all releases.
        """
        place = self.office(office)
        for item in items:
            limit = self._relation(office, item).max_count
            if item.count > limit:
                raise TooManyServices(
                    f"„{self._leistungen[item.leistung]}“ geht in einem Termin höchstens {limit}-mal. "
                    "Bitte buchen Sie mehrere Termine.",
                    limit=limit,
                )
        if len(items) > MAX_IDS or self._slots(office, items) > place.scope.max_slots:
            raise TooManyServices
        return self.duration(office, items)

    def duration(self, office: str, items: Items) -> timedelta:
        """How long `items` take here, whatever the limits; raises `NotOffered`."""
        return self._slots(office, items) * self.office(office).slot_length

    def _slots(self, office: str, items: Items) -> int:
        total = sum(self._relation(office, item).slots * item.count for item in items)
        return math.floor(total + 0.5)  # PHP's round(), which Python's is not

    def _relation(self, office: str, item: Item) -> Relation:
        relation = self._relations.get((office, item.leistung))
        if relation is None:
            raise NotOffered
        return relation


def scope_of(row: Mapping[str, Any] | None) -> Scope:
    """A `scope` of an office or of a process."""
    row = row or {}
    minutes = _number(row.get("reservationDuration"))
    activation = _number(row.get("activationDuration"))
    return Scope(
        email_required=bool(row.get("emailRequired")),
        phone_shown=bool(row.get("telephoneActivated")),
        phone_required=bool(row.get("telephoneActivated") and row.get("telephoneRequired")),
        extra_label=_label(row, "customTextfield"),
        extra_required=bool(row.get("customTextfieldRequired")),
        extra2_label=_label(row, "customTextfield2"),
        extra2_required=bool(row.get("customTextfield2Required")),
        captcha=bool(row.get("captchaActivatedRequired")),
        max_slots=min(_number(row.get("slotsPerAppointment")) or MAX_SLOTS, MAX_SLOTS),
        max_per_email=_number(row.get("appointmentsPerMail")),
        hold_for=timedelta(minutes=minutes) if minutes else Scope().hold_for,
        confirm_within=timedelta(minutes=activation) if activation else None,
        hint=row.get("hint") or row.get("infoForAppointment") or None,
    )


def _offices(body: Mapping[str, Any], ids: ZmsIds) -> list[Office]:
    return [
        Office(
            id=ids.office(int(row["id"])),
            number=int(row["id"]),
            name=row["name"],
            slot_length=timedelta(minutes=_number(row.get("slotTimeInMinutes")) or 0),
            scope=scope_of(row.get("scope")),
        )
        for row in body.get("offices") or ()
    ]


def _relation(row: Mapping[str, Any], service: Mapping[str, Any], office: Office) -> Relation:
    slots = float(row.get("slots") or 1)
    limits = [MAX_IDS, max(1, math.floor(office.scope.max_slots / slots))]
    limits += [limit for given in (row, service) if (limit := _number(given.get("maxQuantity")))]
    return Relation(int(row["serviceId"]), slots, min(limits))


def _label(row: Mapping[str, Any], field: str) -> str | None:
    return (row.get(f"{field}Label") or "Zusätzliche Angabe") if row.get(f"{field}Activated") else None


def _number(value: object) -> int | None:
    """ZMS gives numbers as numbers, as text, as null and as empty text; zero is as good as none."""
    return int(str(value)) or None if str(value).isdigit() else None
