"""A citizen's side of a conversation over HTTP, and what can be read in the answers."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx

# A button's label or the place of a free time is what a citizen points at; these fields nobody reads.
UNREAD = {"type", "kind", "choice", "id", "sender", "time", "style", "start", "end", "form", "expires_at"}
SECRET = re.compile(r"[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}")


@dataclass(frozen=True)
class FreeTime:
    """One free time as it was offered."""

    start: datetime
    place: str
    choice: str


@dataclass(frozen=True)
class Answer:
    """What came back: the assistant's messages, or, with `status` 422, the refusal of a form."""

    status: int
    messages: list[dict[str, Any]] = field(default_factory=list)
    error: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All that a citizen can read in it, links included."""
        return " ".join(_words(self.messages or self.error))

    def blocks(self, kind: str) -> list[dict[str, Any]]:
        """Its blocks of one type."""
        return [b for message in self.messages for b in message["blocks"] if b["type"] == kind]

    @property
    def buttons(self) -> dict[str, str]:
        """Label to choice."""
        return {b["label"]: b["choice"] for block in self.blocks("buttons") for b in block["buttons"]}

    @property
    def times(self) -> list[FreeTime]:
        """The free times in the order in which they are offered."""
        return [
            FreeTime(datetime.fromisoformat(slot["start"]), slot["place"], slot["choice"])
            for block in self.blocks("slots")
            for slot in block["slots"]
        ]

    @property
    def notices(self) -> set[str]:
        """The kinds of notices it holds: `source`, `warning`, …"""
        return {block["kind"] for block in self.blocks("notice")}

    @property
    def secrets(self) -> dict[str, str]:
        """Number and code of the appointment on the last card, where it shows them in clear."""
        rows = {row["label"]: row["value"] for card in self.blocks("card") for row in card["rows"]}
        return {
            name: rows[label]
            for name, label in (("nummer", "Nummer"), ("code", "Code"))
            if SECRET.fullmatch(rows.get(label, ""))
        }


class Conversation:
    """One conversation; it counts the turns and keeps what was offered."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        started = http.post("/api/v1/conversations").raise_for_status().json()
        self._path = f"/api/v1/conversations/{started['conversation_id']}"
        self._headers = {"Authorization": f"Bearer {started['token']}"}
        self.buttons: dict[str, str] = {}
        self.times: list[FreeTime] = []
        self.turns = 0
        self._last: dict[str, Any] = {}
        self._keep(Answer(200, started["messages"]))

    def send(self, **content: Any) -> Answer:
        """Send a text, a choice or a form as a new message."""
        self._last = {"client_message_id": str(uuid.uuid4()), **content}
        answer = self._post()
        self.turns += answer.status == 200
        return answer

    def send_again(self) -> Answer:
        """Send the last message once more, as a browser does after a broken connection."""
        return self._post()

    def transcript(self) -> str:
        """The whole conversation as its page shows it after a reload."""
        return self._http.get(self._path, headers=self._headers).raise_for_status().text

    def _post(self) -> Answer:
        response = self._http.post(f"{self._path}/messages", json=self._last, headers=self._headers)
        body = response.json()
        messages = [message for message in body.get("messages", []) if message["sender"] == "bot"]
        return self._keep(Answer(response.status_code, messages, body.get("error", {})))

    def _keep(self, answer: Answer) -> Answer:
        self.buttons |= answer.buttons
        self.times = answer.times or self.times
        return answer


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in UNREAD:
                yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)
