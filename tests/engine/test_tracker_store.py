"""Conversations on disk: what is kept, what is forgotten, and what happens when the disk fails."""

from __future__ import annotations

import random
import sqlite3
import time
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    AllSlotsReset,
    BotUttered,
    Event,
    Restarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.tracker_store import KEPT_TURNS, TrackerStoreUnavailable, TurnTrackerStore

DOMAIN = Domain.load(str(Path(__file__).resolve().parents[2] / "domain.yml"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "engine" / "tracker.sqlite"


@pytest.fixture
def store(path: Path) -> TurnTrackerStore:
    return TurnTrackerStore(path, DOMAIN)


def turn(number: int, *events: Event) -> list[Event]:
    """The events of one turn, as the processor logs them."""
    said = UserUttered(f"Satz {number}", {"name": "gruss", "confidence": 1.0})
    return [
        ActionExecuted("action_listen"),
        said,
        ActionExecuted("action_gruss"),
        BotUttered("Antwort"),
        *events,
    ]


async def talk(store: TurnTrackerStore, sender: str, *turns: list[Event]) -> DialogueStateTracker:
    """Save after every turn, as the engine does."""
    for events in turns:
        tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
        tracker.update_with_events(events, DOMAIN)
        await store.save(tracker)
    return tracker


async def test_a_slot_outlives_the_events_that_set_it(store: TurnTrackerStore):
    turns = [turn(0, SlotSet("leistung", "hundesteuer")), *(turn(number) for number in range(1, 20))]
    await talk(store, "a", *turns)
    tracker = await store.retrieve("a")
    assert tracker.get_slot("leistung") == "hundesteuer"
    texts = [event.text for event in tracker.events if isinstance(event, UserUttered)]
    assert texts == [f"Satz {number}" for number in range(20 - KEPT_TURNS, 20)]


async def test_a_row_does_not_grow_with_the_conversation(store: TurnTrackerStore, path: Path):
    async def size_after(turns: int) -> int:
        await talk(
            store, f"nach {turns}", *(turn(100 + n, SlotSet("termin", {"n": 100})) for n in range(turns))
        )
        with sqlite3.connect(path) as db:
            query = "SELECT length(state) FROM tracker WHERE sender_id = ?"
            return db.execute(query, (f"nach {turns}",)).fetchone()[0]

    assert await size_after(200) <= 1.1 * await size_after(5)


@pytest.mark.parametrize("seed", range(25))
async def test_what_is_read_back_is_what_was_saved(store: TurnTrackerStore, seed: int):
    chance = random.Random(seed)
    possible = [
        lambda: SlotSet("leistung", chance.choice(["a", "b", None])),
        lambda: SlotSet("termin", {"offen": [chance.random()]}),
        lambda: SlotSet("termin", chance.choice([["x", "y"], [], None])),
        AllSlotsReset,
        Restarted,
    ]
    tracker = await store.get_or_create_tracker("zufall", append_action_listen=False)
    for number in range(chance.randrange(1, 12)):
        events = [chance.choice(possible)() for _ in range(chance.randrange(4))]
        tracker.update_with_events(turn(number, *events), DOMAIN)
        await store.save(tracker)
        read = await store.retrieve("zufall")
        assert read.current_slot_values() == tracker.current_slot_values()
        assert read.latest_message.text == tracker.latest_message.text
        assert read.latest_action_name == tracker.latest_action_name
        tracker = read


async def test_it_survives_being_opened_anew(store: TurnTrackerStore, path: Path):
    await talk(store, "a", turn(0, SlotSet("termin", [{"type": "text", "text": "Grüße"}])))
    store.close()
    again = TurnTrackerStore(path, DOMAIN)
    assert (await again.retrieve("a")).get_slot("termin") == [{"type": "text", "text": "Grüße"}]


async def test_a_slot_that_a_newer_model_no_longer_has_is_left_out(store: TurnTrackerStore):
    await talk(store, "a", turn(0, SlotSet("leistung", "reisepass"), SlotSet("aspekt", "ort")))
    store.domain = Domain.from_dict({"slots": {"aspekt": {"type": "text", "mappings": [{"type": "custom"}]}}})
    tracker = await store.retrieve("a")
    assert tracker.get_slot("aspekt") == "ort"
    assert "leistung" not in tracker.slots


async def test_an_unknown_sender_has_no_conversation(store: TurnTrackerStore):
    assert await store.retrieve("niemand") is None


async def test_a_forgotten_conversation_leaves_no_text_on_disk(store: TurnTrackerStore, path: Path):
    await talk(store, "a", [ActionExecuted("action_listen"), UserUttered("unverwechselbar")])
    assert any(b"unverwechselbar" in file.read_bytes() for file in path.parent.iterdir())
    assert store.delete("a")
    assert not store.delete("a")
    for file in path.parent.iterdir():  # the engine goes on running: its write-ahead log is among them
        assert b"unverwechselbar" not in file.read_bytes()


async def test_old_conversations_are_purged_and_young_ones_stay(store: TurnTrackerStore, path: Path):
    await talk(store, "alt", [ActionExecuted("action_listen"), UserUttered("unverwechselbar")])
    between = time.time()
    await talk(store, "jung", turn(0))
    assert store.purge(unchanged_since=between) == 1
    assert await store.keys() == ["jung"]
    for file in path.parent.iterdir():
        assert b"unverwechselbar" not in file.read_bytes()


async def test_an_unreadable_row_is_an_error_and_not_a_new_conversation(store: TurnTrackerStore, path: Path):
    await talk(store, "a", turn(0))
    with sqlite3.connect(path) as db:
        db.execute("UPDATE tracker SET state = '{kaputt'")
    with pytest.raises(TrackerStoreUnavailable):
        await store.get_or_create_tracker("a")


async def test_a_failing_database_is_an_error_and_not_a_new_conversation(store: TurnTrackerStore, path: Path):
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE tracker")
    with pytest.raises(TrackerStoreUnavailable):
        await store.get_or_create_tracker("a")
    with pytest.raises(TrackerStoreUnavailable):
        await store.save(DialogueStateTracker("a", DOMAIN.slots))


def test_a_database_that_cannot_be_opened_is_an_error(tmp_path: Path):
    (tmp_path / "tracker.sqlite").write_bytes(b"das ist keine Datenbank" * 100)
    with pytest.raises(TrackerStoreUnavailable):
        TurnTrackerStore(tmp_path / "tracker.sqlite", DOMAIN)


def test_only_the_owner_may_read_the_conversations(store: TurnTrackerStore, path: Path):
    assert path.stat().st_mode & 0o077 == 0
