"""A stand-in for the app's actions: answers over a Unix socket and remembers what it was asked."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiohttp import web

Answer = Callable[[dict[str, Any]], dict[str, Any]]


def say_action_name(call: dict[str, Any]) -> dict[str, Any]:
    """Answer with the action's name as a text block, and remember it in a slot."""
    block = {"type": "text", "text": call["next_action"]}
    return {
        "events": [{"event": "slot", "name": "termin", "value": call["next_action"]}],
        "responses": [{"custom": {"blocks": [block]}}],
    }


class FakeApp:
    """Runs in a thread of its own; `calls` are the bodies received, `connections` the transports used."""

    def __init__(self, socket_path: Path) -> None:
        self.socket_path = socket_path
        self.answer: Answer = say_action_name
        self.status = 200
        self.delay_seconds = 0.0
        self.calls: list[dict[str, Any]] = []
        self.sizes: list[int] = []
        self.connections: set = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> FakeApp:
        started = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        assert started.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        app = web.Application(client_max_size=2**24)
        app.router.add_post("/webhook", self._webhook)
        runner = web.AppRunner(app)
        self._loop.run_until_complete(runner.setup())
        folder = os.open(self.socket_path.absolute().parent, os.O_PATH)  # temporary paths can be too long
        site = web.UnixSite(runner, f"/proc/self/fd/{folder}/{self.socket_path.name}")
        self._loop.run_until_complete(site.start())
        self._loop.call_soon(started.set)
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())
        os.close(folder)

    async def _webhook(self, request: web.Request) -> web.Response:
        self.connections.add(id(request.transport))
        body = await request.read()
        self.sizes.append(len(body))
        call = await request.json()
        await asyncio.sleep(self.delay_seconds)
        self.calls.append(call)
        return web.json_response(self.answer(call), status=self.status)
