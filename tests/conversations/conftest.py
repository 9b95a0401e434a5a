from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from conversations.answering import FormHandler
from conversations.repository import Repository
from conversations.retention import Retention
from conversations.retention.repository import RetentionRepository
from conversations.service import Conversations
from tests.conversations.fakes import GREETING, FakeClock, FakeEngine, open_database


@pytest.fixture
def database(tmp_path: Path) -> Engine:
    return open_database(tmp_path)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def fake_engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def forms() -> dict[str, FormHandler]:
    return {}


@pytest.fixture
def retention(database: Engine, fake_engine: FakeEngine, clock: FakeClock) -> Retention:
    return Retention(RetentionRepository(database), fake_engine.forget, clock)


@pytest.fixture
def service(
    database: Engine,
    fake_engine: FakeEngine,
    clock: FakeClock,
    retention: Retention,
    forms: dict[str, FormHandler],
) -> Conversations:
    return Conversations(
        Repository(database),
        retention,
        answer=fake_engine.answer,
        mask=lambda text: text.replace("max@example.org", "[E-Mail]"),
        greeting=GREETING,
        forms=forms,
        now=clock,
    )
