"""Contact data, codes and links: known to the citizen, sealed in the calendar, and nowhere else.

A whole run of the real service is searched: every file of its data folder, its log, and every byte that
went between app and engine.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.privacy.citizen import ASCII, SENTENCE, UMLAUTS
from tests.privacy.conftest import Run
from tests.privacy.searching import files_with, traces

DATABASE, TRACKER = "stadtlotse.sqlite", "engine/tracker.sqlite"


def everywhere(run: Run, values: set[str]) -> dict[str, set[str]]:
    """Each place that holds any of the values."""
    found = files_with(values, run.data_dir)
    found |= {"Engine": traces(values, run.traffic), "Protokoll": traces(values, run.log)}
    return {place: left for place, left in found.items() if left}


def rows(database: Path, prefix: str, *, without: bool = False) -> bytes:
    """What the tables whose names begin (or do not begin) with `prefix` hold."""
    with sqlite3.connect(database) as connection:
        names = [n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        chosen = [name for name in names if name.startswith(prefix) != without]
        assert chosen
        return "\n".join(
            str(row) for name in chosen for row in connection.execute(f"SELECT * FROM {name}")
        ).encode()


def test_what_a_citizen_wrote_and_the_opaque_id_are_found_where_they_belong(run):
    sentence = {SENTENCE}
    assert traces(sentence, run.traffic)
    assert files_with(sentence, run.data_dir).keys() >= {DATABASE}
    assert len(run.known.vorgaenge) == 2
    assert traces(run.known.vorgaenge, run.traffic) == run.known.vorgaenge
    assert files_with(run.known.vorgaenge, run.data_dir).keys() >= {DATABASE}


def test_the_citizens_saw_their_secrets(run):
    """Else there would be nothing to look for."""
    assert len(run.known.codes) == len(run.known.numbers) == len(run.known.links) == 2
    shown = "".join(run.known.transcripts)
    assert all(secret in shown for secret in run.known.codes | run.known.numbers | run.known.links)
    assert ASCII.email in run.recipients
    assert len(run.recipients) == 2


@pytest.mark.parametrize("person", [ASCII, UMLAUTS], ids=["ascii", "umlauts"])
def test_name_address_and_telephone_number_are_left_nowhere(run, person):
    assert everywhere(run, person.traces) == {}


def test_code_and_link_are_left_nowhere(run):
    assert everywhere(run, run.known.secrets) == {}


def test_the_number_is_known_to_the_calendar_alone(run):
    assert traces(run.known.numbers, run.traffic) == set()
    assert traces(run.known.numbers, run.log) == set()
    assert files_with(run.known.numbers, run.data_dir / "engine") == {}
    assert traces(run.known.numbers, rows(run.data_dir / DATABASE, "booking_", without=True)) == set()


def test_the_conversation_is_told_without_what_the_form_held(run):
    shown = "".join(run.known.transcripts).encode()
    assert traces(ASCII.traces | UMLAUTS.traces, shown) == set()


def test_the_tracker_holds_ids_alone_and_stays_small(run):
    with sqlite3.connect(run.data_dir / TRACKER) as connection:
        states = dict(connection.execute("SELECT sender_id, state FROM tracker"))
    assert set(run.conversations) <= set(states)
    assert max(len(state) for state in states.values()) < 20_000
