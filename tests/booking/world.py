"""The small city in which every booking system has to prove itself.

An adapter's harness brings this world into its own system: the embedded calendar takes the values
as they are, a fake server translates them.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from booking.calendar import Counter, Hours, OfficeCalendar, ServiceRule, WeeklyHours
from booking.model import BERLIN, Contact, Item

# Monday; Karfreitag is the 26th, the clock goes forward on the 28th, Ostermontag is the 29th.
START = datetime(2027, 3, 22, 7, 0, tzinfo=BERLIN)

MORNINGS = (WeeklyHours(frozenset(range(5)), Hours(time(8), time(12))),)
NIGHTS = (WeeklyHours(frozenset(range(7)), Hours(time(0), time(6))),)

OFFICES = (
    # One counter: what is taken is taken.
    OfficeCalendar(
        "mitte",
        "Bürgerservice Mitte",
        MORNINGS,
        lead=timedelta(hours=2),
        horizon_days=30,
        max_duration=timedelta(minutes=60),
        max_per_email=2,
    ),
    # Three counters, Ausweise only.
    OfficeCalendar("nord", "Bürgerservice Nord", MORNINGS, counters=(Counter(),) * 3, horizon_days=30),
    # Open when the clock changes.
    OfficeCalendar("nacht", "Nachtdienst", NIGHTS, horizon_days=30, step=timedelta(minutes=30)),
)
RULES = (
    ServiceRule("ausweis", "Personalausweis beantragen", frozenset({"mitte", "nord"}), max_count=4),
    ServiceRule(
        "meldung", "Wohnsitz anmelden", frozenset({"mitte"}), duration=timedelta(minutes=20), max_count=2
    ),
    ServiceRule(
        "notfall", "Notfalldokument", frozenset({"nacht"}), duration=timedelta(minutes=30), max_count=2
    ),
)

AUSWEIS = (Item("ausweis"),)
ERIKA = Contact(name="Erika Mustermann", email="erika@example.de", phone="0621 2930")
