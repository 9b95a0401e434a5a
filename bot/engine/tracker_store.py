"""Conversations on disk: one row a sender, its slots and its last few events, nothing else."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

# Rules look at the current turn; two earlier ones let actions see what was said just before.
KEPT_TURNS = 3
# What the classifier says beside its decision is never read again.
_DROPPED_PARSE_KEYS = ("intent_ranking", "text_tokens", "response_selector")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS tracker (
    sender_id TEXT PRIMARY KEY,
    changed REAL NOT NULL,
    state TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tracker_changed ON tracker (changed);
"""


class TrackerStoreUnavailable(Exception):
    """A conversation could not be read or written; the turn must fail, never start a new conversation."""


class TurnTrackerStore(TrackerStore):
    """Keeps the state of each conversation in one row of an SQLite database (WAL).

    A turn costs one read and one write of a few kilobytes, whether it is the second or the two hundredth.
    WAL with synchronous=NORMAL survives a killed process; a power cut may cost the last turns but never
    the database. Deleted text is overwritten (secure_delete).
    """

    def __init__(self, path: Path, domain: Domain | None = None) -> None:
        super().__init__(domain)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            self._db = sqlite3.connect(str(path), isolation_level=None, timeout=5)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute("PRAGMA secure_delete=ON")
            self._db.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise TrackerStoreUnavailable(str(path)) from error
        path.chmod(0o600)

    async def create_tracker(self, sender_id: str, append_action_listen: bool = True) -> DialogueStateTracker:
        """Return a new tracker; it is stored with its first complete turn."""
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Replace the sender's row by the current state. Raises TrackerStoreUnavailable."""
        state = json.dumps(pack(tracker), ensure_ascii=False, separators=(",", ":"))
        self._execute(
            "INSERT INTO tracker (sender_id, changed, state) VALUES (?, ?, ?)"
            " ON CONFLICT (sender_id) DO UPDATE SET changed = excluded.changed, state = excluded.state",
            (tracker.sender_id, time.time(), state),
        )

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the sender's tracker, None if there is none. Raises TrackerStoreUnavailable."""
        try:
            row = self._execute("SELECT state FROM tracker WHERE sender_id = ?", (sender_id,)).fetchone()
            if row is None:
                return None
            events = unpack(json.loads(row[0]))
        except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
            raise TrackerStoreUnavailable("unreadable row") from error
        tracker = self.init_tracker(sender_id)
        for event in events:
            if not isinstance(event, SlotSet) or event.key in tracker.slots:
                tracker.update(event)
        return tracker

    async def keys(self) -> Iterable[str]:
        """Return the ids of all stored senders."""
        return [row[0] for row in self._execute("SELECT sender_id FROM tracker", ())]

    def delete(self, sender_id: str) -> bool:
        """Forget a conversation; False if there was none. Raises TrackerStoreUnavailable."""
        return self._forget("DELETE FROM tracker WHERE sender_id = ?", sender_id) > 0

    def purge(self, unchanged_since: float) -> int:
        """Forget all conversations without a turn since that time (Unix seconds); return their number."""
        return self._forget("DELETE FROM tracker WHERE changed < ?", unchanged_since)

    def close(self) -> None:
        """Close the database; the write-ahead log is folded in."""
        self._db.close()

    def _forget(self, statement: str, value: Any) -> int:
        """Delete rows, and empty the write-ahead log, in which their text would live on."""
        gone = self._execute(statement, (value,)).rowcount
        if gone:
            self._execute("PRAGMA wal_checkpoint(TRUNCATE)", ())
        return gone

    def _execute(self, statement: str, values: Iterable[Any]) -> sqlite3.Cursor:
        try:
            return self._db.execute(statement, tuple(values))
        except sqlite3.Error as error:
            raise TrackerStoreUnavailable(type(error).__name__) from error


def pack(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Return what must be kept of a tracker, as JSON values: slots, active loop, the last events.

    Bot messages are left out: the app has them, and no rule reads them.
    """
    events = [event for event in tracker.events if not isinstance(event, BotUttered)]
    return {
        "slots": {name: value for name, value in tracker.current_slot_values().items() if value is not None},
        "loop": tracker.active_loop_name,
        "events": [_pack_event(event) for event in _last_turns(events)],
    }


def unpack(state: dict[str, Any]) -> list[Event]:
    """Return events that, replayed, give the state that was packed.

    Slots come first; later events that set them again end at the same values.
    """
    events: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    events += [SlotSet(name, value) for name, value in state["slots"].items()]
    if state["loop"]:
        events.append(ActiveLoop(state["loop"]))
    kept = (Event.from_parameters(parameters) for parameters in state["events"])
    return events + [event for event in kept if event is not None]


def _last_turns(events: list[Event]) -> list[Event]:
    """Return the tail that starts with the `action_listen` before the third last user message."""
    turns = 0
    for index in range(len(events) - 1, -1, -1):
        if isinstance(events[index], SessionStarted):
            return events[index + 1 :]
        if isinstance(events[index], UserUttered):
            turns += 1
        elif turns == KEPT_TURNS and _is_listen(events[index]):
            return events[index:]
    return events


def _is_listen(event: Event) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME


def _pack_event(event: Event) -> dict[str, Any]:
    packed = event.as_dict()
    packed.pop("metadata", None)
    if isinstance(event, UserUttered):
        parse_data = packed.get("parse_data") or {}
        packed["parse_data"] = {k: v for k, v in parse_data.items() if k not in _DROPPED_PARSE_KEYS}
    return packed
