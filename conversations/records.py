"""What the repository hands out besides messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from conversations.blocks import Message

Kind = Literal["text", "choice", "form"]


@dataclass(frozen=True)
class Stored:
    """One conversation's row."""

    token_hash: bytes
    expires_at: datetime


@dataclass(frozen=True)
class Entry:
    """What the citizen contributed: masked text, a choice, or the name of a form."""

    conversation_id: str
    client_message_id: str
    kind: Kind
    content: str


@dataclass(frozen=True)
class Claim:
    """Who answers a turn: this caller (`mine`), another (`busy`), or nobody needs to (`answered`).

    `message` is the citizen's side of it, labelled as it was offered.
    """

    turn_id: int
    state: Literal["mine", "busy", "answered"]
    message: Message


@dataclass(frozen=True)
class OpenTurn:
    """A turn of the transcript that has no answer (yet); `message_id` is the citizen's message.

    `choice` is what has to be sent again instead of its text, None for what was typed.
    """

    client_message_id: str
    message_id: str
    state: Literal["pending", "unanswered"]
    choice: str | None = None
