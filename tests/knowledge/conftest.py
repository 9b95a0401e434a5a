"""A catalogue of its own for each test, in a database built by the real migrations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from bot.database import migrate
from knowledge.repository import LeistungRepository


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{tmp_path / 'catalogue.sqlite'}")
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def repository(database: Engine) -> LeistungRepository:
    return LeistungRepository(database)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """An empty content directory."""
    folder = tmp_path / "content"
    for name in ("leistungen", "dienststellen"):
        (folder / name).mkdir(parents=True)
    return folder
