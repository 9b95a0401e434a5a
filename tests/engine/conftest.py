"""One small model a session, a stand-in for the app, and an engine process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.engine import stand_ins
from tests.engine.engine_process import EngineProcess
from tests.engine.fake_app import FakeApp

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "tests" / "engine"
SMALL = ["--config", str(HERE / "config.yml"), "--nlu-data", str(HERE / "sentences.yml")]


def pytest_configure() -> None:
    """Make Rasa importable, before a test module imports it."""
    stand_ins.install()


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model trained by the project's own command on a few sentences."""
    out = tmp_path_factory.mktemp("model") / "klein.tar.gz"
    command = [sys.executable, "-m", "bot.engine.train", "--out", str(out), *SMALL]
    trained = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert trained.returncode == 0, trained.stderr
    return out


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FakeApp]:
    """The app's actions, answering on a Unix socket of their own."""
    with FakeApp(tmp_path / "actions.sock") as fake:
        yield fake


@pytest.fixture(scope="module")
def engine(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineProcess]:
    """A running engine with the app's actions behind it."""
    data_dir = tmp_path_factory.mktemp("engine")
    with FakeApp(data_dir / "actions.sock") as fake, EngineProcess(model, data_dir, fake) as process:
        yield process
