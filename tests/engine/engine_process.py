"""A real engine process, and the few requests a test sends it."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, NamedTuple

from tests.engine.fake_app import FakeApp

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "ein-geheimes-token"


class Answer(NamedTuple):
    """A response: its status and its JSON."""

    status: int
    body: Any


def launch_command(model: Path, data_dir: Path, port: int = 0, *more: str) -> list[str]:
    """Return the command line that starts an engine; the token file is written beside its data."""
    token_file = data_dir / "token"
    token_file.write_text(TOKEN)
    named = {
        "--model": model,
        "--port": port,
        "--data-dir": data_dir,
        "--actions-socket": data_dir / "actions.sock",
        "--token-file": token_file,
    }
    options = [str(part) for pair in named.items() for part in pair]
    return [sys.executable, "-m", "bot.engine.launcher", *options, *more]


class EngineProcess:
    """Starts an engine, waits for its ready line, talks to it, stops it."""

    def __init__(self, model: Path, data_dir: Path, app: FakeApp | None = None) -> None:
        self.app = app
        self.data_dir = data_dir
        self._command = launch_command(model, data_dir)
        self.log = data_dir / "engine.log"

    def __enter__(self) -> EngineProcess:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self._command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log)
        self.ready = json.loads(self.process.stdout.readline() or "null")
        assert self.ready, self.log.read_text()
        self.port = self.ready["port"]
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(30)
        self.process.stdout.close()

    def say(self, sender: str, text: str) -> Answer:
        """Send one citizen's text."""
        return self.request("POST", "turn", {"sender": sender, "text": text})

    def choose(self, sender: str, payload: str) -> Answer:
        """Send one choice."""
        return self.request("POST", "turn", {"sender": sender, "payload": payload})

    def request(self, method: str, path: str, body: Any = None, token: str | None = TOKEN) -> Answer:
        """Send a request to /webhooks/internal/<path>; `body` is JSON, or bytes as they are."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        url = f"http://127.0.0.1:{self.port}/webhooks/internal/{path}"
        request = urllib.request.Request(url, data=data, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return Answer(response.status, json.load(response))
        except urllib.error.HTTPError as error:
            return Answer(error.code, json.load(error))
