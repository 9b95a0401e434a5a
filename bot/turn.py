"""One message of a citizen, answered: split into its questions, asked one by one, put together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from conversations.answering import Reply
from conversations.blocks import Block, Buttons, Notice
from nlu.questions import split_questions

# What a message is made of where it answers a question: it says where the answer comes from.
ANSWER_NOTICES = {"source", "unconfirmed"}


class Engine(Protocol):
    """What a turn needs of the engine."""

    async def turn(self, sender: str, *, text: str | None = None, payload: str | None = None) -> Reply:
        """One sentence or one payload in, one reply out; raises `EngineUnavailable`."""


class Turns:
    """The `Answerer` of the conversations."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def answer(self, conversation_id: str, text: str | None, payload: str | None) -> Reply:
        """Answer a sentence or a choice; several questions in one message get their answers in order.

        Raises `EngineUnavailable` when the engine gave no answer to any one of them.
        """
        if payload is not None:
            return await self._engine.turn(conversation_id, payload=payload)
        replies = [
            await self._engine.turn(conversation_id, text=part) for part in split_questions(text or "")
        ]
        messages = [message for reply in replies for message in reply.messages]
        return Reply(join_answers(messages), replies[0].intent, replies[0].confidence)


def join_answers(messages: Sequence[Sequence[Block]]) -> tuple[tuple[Block, ...], ...]:
    """Several answers as one reply: what is said twice is said once, and only the last says what comes next.

    A question back („Meinten Sie …?") keeps its choices wherever it stands.
    """
    joined = []
    for position, blocks in enumerate(messages):
        later = {
            block for message in messages[position + 1 :] for block in message if isinstance(block, Notice)
        }
        # „Wo möchten Sie hinkommen?", an answer in between, then the same question: asked once is enough.
        if any(set(blocks) <= set(message) for message in messages[position + 1 :]):
            continue
        is_answer = any(isinstance(block, Notice) and block.kind in ANSWER_NOTICES for block in blocks)
        is_last = position == len(messages) - 1
        joined.append(
            tuple(
                block
                for block in blocks
                if not (block in later or (isinstance(block, Buttons) and is_answer and not is_last))
            )
        )
    return tuple(joined)
