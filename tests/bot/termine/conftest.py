from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.cli.termine import desk
from bot.database import open_database
from bot.settings import Settings
from bot.termine.opening import BookingHouse, open_booking
from knowledge.catalogue import Catalogue
from knowledge.importers.run import import_files
from knowledge.repository import LeistungRepository
from tests.bot.termine.operator import Run, lotse_termine
from tests.bot.termine.town import FILES, NOW


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A small city's content folder."""
    for name, text in FILES.items():
        file = tmp_path / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "content"


@pytest.fixture
def settings(tmp_path: Path, content: Path) -> Settings:
    """Everything in a folder of the test's own."""
    return Settings(data_dir=tmp_path / "data", content_dir=content)


@pytest.fixture
def database(settings: Settings) -> Iterator[Engine]:
    """The app's own connection to a SQLite file with all tables."""
    engine = open_database(settings)
    yield engine
    engine.dispose()


@pytest.fixture
def repository(database: Engine, content: Path) -> LeistungRepository:
    """The small city's catalogue in the database."""
    repository = LeistungRepository(database)
    import_files("yaml", [content], repository)
    return repository


class Ticking:
    """A clock that goes on at each look, so that nothing is taken for just looked up."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 1
        return self.seconds


@pytest.fixture
def ticking() -> Ticking:
    return Ticking()


@pytest.fixture
def catalogue(repository: LeistungRepository, ticking: Ticking) -> Catalogue:
    return Catalogue(repository, ticking)


@pytest.fixture
def house(settings: Settings, database: Engine, catalogue: Catalogue) -> BookingHouse:
    """The small city's booking, out of the box."""
    house = open_booking(settings, database, catalogue, lambda: NOW)
    assert house is not None
    return house


@pytest.fixture
def run(
    settings: Settings,
    repository: LeistungRepository,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """`lotse termine` in the small city."""
    monkeypatch.setenv("LOTSE_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LOTSE_CONTENT_DIR", str(settings.content_dir))
    monkeypatch.setattr(desk, "utc_now", lambda: NOW)
    return lotse_termine(monkeypatch, capsys)
