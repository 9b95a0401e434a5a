"""Trains the dialogue model and runs the whole service (engine and app) for tests, through `./lotse`."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READY = "Stadtlotse ist bereit"
# Training takes half a minute on two free cores; a shared machine may need many times that.
TRAIN_SECONDS = 600
STOP_SECONDS = 30


def lotse_environment(data_dir: Path) -> dict[str, str]:
    """Return the environment of a `lotse` that keeps its state in `data_dir` and lets tests hurry."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LOTSE_")}
    return {
        **kept,
        "LOTSE_DATA_DIR": str(data_dir),
        "LOTSE_PORT": str(free_port()),
        "LOTSE_TURNS_PER_MINUTE": "100000",
        "LOTSE_CONVERSATIONS_PER_MINUTE": "100000",
    }


def free_port() -> int:
    """Return a loopback port that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def train(environment: dict[str, str]) -> None:
    """Train the model once; a failure fails the tests with the command's own words."""
    done = subprocess.run(
        [ROOT / "lotse", "train"],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=TRAIN_SECONDS,
    )
    if done.returncode != 0:
        pytest.fail(f"`lotse train` ist gescheitert ({done.returncode}):\n{done.stdout}{done.stderr}")


@contextmanager
def running(
    environment: dict[str, str], log: Path, command: Sequence[str | Path] = (ROOT / "lotse", "start")
) -> Iterator[subprocess.Popen[str]]:
    """Run `lotse start`, or a `command` in its place, until the block ends; its output goes to `log`."""
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            _wait_until_ready(process, log)
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(process: subprocess.Popen[str], log: Path) -> None:
    assert process.stdout is not None  # PIPE was asked for
    # The service ends by itself when its engine does not come up, so this line or the end will come.
    for line in process.stdout:
        if READY in line:
            return
    process.wait()
    pytest.fail(f"`lotse start` ist gescheitert ({process.returncode}):\n{log.read_text(encoding='utf-8')}")
