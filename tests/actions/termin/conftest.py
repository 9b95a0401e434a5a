from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from booking.tables import metadata
from bot.database import open_database
from bot.settings import Settings
from tests.actions.termin.citizen import Citizen
from tests.actions.termin.town import Town


@pytest.fixture(scope="session")
def _database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = open_database(Settings(data_dir=tmp_path_factory.mktemp("termin")))
    yield engine
    engine.dispose()


@pytest.fixture
def database(_database: Engine) -> Engine:
    """An empty calendar on SQLite."""
    with _database.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    return _database


@pytest.fixture
def town(database: Engine) -> Town:
    """The small city; it sends mail."""
    return Town(database)


@pytest.fixture
def bureau(town: Town):
    return town.bureau


@pytest.fixture
def citizen(town: Town) -> Citizen:
    return Citizen(town)
