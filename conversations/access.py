"""What opens a conversation, and what it shows to whoever opened it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from conversations.blocks import Message
from conversations.records import OpenTurn
from conversations.tokens import new_token


@dataclass(frozen=True)
class Access:
    """What opens one conversation; both parts are random and only the token's hash is kept."""

    conversation_id: str
    token: str


@dataclass(frozen=True)
class Started:
    """A new conversation; the only time its token is ever shown."""

    conversation_id: str
    token: str
    expires_at: datetime
    messages: list[Message]


def new_access() -> Access:
    """The access to a conversation that may begin later; nothing is stored yet."""
    return Access(secrets.token_hex(16), new_token())


@dataclass(frozen=True)
class Transcript:
    """Everything that was said, and which of the citizen's messages still lack an answer."""

    expires_at: datetime
    messages: list[Message]
    open_turns: list[OpenTurn]
