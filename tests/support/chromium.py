"""Browser tests use the system's Chromium, and run last."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Nothing but the page under test may use the network.
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
MISSING = "Chromium fehlt (Debian und Ubuntu: sudo apt install chromium)"


def executable() -> str | None:
    """Return the path of the system's Chromium, or nothing."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def launch_options() -> dict[str, Any]:
    """Return what Playwright needs to start it; root (in containers) cannot use its sandbox."""
    return {
        "executable_path": executable(),
        "args": [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET,
    }


def mark_and_move_last(items: list[pytest.Item]) -> None:
    """Mark what uses a browser page, and run it last.

    Playwright's synchronous API keeps an event loop in the main thread until the session ends; an
    asyncio test that ran after it would fail for that alone.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def skip_without(item: pytest.Item) -> None:
    """Skip a browser test where there is no browser."""
    if item.get_closest_marker("browser") and executable() is None:
        pytest.skip(MISSING)
