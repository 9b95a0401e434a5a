"""Booking put together: the city's own calendar, or its ZMS, or none."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from sqlalchemy import Engine, select

from booking.appointments.tidying import Tidying
from booking.details import Describe
from booking.embedded import EmbeddedBooking
from booking.model import Clock
from booking.operations import Operations
from booking.outbox.service import Outbox
from booking.policy import Policy
from booking.port import BookingPort
from booking.tables import appointments, vorgaenge
from booking.vorgaenge.repository import VorgangRows
from booking.vorgaenge.service import Vorgaenge
from booking.watches.service import Watches
from booking.zms import ZmsBooking, ZmsClient, ZmsIds
from bot.errors import LotseError
from bot.settings import Settings
from bot.termine.details import Details
from bot.termine.keys import VARIABLE, read_key
from bot.termine.plan import Terminplan
from knowledge.catalogue import Catalogue
from knowledge.terminvergabe import Terminvergabe

# Where there is a row, there is something that only the installation's key opens.
SEALED = (appointments.c.ref, vorgaenge.c.id)


@dataclass(frozen=True)
class BookingHouse:
    """Everything about appointments; what only the own calendar has is None where ZMS keeps it."""

    port: BookingPort
    vorgaenge: Vorgaenge
    describe: Describe
    is_example: Callable[[], bool]  # now: the answer changes when somebody has checked the calendars
    close: Callable[[], Awaitable[None]]
    bookable: Callable[[], Collection[str]]  # ids of Leistungen
    watches: Watches | None = None
    outbox: Outbox | None = None
    operations: Operations | None = None
    tidying: Tidying | None = None
    plan: Terminplan | None = None


def open_booking(
    settings: Settings, database: Engine, catalogue: Catalogue, clock: Clock
) -> BookingHouse | None:
    """What `LOTSE_BOOKING` says; None where it is off.

    Raises `LotseError` where the key, the file of the calendars or the settings are no good.
    """
    if settings.booking == "off":
        return None
    plan = Terminplan(catalogue, settings.content_dir)
    key = _key(settings, database)
    if settings.booking == "zms":
        return _zms(settings, database, catalogue, plan.terminvergabe, key, clock)
    port = EmbeddedBooking(database, plan, key, clock, policy_of(settings))
    return BookingHouse(
        port=port,
        vorgaenge=Vorgaenge(port, VorgangRows(database), key, clock),
        describe=Details(catalogue, port, plan.is_example),
        is_example=plan.is_example,
        close=_nothing_to_close,
        bookable=lambda: plan().bookable,
        watches=port.watches,
        outbox=port.outbox,
        operations=port.operations,
        tidying=port.tidying,
        plan=plan,
    )


def policy_of(settings: Settings) -> Policy:
    """An address is asked for where mail goes out: it then carries confirmation, reminder and changes."""
    return Policy(email_verification=settings.email_verification, email_required=settings.sends_mail)


def _zms(
    settings: Settings,
    database: Engine,
    catalogue: Catalogue,
    terminvergabe: Terminvergabe,
    key: bytes,
    clock: Clock,
) -> BookingHouse:
    if settings.zms_url is None or settings.zms_booking_page is None:
        raise LotseError("LOTSE_BOOKING=zms braucht LOTSE_ZMS_URL und LOTSE_ZMS_BOOKING_PAGE.")
    try:
        port = ZmsBooking(
            ZmsClient(settings.zms_url, clock),
            key=key,
            clock=clock,
            booking_page=settings.zms_booking_page,
            ids=zms_ids(terminvergabe),
            email_verification=settings.email_verification,
        )
    except (KeyError, IndexError, ValueError) as error:  # what str.format says of a wrong template
        raise LotseError(
            f"Die Einstellung LOTSE_ZMS_BOOKING_PAGE ist ungültig: {settings.zms_booking_page!r}.",
            "Erlaubt sind darin nur die Platzhalter {service} und {office}.",
        ) from error

    def is_example() -> bool:
        return False

    return BookingHouse(
        port=port,
        vorgaenge=Vorgaenge(port, VorgangRows(database), key, clock),
        describe=Details(catalogue, port, is_example),
        is_example=is_example,
        close=port.close,
        bookable=lambda: {slug for slug, entry in terminvergabe.leistungen.items() if entry.zms},
    )


def zms_ids(terminvergabe: Terminvergabe) -> ZmsIds:
    """The catalogue's ids and ZMS's numbers; raises `LotseError` where a number stands twice."""
    try:
        return ZmsIds(
            offices={slug: stelle.zms for slug, stelle in terminvergabe.stellen.items() if stelle.zms},
            leistungen={slug: entry.zms for slug, entry in terminvergabe.leistungen.items() if entry.zms},
        )
    except ValueError as error:
        raise LotseError(
            "In terminvergabe.yml steht eine ZMS-Nummer zweimal.",
            "Welche es ist, sagt: lotse knowledge check",
        ) from error


def _key(settings: Settings, database: Engine) -> bytes:
    """The key; a new one only where there is nothing yet that the old one had sealed."""
    if not settings.key_file.exists():
        with database.connect() as connection:
            is_used = any(connection.scalar(select(column).limit(1)) for column in SEALED)
        if is_used:
            raise LotseError(
                f"Die Schlüsseldatei {settings.key_file} fehlt, aber es gibt schon Termine. Ohne sie sind "
                "deren Kontaktdaten, Codes und Links unlesbar.",
                f"Bitte spielen Sie sie aus der Sicherung zurück oder prüfen Sie {VARIABLE}.",
            )
    return read_key(settings.key_file)


async def _nothing_to_close() -> None:
    """The database is closed by whoever opened it."""
