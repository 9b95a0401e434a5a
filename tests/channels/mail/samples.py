"""Events of every kind, and the words that belong to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from booking.details import TerminDetails
from booking.events import Event, EventKind, Watch, WatchState
from booking.model import BERLIN, Booking, Catalogue, Contact, Item, Items, Slot, SlotQuery, State
from booking.wish import WishDetails, wish_details

BASE = "https://termine.stadt.example"
NUMBER, CODE, TOKEN = "7KQ2M-9TXB4", "K7Q2M-9TXB4", "abcdefgh.T0ken-of_the-appointment"
SECRET, CONFIRM_SECRET, WATCH_SECRET = "booking-secret", "confirm-secret", "watch-secret"
PERSON = Contact("Özgür <b>Muster</b>", "oezguer@example.de", "+49621293")
START = datetime(2026, 11, 24, 14, 5, tzinfo=BERLIN)
WHEN, UNTIL, BEFORE = (
    "Dienstag, 24. November 2026, 14:05 Uhr",
    "Sonntag, 22. November 2026, 16:30 Uhr",
    "Montag, 23. November 2026, 08:00 Uhr",
)
DETAILS = TerminDetails(
    "2 × Personalausweis beantragen",
    "Bürgerservice <Mitte> & Co.",
    ("K 7, 3. Stock", "68159 Mannheim"),
    ("Biometrisches Passfoto", "Geburtsurkunde, falls Sie zum ersten Mal kommen"),
    hint="Bitte kommen Sie fünf Minuten früher.",
)
WISH = SlotQuery((Item("ausweis", 2),), ("mitte",), date(2026, 11, 23), date(2026, 11, 27), time(14))
CATALOGUE = Catalogue({"mitte": "Bürgerservice Mitte"}, {"ausweis": "Personalausweis beantragen"}, ())
OF_WATCHES = (EventKind.WATCH_STARTED, EventKind.WATCH_OFFER)
STATES = {
    EventKind.VERIFY: State.PENDING_EMAIL,
    EventKind.WATCH_OFFER: State.HELD,
    EventKind.CANCELLED: State.CANCELLED,
}


def slot(start: datetime = START) -> Slot:
    return Slot("any", "mitte", start, start + timedelta(minutes=20))


def booking(state: State = State.CONFIRMED) -> Booking:
    expires = datetime(2026, 11, 22, 16, 30, tzinfo=BERLIN)
    return Booking(
        NUMBER,
        SECRET,
        NUMBER,
        "uid@lotse",
        3,
        state,
        slot(),
        WISH.items,
        PERSON,
        expires if state in (State.HELD, State.PENDING_EMAIL) else None,
    )


def event(kind: EventKind, id: int = 1, email: str = PERSON.email) -> Event:
    return Event(
        id=id,
        kind=kind,
        message_id=f"{kind}.3.{NUMBER}",
        email=email,
        due_at=START,
        attempts=1,
        booking=None if kind is EventKind.WATCH_STARTED else booking(STATES.get(kind, State.CONFIRMED)),
        watch=Watch("3HXTR-PQ2W8", WATCH_SECRET, WatchState.WAITING, WISH, email)
        if kind in OF_WATCHES
        else None,
        previous=slot(datetime(2026, 11, 23, 8, tzinfo=BERLIN)) if kind is EventKind.MOVED else None,
        reason="Wasserschaden & <Folgen>" if kind is EventKind.OFFICE_CLOSED else "",
        confirm_secret=CONFIRM_SECRET if kind is EventKind.VERIFY else "",
    )


async def describe(_: Slot, __: Items) -> TerminDetails:
    return DETAILS


async def describe_wish(wish: SlotQuery) -> WishDetails:
    return wish_details(wish, CATALOGUE)


@dataclass
class FakeVorgang:
    code: str = CODE
    link_token: str = TOKEN


class FakeVorgaenge:
    def __init__(self) -> None:
        self.adopted: list[str] = []

    async def adopt(self, booking: Booking) -> FakeVorgang:
        self.adopted.append(booking.ref)
        return FakeVorgang()
