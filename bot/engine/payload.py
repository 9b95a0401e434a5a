"""What the app may send: text that is only text, and choices that the conversation offered."""

from __future__ import annotations

import json
import re
from typing import Any

from rasa.shared.core.constants import DEFAULT_INTENTS
from rasa.shared.core.domain import Domain

_PAYLOAD = re.compile(r"/(?P<intent>[a-z][a-z0-9_]*)(?P<entities>\{.*\})?", re.DOTALL)


class InvalidMessage(ValueError):
    """A message the engine does not take; the text says in German what is wrong."""


def plain_text(text: str) -> str:
    """Return a citizen's text so that Rasa reads it as text: leading slashes would make it a command."""
    stripped = text.strip().lstrip("/").strip()
    return stripped or "?"


def read_choice(payload: str, domain: Domain) -> dict[str, Any]:
    """Return Rasa's parse data for `/<intent>{"entity": "value"}`.

    Intent and entities must be in the domain; Rasa's own commands (restart, back …) are refused.
    Raises InvalidMessage.
    """
    match = _PAYLOAD.fullmatch(payload)
    if not match:
        raise InvalidMessage('„payload“ muss die Form /absicht{"angabe": "wert"} haben.')
    intent = match["intent"]
    if intent not in domain.intents or intent in DEFAULT_INTENTS:
        raise InvalidMessage("„payload“ nennt eine Absicht, die es nicht gibt.")
    try:
        entities = json.loads(match["entities"] or "{}")
    except ValueError as error:
        raise InvalidMessage("„payload“ enthält kein gültiges JSON.") from error
    for name, value in entities.items():
        if name not in domain.entities or not isinstance(value, str):
            raise InvalidMessage(
                "„payload“ enthält eine Angabe, die es nicht gibt, oder keinen Text als Wert."
            )
    return {
        "text": payload,
        "intent": {"name": intent, "confidence": 1.0},
        "intent_ranking": [{"name": intent, "confidence": 1.0}],
        "entities": [{"entity": name, "value": value, "confidence": 1.0} for name, value in entities.items()],
    }
