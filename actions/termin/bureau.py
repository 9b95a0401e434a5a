"""What booking has at hand beside the desk: the calendar, the open Vorgänge, the words for both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from actions.desk import Desk
from actions.termin.wanted import Wanted
from booking.details import Describe
from booking.port import BookingPort
from booking.vorgaenge.service import Vorgaenge
from booking.watches.service import Watches
from knowledge.model import Stadtteil
from knowledge.termin_phrases import TerminPhrases


@dataclass(frozen=True)
class Bureau:
    """Shared by the booking actions and the forms.

    `watches` None: nobody can be told when a slot becomes free. `sends_mail`: confirmations go out by e-mail.
    `is_example`: the calendar is a demonstration; asked anew each time.
    """

    desk: Desk
    port: BookingPort
    vorgaenge: Vorgaenge
    describe: Describe
    phrases: TerminPhrases
    stadtteile: Mapping[str, Stadtteil]
    watches: Watches | None
    wanted: Wanted
    sends_mail: bool
    is_example: Callable[[], bool]

    def wall_time(self) -> datetime:
        """The local time without its zone, as sentences about days and hours are read."""
        return self.desk.now().replace(tzinfo=None)

    def say(self, occasion: str, **values: object) -> str:
        """What editors wrote for this moment of a booking."""
        return self.phrases.say(occasion, **values)
