"""What the assembly injects into a conversation: who answers, who forgets, who takes a form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from conversations.blocks import Block


class EngineUnavailable(Exception):
    """Raised by an `Answerer` while the engine is away; the turn is kept and can be repeated."""


@dataclass(frozen=True)
class Reply:
    """One answer: a tuple of blocks for each message, and how the sentence was understood."""

    messages: tuple[tuple[Block, ...], ...]
    intent: str | None = None
    confidence: float | None = None


@dataclass(frozen=True)
class Said:
    """The citizen typed `text`; a leading slash has no meaning."""

    text: str


@dataclass(frozen=True)
class Chosen:
    """The citizen pressed a button or took a slot."""

    choice: str


@dataclass(frozen=True)
class Filled:
    """The citizen sent a form; `values` go to its handler alone and are never stored here."""

    form: str
    values: Mapping[str, str | bool]


Contribution = Said | Chosen | Filled

# (conversation id, text without personal data or None, payload or None); exactly one of the two is given.
Answerer = Callable[[str, str | None, str | None], Awaitable[Reply]]
# (conversation id, values) for one form; raises FormRejected for what it does not accept. It may be called
# again with the same values, and with none at all by a client that lost the answer and its values.
FormHandler = Callable[[str, Mapping[str, str | bool]], Awaitable[Reply]]
# (conversation id): the engine drops what it remembers; raises EngineUnavailable when it is away.
Forgetter = Callable[[str], Awaitable[None]]
Mask = Callable[[str], str]
