"""Servers that live on an event loop, run beside tests that do not."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import TypeVar

T = TypeVar("T")
START_SECONDS = 10


@contextmanager
def in_thread(serving: AbstractAsyncContextManager[T]) -> Iterator[T]:
    """What `serving` gives, which goes on in a thread of its own until the block ends."""
    loop, stop, started = asyncio.new_event_loop(), asyncio.Event(), threading.Event()
    box: list[T] = []

    async def serve() -> None:
        async with serving as served:
            box.append(served)
            started.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    assert started.wait(START_SECONDS)
    try:
        yield box[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(START_SECONDS)
        loop.close()
