"""What each command works with: the open calendars, who sits before them, and what time it is."""

from __future__ import annotations

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from booking.errors import BookingError, Unavailable
from booking.model import BERLIN, Catalogue
from booking.operations import Operations
from bot.content import load_content
from bot.database import open_database
from bot.errors import LotseError
from bot.settings import load_settings
from bot.termine.opening import BookingHouse, open_booking
from bot.termine.plan import Terminplan
from knowledge.catalogue import Catalogue as Katalog
from knowledge.repository import LeistungRepository

NOT_OURS = {
    "zms": (
        "Die Kalender führt das ZMS der Stadt (LOTSE_BOOKING=zms).",
        "Bitte ändern Sie sie dort; der Lotse liest sie nur.",
    ),
    "off": (
        "Die Terminvergabe ist ausgeschaltet (LOTSE_BOOKING=off).",
        "Zum Einschalten: LOTSE_BOOKING=embedded",
    ),
}


@dataclass(frozen=True)
class Desk:
    """The calendars, for one command."""

    house: BookingHouse
    operations: Operations
    plan: Terminplan
    actor: str
    now: datetime
    sends_mail: bool

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(BERLIN).date()

    @property
    def names(self) -> Catalogue:
        """What can be booked where, by name."""
        return self.plan().catalogue()

    def offices(self, office: str | None) -> list[str]:
        """The one office, or all."""
        return [office] if office else sorted(self.plan().timetables)


def utc_now() -> datetime:
    """The clock of the calendars."""
    return datetime.now(UTC)


@contextmanager
def open_desk() -> Iterator[Desk]:
    """The city's own calendars.

    Raises `LotseError` where there are none here, and for every fault of a change within.
    """
    settings = load_settings()
    if settings.booking in NOT_OURS:
        raise LotseError(*NOT_OURS[settings.booking])
    database = open_database(settings)
    try:
        repository = LeistungRepository(database)
        if not repository.stored():  # nobody has started the service yet
            load_content(settings, database)
        house = open_booking(settings, database, Katalog(repository), utc_now)
        if house is None or house.operations is None or house.plan is None:
            raise LotseError("Hier gibt es keine Kalender.", "Bitte prüfen Sie LOTSE_BOOKING.")
        yield Desk(house, house.operations, house.plan, _actor(), utc_now(), settings.sends_mail)
    except Unavailable as error:  # its own words are for citizens
        raise LotseError(
            "Die Datenbank der Termine antwortet nicht.", "Bitte versuchen Sie es gleich noch einmal."
        ) from error
    except BookingError as error:
        raise LotseError(str(error)) from error
    finally:
        database.dispose()


def _actor() -> str:
    """Who is logged in at this machine: by the system, because the environment says what anybody likes."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid {os.getuid()}"
