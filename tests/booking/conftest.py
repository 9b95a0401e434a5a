from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from booking.tables import metadata
from bot.database import open_database
from bot.settings import Settings
from tests.booking import postgres
from tests.booking.embedded import EmbeddedDesk

pytest.register_assert_rewrite("tests.booking.conformance")


@pytest.fixture(scope="session")
def sqlite_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The app's own connection to a SQLite file with all tables."""
    engine = open_database(Settings(data_dir=tmp_path_factory.mktemp("booking")))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_engine() -> Iterator[Engine]:
    """The app's own connection to a private PostgreSQL with all tables."""
    if reason := postgres.why_not():
        pytest.skip(reason)
    with postgres.cluster() as url:
        engine = open_database(Settings(database_url=url))
        yield engine
        engine.dispose()


def emptied(engine: Engine) -> Engine:
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    return engine


@pytest.fixture
def sqlite(sqlite_engine: Engine) -> Engine:
    """An empty calendar on SQLite."""
    return emptied(sqlite_engine)


@pytest.fixture
def postgres_database(postgres_engine: Engine) -> Engine:
    """An empty calendar on PostgreSQL."""
    return emptied(postgres_engine)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Engine:
    """An empty calendar: once on SQLite, once on PostgreSQL."""
    name = "sqlite_engine" if request.param == "sqlite" else "postgres_engine"
    return emptied(request.getfixturevalue(name))


@pytest.fixture
def desk(database: Engine) -> EmbeddedDesk:
    """The embedded calendar in the test world, without e-mail verification."""
    return EmbeddedDesk(database)
