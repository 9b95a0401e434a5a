"""What tests of both runtimes share. It is loaded by Python 3.10 too, so it needs pytest alone."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the clone."""
    return ROOT
