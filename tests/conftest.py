"""What tests of both runtimes share. It is loaded by Python 3.10 too, so it needs pytest alone."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import chromium
from tests.support import service as lotse_service
from tests.support.ledger import Ledger

ROOT = Path(__file__).resolve().parent.parent

# The engine's own tests run in the engine's runtime: `bot/engine/.venv/bin/python -m pytest tests/engine`.
ENGINE_TESTS = ["engine", "nlu/components"]
collect_ignore = [] if importlib.util.find_spec("rasa") else ENGINE_TESTS


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `python -m tests` pass one ledger to all its steps."""
    parser.addoption("--ledger", type=Path, help="Datei, in der alle Schritte notieren, was ausfiel")
    parser.addoption("--close-ledger", action="store_true", help="am Ende sagen, was in allen ausfiel")


def pytest_configure(config: pytest.Config) -> None:
    """Note what is skipped."""
    runtime = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    config.pluginmanager.register(
        Ledger(config.getoption("--ledger"), runtime, closes=config.getoption("--close-ledger"))
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put browser tests last."""
    chromium.mark_and_move_last(items)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip browser tests where there is no browser."""
    chromium.skip_without(item)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the system's Chromium instead of a downloaded one."""
    return {**browser_type_launch_args, **chromium.launch_options()}


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the clone."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The data beside the clone that measurements use; it is never copied into the clone."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("../shared/data fehlt neben dem Klon")
    return folder


@pytest.fixture(scope="session")
def trained_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a `lotse` with a model of its own, trained once a run."""
    environment = lotse_service.lotse_environment(tmp_path_factory.mktemp("lotse"))
    lotse_service.train(environment)
    return environment


@pytest.fixture(scope="session")
def service(trained_environment: dict[str, str]) -> Iterator[str]:
    """The address of the running service (engine and app), for example `http://127.0.0.1:40123`."""
    log = Path(trained_environment["LOTSE_DATA_DIR"]) / "dienst.log"
    with lotse_service.running(trained_environment, log):
        yield f"http://127.0.0.1:{trained_environment['LOTSE_PORT']}"
