"""One message of a citizen, answered: split into its questions, asked one by one, put together."""

from __future__ import annotations

from collections.abc import Sequence

from bot.engine_client import EngineClient, EngineReply
from conversations.blocks import Block, Buttons, Notice
from nlu.questions import split_questions


async def answer_message(
    engine: EngineClient, sender: str, *, text: str | None = None, payload: str | None = None
) -> EngineReply:
    """Answer a sentence or a choice; several questions in one message get their answers in order.

    Raises `EngineAway` when the engine gave no answer to any one of them.
    """
    if payload is not None:
        return await engine.turn(sender, payload=payload)
    parts = split_questions(text or "")
    replies = [await engine.turn(sender, text=part) for part in parts]
    return EngineReply(join_answers([reply.blocks for reply in replies]), replies[0].intent, replies[0].confidence)


def join_answers(answers: Sequence[Sequence[Block]]) -> list[Block]:
    """Several answers as one: each notice is said once, and only the last answer asks what comes next."""
    joined: list[Block] = []
    for position, blocks in enumerate(answers):
        is_last = position == len(answers) - 1
        for block in blocks:
            if isinstance(block, Buttons) and not is_last and any(isinstance(b, Notice) for b in blocks):
                continue
            if isinstance(block, Notice) and block in joined:
                joined.remove(block)
            joined.append(block)
    return joined
