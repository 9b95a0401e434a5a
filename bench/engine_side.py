"""What every side of the engine's bench can do: train, start, answer, understand, be weighed, stop."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.engine_load import Client

ROOT = Path(__file__).resolve().parent.parent
LONGEST_START_SECONDS = 300
LONGEST_TRAINING_SECONDS = 7200


class BenchFailed(Exception):
    """A side could not be measured; the text says why."""


class HttpClient:
    """One kept-alive connection that posts JSON."""

    def __init__(self, port: int, path: str, headers: dict[str, str]) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._path = path
        self._headers = {"Content-Type": "application/json", **headers}

    def post(self, body: dict[str, Any], path: str = "", headers: dict[str, str] | None = None) -> Any:
        """Return the answer's JSON; raises BenchFailed for an error status."""
        target = path or self._path
        self._connection.request("POST", target, json.dumps(body), {**self._headers, **(headers or {})})
        response = self._connection.getresponse()
        content = response.read()
        if response.status >= 400:
            raise BenchFailed(f"{target} antwortet {response.status}: {content[:200]!r}")
        return json.loads(content)


class Side(ABC):
    """One way to train and serve; everything it writes goes to `work`."""

    name: str

    def __init__(self, work: Path, data: Path) -> None:
        self.work, self.data = work, data
        self.port = free_port()
        self._processes: list[subprocess.Popen[bytes]] = []
        work.mkdir(parents=True)

    @abstractmethod
    def train(self) -> None:
        """Train a model from the sentences in `data` and the project's rules."""

    @abstractmethod
    def start(self) -> None:
        """Start all processes and return when the first turn can be taken."""

    @abstractmethod
    def connect(self) -> Client:
        """Return a client with a connection of its own."""

    @abstractmethod
    def understand(self, texts: list[str]) -> list[str | None]:
        """Return the intent of each sentence."""

    def environment(self) -> dict[str, str]:
        """Return the environment of this side's processes."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LOTSE_")}
        return {**kept, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"}

    def stop(self) -> None:
        """End all processes, the last started first."""
        for process in reversed(self._processes):
            process.send_signal(signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
        self._processes.clear()

    def memory_mb(self) -> dict[str, float]:
        """Return the proportional set size of every process and its children, by what it does."""
        found = {}
        for process in self._processes:
            name = " ".join(map(str, process.args[1:4])).replace(str(ROOT), ".")
            found[name] = round(sum(map(_pss_mb, _family(process.pid))), 1)
        return found

    def _run(self, command: list[Any], cwd: Path) -> None:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=LONGEST_TRAINING_SECONDS,
        )
        if done.returncode:
            raise BenchFailed(f"{self.name}: {done.stdout.decode(errors='replace')[-600:]}")

    def _spawn(self, command: list[Any], cwd: Path) -> subprocess.Popen[bytes]:
        log = (self.work / "protokoll.txt").open("ab")
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        self._processes.append(process)
        return process

    def _wait(self, is_up: Callable[[], bool]) -> None:
        deadline = time.monotonic() + LONGEST_START_SECONDS
        while not is_up():
            if time.monotonic() > deadline or any(process.poll() is not None for process in self._processes):
                log = (self.work / "protokoll.txt").read_text(errors="replace")
                raise BenchFailed(f"{self.name} startet nicht: {log[-600:]}")
            time.sleep(0.05)


def free_port() -> int:
    """Return a loopback port that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def answers(port: int, path: str, token: str = "") -> bool:
    """Say whether the server answers at this address with status 200."""
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        return connection.getresponse().status == 200
    except OSError:
        return False


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(member for child in children for member in _family(int(child)))]


def _pss_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
