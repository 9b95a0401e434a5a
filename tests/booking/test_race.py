"""A race between processes; the full fifty rounds are run by `python -m bench.booking`."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.booking_race import race
from bot.database import open_database
from bot.settings import Settings
from tests.booking.conftest import emptied

ROUNDS = 3


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_of_200_holds_from_four_processes_exactly_one_wins(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
):
    settings = Settings(data_dir=tmp_path)
    if kind == "postgresql":
        url = request.getfixturevalue("postgres_engine").url.render_as_string(hide_password=False)
        settings = Settings(data_dir=tmp_path, database_url=url)
    engine = open_database(settings)
    emptied(engine)
    engine.dispose()
    assert list(race(settings, processes=4, holds=200, rounds=ROUNDS)) == [1] * ROUNDS
