"""A search through everything that is stored, for what citizens have told about themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine, MetaData, select

from booking.errors import Unreadable
from booking.model import Contact, Item, SlotQuery, State
from booking.policy import Policy
from bot.database import open_database
from bot.settings import Settings
from tests.booking.conformance import hold, slots
from tests.booking.embedded import EmbeddedDesk
from tests.booking.vorgaenge_office import CHAT, Office
from tests.booking.world import AUSWEIS

JUERGEN = Contact("Jürgen Müßiggang-Öztürk", "Juergen.Muessig@example.de", "0621 4711081")
WATCHING = "Warte.Nur@example.org"
TOLD = ("Jürgen", "Müßiggang", "Öztürk", "Muessig", "example.de", "4711081", "Warte.Nur", "example.org")


def traces(raw: bytes) -> list[str]:
    """What of the told things stands in the bytes, in any way of writing that a database or JSON has."""
    raw = raw.lower()
    written = {
        told: {
            told.encode(),
            told.casefold().encode(),
            told.encode("utf-16-le"),
            json.dumps(told)[1:-1].encode(),
        }
        for told in TOLD
    }
    return [told for told, ways in written.items() if any(way.lower() in raw for way in ways)]


def rows(engine: Engine) -> bytes:
    """Every value of every table."""
    metadata = MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        values = [v for t in metadata.sorted_tables for row in connection.execute(select(t)) for v in row]
    return b" ".join(v if isinstance(v, bytes) else str(v).encode() for v in values)


async def live_through_everything(engine: Engine, policy: Policy) -> EmbeddedDesk:
    """Holds with and without contact data, bookings, a move, a cancellation, a watch and its offer, mails."""
    desk = EmbeddedDesk(engine, policy)
    office = Office(engine, desk)
    await office.hold(0, "another chat")
    told = await hold(desk, (await slots(desk))[3])
    await desk.port.set_contact(told.ref, told.secret, JUERGEN)
    vorgang = await office.hold(5)
    booking = await vorgang.book(JUERGEN)
    if booking.state is State.PENDING_EMAIL:
        await vorgang.confirm(await desk.mailed_secret(booking))
    await vorgang.move(await office.slot_id(8))
    watch = desk.port.watches.start(SlotQuery(AUSWEIS, ("mitte",)), WATCHING)
    desk.port.watches.start(SlotQuery((Item("ausweis", 2),), ("mitte",)), WATCHING)
    desk.port.watches.offer()
    assert {e.email for e in desk.port.outbox.take(100)} >= {JUERGEN.email, WATCHING}
    desk.port.watches.end(watch.ref, watch.secret)
    day = desk.clock.now.date()
    desk.port.operations.close("nord", day, day, "Wasserschaden", "Prüfung")
    cancelled = await (await office.vorgaenge.find(CHAT, vorgang.id)).cancel()
    assert cancelled.contact.name == JUERGEN.name  # it is there for who has the key
    return desk


@pytest.mark.parametrize("policy", [Policy(), Policy(email_verification=True)], ids=["plain", "verified"])
async def test_no_table_tells_who_comes(database: Engine, policy: Policy):
    await live_through_everything(database, policy)
    assert traces(rows(database)) == []


async def test_no_file_of_the_database_tells_who_comes(tmp_path: Path):
    """What was written and overwritten too: the file, the write-ahead log, everything in the folder."""
    engine = open_database(Settings(data_dir=tmp_path))
    await live_through_everything(engine, Policy())
    files = {file.name: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    engine.dispose()
    assert {name.rpartition("sqlite")[2] for name in files} >= {"", "-wal"}
    assert b"Wasserschaden" in b"".join(files.values())  # plain texts are found in it
    assert {name: found for name, raw in files.items() if (found := traces(raw))} == {}


def test_the_search_finds_what_is_plain():
    for raw in (
        "Öztürk".encode(),
        b'"M\\u00fc\\u00dfiggang"',
        "öztürk".encode(),
        "JUERGEN.MUESSIG@".encode("utf-16-le"),
        b"+496214711081",
    ):
        assert traces(raw), raw


async def test_with_another_key_an_operator_reads_what_to_do(sqlite: Engine):
    desk = EmbeddedDesk(sqlite)
    await Office(sqlite, desk).book()
    other = EmbeddedDesk(sqlite, key=bytes(32))
    day = desk.clock.now.date()
    with pytest.raises(Unreadable, match="Schlüssel gehört nicht zu dieser Datenbank"):
        other.port.operations.appointments(day, day)
    other.clock.advance(days=40)
    assert other.port.tidying.run().contacts_erased == 1
