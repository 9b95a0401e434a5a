"""Whole conversations, as editors write them in `*.yml`, played over HTTP against the running service."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from ruamel.yaml import YAML

FOLDER = Path(__file__).parent
# What an editor may write about an answer; anything else is a typing error and fails.
EXPECTATIONS = {"enthaelt", "enthaelt_nicht", "knoepfe", "quelle", "nachrichten", "unbestaetigt"}


def dialogues() -> Iterator[Any]:
    for file in sorted(FOLDER.glob("*.yml")):
        for dialogue in YAML(typ="safe").load(file):
            yield pytest.param(dialogue["schritte"], id=f"{file.stem}: {dialogue['titel']}")


class Conversation:
    """A citizen's side of one conversation."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        started = http.post("/api/v1/conversations").raise_for_status().json()
        self.path = f"/api/v1/conversations/{started['conversation_id']}"
        self.headers = {"Authorization": f"Bearer {started['token']}"}
        self.offered = buttons(started["messages"])

    def send(self, **content: str) -> list[dict[str, Any]]:
        body = {"client_message_id": str(uuid.uuid4()), **content}
        answer = self.http.post(f"{self.path}/messages", json=body, headers=self.headers)
        assert answer.status_code == 200, answer.text
        messages = [message for message in answer.json()["messages"] if message["sender"] == "bot"]
        self.offered |= buttons(messages)
        return messages


def buttons(messages: list[dict[str, Any]]) -> dict[str, str]:
    blocks = [block for message in messages for block in message["blocks"] if block["type"] == "buttons"]
    return {button["label"]: button["choice"] for block in blocks for button in block["buttons"]}


def words(value: Any) -> Iterator[str]:
    """Every text that a citizen can read in blocks, links included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in {"type", "kind", "choice", "id", "sender", "time", "style"}:
                yield from words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words(inner)


def check(messages: list[dict[str, Any]], expected: dict[str, Any]) -> None:
    assert set(expected) <= EXPECTATIONS, f"unbekannt: {set(expected) - EXPECTATIONS}"
    text = " ".join(words(messages))
    kinds = [block.get("kind") for message in messages for block in message["blocks"]]
    for part in expected.get("enthaelt", []):
        assert part.lower() in text.lower(), f"„{part}“ fehlt in: {text}"
    for part in expected.get("enthaelt_nicht", []):
        assert part.lower() not in text.lower(), f"„{part}“ steht in: {text}"
    for label in expected.get("knoepfe", []):
        assert any(label.lower() in offered.lower() for offered in buttons(messages)), (
            f"Knopf „{label}“ fehlt: {list(buttons(messages))}"
        )
    if "quelle" in expected:
        assert ("source" in kinds) == expected["quelle"], text
    if "unbestaetigt" in expected:
        assert ("unconfirmed" in kinds) == expected["unbestaetigt"], text
    if "nachrichten" in expected:
        assert len(messages) == expected["nachrichten"], text


@pytest.mark.parametrize("steps", dialogues())
def test_the_conversation_goes_as_written(steps, service):
    with httpx.Client(base_url=service, timeout=20, trust_env=False) as http:
        conversation = Conversation(http)
        for step in steps:
            if "waehlt" in step:
                assert step["waehlt"] in conversation.offered, list(conversation.offered)
                messages = conversation.send(choice=conversation.offered[step["waehlt"]])
            else:
                messages = conversation.send(text=step["sagt"])
            check(messages, step["lotse"])


def test_there_are_enough_conversations_to_trust_them():
    counted = [dialogue.values[0] for dialogue in dialogues()]
    assert len(counted) >= 12
    assert sum(len(steps) for steps in counted) >= 40
