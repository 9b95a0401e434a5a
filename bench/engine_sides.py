"""Rasa as it comes, Stadtlotse's engine with the same actions, and the whole service."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.engine_side import ROOT, BenchFailed, HttpClient, Side, answers, free_port

STOCK = ROOT / "bench" / "stock"
STOCK_PYTHON = STOCK / ".venv" / "bin" / "python"
ENGINE_PYTHON = ROOT / "bot" / "engine" / ".venv" / "bin" / "python"
TOKEN = "nur-fuer-die-messung"


class TurnClient:
    """Says a sentence and checks that an answer came."""

    def __init__(self, http_client: HttpClient, body: dict[str, str], answer_key: str | None) -> None:
        self._http, self._body, self._answer_key = http_client, body, answer_key

    def prepare(self, sender: str) -> None:
        """Do nothing: a conversation begins with its first sentence."""

    def say(self, sender: str, text: str) -> None:
        """Send one sentence; raises BenchFailed when no message comes back."""
        answer = self._http.post({"sender": sender, self._body["text"]: text})
        if not (answer[self._answer_key] if self._answer_key else answer):
            raise BenchFailed(f"keine Antwort auf {text!r}")


class StockRasa(Side):
    """`rasa train`, `rasa run` and `rasa run actions`, as the manual says."""

    name = "Rasa unverändert"

    def train(self) -> None:
        """Train with the pipeline and policies of `rasa init`."""
        blank = "import spacy; spacy.blank('de').to_disk('blank-de')"
        self._run([STOCK_PYTHON, "-c", blank], self.work)
        data = [self.data, ROOT / "bot" / "dialogue", STOCK / "stories.yml"]
        command = [STOCK_PYTHON, "-m", "rasa", "train", "--config", STOCK / "config.yml"]
        command += ["--domain", ROOT / "domain.yml", "--out", self.work / "models", "--data", *data]
        self._run(command, self.work)

    def start(self) -> None:
        """Start the action server and Rasa; the REST channel is on."""
        actions_port = free_port()
        (self.work / "endpoints.yml").write_text(
            f'action_endpoint:\n  url: "http://127.0.0.1:{actions_port}/webhook"\n'
        )
        (self.work / "credentials.yml").write_text("rest:\n")
        sdk = [STOCK_PYTHON, "-m", "rasa_sdk", "--port", actions_port, "--actions", "bench.stock.actions"]
        self._spawn(sdk, ROOT)
        command = [STOCK_PYTHON, "-m", "rasa", "run", "--enable-api", "--port", self.port]
        self._spawn([*command, "-i", "127.0.0.1"], self.work)
        self._wait(lambda: answers(actions_port, "/health") and answers(self.port, "/status"))

    def connect(self) -> TurnClient:
        """Return a client of the REST channel."""
        return TurnClient(HttpClient(self.port, "/webhooks/rest/webhook", {}), {"text": "message"}, None)

    def understand(self, texts: list[str]) -> list[str | None]:
        """Return the intent of each sentence, by the running server."""
        client = HttpClient(self.port, "/model/parse", {})
        return [client.post({"text": text})["intent"]["name"] for text in texts]


class Stadtlotse(Side):
    """The engine's launcher, and the app's action server with the same actions."""

    name = "Stadtlotse"

    def train(self) -> None:
        """Train with the project's own config.yml."""
        command = [ENGINE_PYTHON, "-m", "bot.engine.train", "--out", self.model, "--nlu-data", self.data]
        self._run(command, ROOT)

    def start(self) -> None:
        """Start the action server and the engine."""
        actions = self.work / "actions.sock"
        (self.work / "token").write_text(TOKEN)
        self._spawn([sys.executable, "-m", "bench.engine_actions", actions], ROOT)
        command = [ENGINE_PYTHON, "-m", "bot.engine.launcher", "--model", self.model, "--port", self.port]
        command += ["--data-dir", self.work, "--actions-socket", actions, "--token-file", self.work / "token"]
        self._spawn(command, ROOT)
        self._wait(lambda: actions.exists() and answers(self.port, "/webhooks/internal/health", TOKEN))

    def connect(self) -> TurnClient:
        """Return a client of the internal channel."""
        headers = {"Authorization": f"Bearer {TOKEN}"}
        client = HttpClient(self.port, "/webhooks/internal/turn", headers)
        return TurnClient(client, {"text": "text"}, "messages")

    def understand(self, texts: list[str]) -> list[str | None]:
        """Return the intent of each sentence, by the engine's parse command."""
        lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
        command = [str(ENGINE_PYTHON), "-m", "bot.engine.parse", "--model", str(self.model)]
        done = subprocess.run(command, cwd=ROOT, input=lines, capture_output=True, text=True)
        if done.returncode:
            raise BenchFailed(done.stderr[-400:])
        return [json.loads(line)["intent"] for line in done.stdout.splitlines()]

    @property
    def model(self) -> Path:
        """The trained model."""
        return self.work / "modell.tar.gz"


class WholeService(Side):
    """`lotse start`: engine and app with catalogue, masking, database and real answers, over its HTTP API."""

    name = "ganzer Dienst"

    def __init__(self, work: Path, model: Path) -> None:
        super().__init__(work, model.parent)
        self._model = model

    def train(self) -> None:
        """Take the engine's model."""
        target = self.work / "data" / "model" / "stadtlotse.tar.gz"
        target.parent.mkdir(parents=True)
        shutil.copy(self._model, target)

    def start(self) -> None:
        """Start the service as an operator does."""
        self._spawn([ROOT / "lotse", "start"], ROOT)
        self._wait(lambda: answers(self.port, "/"))

    def connect(self) -> ServiceClient:
        """Return a client of the HTTP API."""
        return ServiceClient(self.port)

    def understand(self, texts: list[str]) -> list[str | None]:
        """Nothing of its own: the engine's model is the same."""
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        """Return the environment, with limits that the load does not reach."""
        limits = {"LOTSE_TURNS_PER_MINUTE": "1000000", "LOTSE_CONVERSATIONS_PER_MINUTE": "1000000"}
        place = {"LOTSE_DATA_DIR": str(self.work / "data"), "LOTSE_PORT": str(self.port)}
        return {**super().environment(), **place, **limits}


class ServiceClient:
    """Speaks as the widget does, and asks for JSON."""

    def __init__(self, port: int) -> None:
        self._http = HttpClient(port, "/api/v1/conversations", {"Accept": "application/json"})
        self._sender = ""
        self._turn = 0
        self._started: dict[str, Any] = {}

    def prepare(self, sender: str) -> None:
        """Open a conversation for a sender that is not the last one."""
        if sender != self._sender:
            self._sender, self._started = sender, self._http.post({})

    def say(self, sender: str, text: str) -> None:
        """Send one sentence; raises BenchFailed when no message comes back."""
        self.prepare(sender)
        self._turn += 1
        path = f"/api/v1/conversations/{self._started['conversation_id']}/messages"
        token = {"Authorization": f"Bearer {self._started['token']}"}
        body = {"client_message_id": f"m{self._turn}", "text": text}
        if not self._http.post(body, path, token)["messages"]:
            raise BenchFailed(f"keine Antwort auf {text!r}")
