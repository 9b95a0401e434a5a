"""One answer as Server-Sent Events, for clients that accept `text/event-stream`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any, cast

from pydantic_core import to_json
from sanic import Request
from sanic.response import HTTPResponse

from channels.web.errors import Refusal, from_conversation
from conversations.blocks import Message
from conversations.errors import ConversationError

# So long an answer may take before the stream opens. What fails earlier, a wrong token above all, still
# gets its own status.
OPENING_SECONDS = 2.0
# A comment this often keeps proxies from closing a stream that waits.
KEEP_ALIVE_SECONDS = 10.0


def wants_stream(request: Request) -> bool:
    """Whether the client named the event stream in its Accept header; `*/*` alone means JSON."""
    return any(
        part.partition(";")[0].strip().lower() == "text/event-stream"
        for part in request.headers.get("accept", "").split(",")
    )


def event(name: str, data: Any) -> bytes:
    """One event; JSON has no line break of its own, so one data line holds it."""
    return b"event: " + name.encode() + b"\ndata: " + to_json(data) + b"\n\n"


async def stream_answer(request: Request, answer: Awaitable[list[Message]]) -> None:
    """Send `message` for each message, then `done`, or `error`; raises what fails before the first byte."""
    task = asyncio.ensure_future(answer)
    try:
        await asyncio.wait([task], timeout=OPENING_SECONDS)
        if task.done():
            task.result()
        response = cast(
            HTTPResponse,  # `respond` without arguments of its own makes one
            await request.respond(
                content_type="text/event-stream; charset=utf-8",
                headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
            ),
        )
        await _send(response, task)
    finally:
        task.cancel()  # only this reader's wait ends; the answer itself is finished and kept


async def _send(response: HTTPResponse, task: asyncio.Future[list[Message]]) -> None:
    while not task.done():
        await response.send(b": bitte warten\n\n")
        await asyncio.wait([task], timeout=KEEP_ALIVE_SECONDS)
    try:
        for message in task.result():
            await response.send(event("message", message))
        await response.send(event("done", {}))
    except (ConversationError, Refusal) as error:
        refusal = error if isinstance(error, Refusal) else from_conversation(error)
        await response.send(event("error", refusal.body()))
    await response.send(end_stream=True)
