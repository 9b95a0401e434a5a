"""Each kind of mail with sample data as files, to look at: `python -m channels.mail.preview DIR`."""

from __future__ import annotations

import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

from booking.details import TerminDetails
from booking.events import Event, EventKind, Watch, WatchState
from booking.model import BERLIN, Booking, Catalogue, Item, Slot, SlotQuery, State
from booking.wish import wish_details
from channels.mail.letter import Access, Letter, write_letter
from channels.mail.links import termin_links, watch_link

BASE = "https://termine.example"
STARTS = datetime(2027, 3, 24, 14, 5, tzinfo=BERLIN)
ITEMS = (Item("personalausweis", 2),)
DETAILS = TerminDetails(
    title="2 × Personalausweis beantragen",
    office="Bürgerservice Mitte",
    address=("Musterstraße 7", "68159 Mannheim"),
    unterlagen=(
        "Biometrisches Passfoto",
        "Geburtsurkunde, falls Sie zum ersten Mal einen Ausweis beantragen",
    ),
    unterlagen_unconfirmed=True,
    hint="Bitte melden Sie sich am Empfang.",
    is_example=True,
)
STATES = {
    EventKind.VERIFY: State.PENDING_EMAIL,
    EventKind.WATCH_OFFER: State.HELD,
    EventKind.CANCELLED: State.CANCELLED,
}
WISH = SlotQuery(ITEMS, ("mitte",), date(2027, 3, 22), date(2027, 3, 26), time(14))
CATALOGUE = Catalogue({"mitte": DETAILS.office}, {"personalausweis": "Personalausweis beantragen"}, ())


def sample(kind: EventKind) -> Letter:
    """The mail of this kind with sample data."""
    booking = Booking(
        ref="7KQ2M-9TXB4",
        secret="",
        number="7KQ2M-9TXB4",
        uid="sample",
        sequence=1,
        state=STATES.get(kind, State.CONFIRMED),
        slot=Slot("", "mitte", STARTS, STARTS + timedelta(minutes=20)),
        items=ITEMS,
        expires_at=STARTS - timedelta(days=2) if kind in STATES else None,
    )
    watch = Watch("3HXTR-PQ2W8", "geheim", WatchState.WAITING, WISH, "")
    event = Event(
        id=1,
        kind=kind,
        message_id="sample",
        email="",
        due_at=STARTS,
        attempts=1,
        booking=None if kind is EventKind.WATCH_STARTED else booking,
        watch=watch if kind in (EventKind.WATCH_STARTED, EventKind.WATCH_OFFER) else None,
        previous=Slot("", "mitte", STARTS - timedelta(days=1), STARTS) if kind is EventKind.MOVED else None,
        reason="Wasserschaden" if kind is EventKind.OFFICE_CLOSED else "",
        confirm_secret="geheim" if kind is EventKind.VERIFY else "",
    )
    return write_letter(
        event,
        "Stadtlotse Mannheim",
        details=DETAILS if event.booking else None,
        access=Access("K7Q2M-9TXB4", termin_links(BASE, "musterbrief.geheim")) if event.booking else None,
        wish=wish_details(WISH, CATALOGUE, is_example=True) if event.watch else None,
        watch_link=watch_link(BASE, watch.ref, watch.secret) if event.watch else "",
    )


def write_samples(folder: Path) -> list[Path]:
    """One `.html` and one `.txt` for each kind; the text begins with the subject. Returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for kind in EventKind:
        letter = sample(kind)
        for suffix, content in (
            ("html", letter.html),
            ("txt", f"Betreff: {letter.subject}\n\n{letter.text}"),
        ):
            file = folder / f"{kind}.{suffix}"
            file.write_text(content, encoding="utf-8")
            files.append(file)
    return files


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Bitte nennen Sie einen Ordner: python -m channels.mail.preview DIR")
    for written in write_samples(Path(sys.argv[1])):
        print(written)
