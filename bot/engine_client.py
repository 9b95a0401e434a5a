"""The app's side of the engine: one sentence in, messages and the understood intent out."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Protocol

import aiohttp

from conversations.answering import EngineUnavailable, Reply
from conversations.blocks import Blocks

# The engine answers in milliseconds; a connection that takes longer means that it is not there.
CONNECT_TIMEOUT_SECONDS = 1.0


class EngineAddress(Protocol):
    """Where the engine listens just now; it may move when it is started anew."""

    @property
    def base_url(self) -> str | None:
        """`http://127.0.0.1:<port>`, or None while there is no engine."""

    @property
    def token(self) -> str:
        """The secret that the engine's channel asks for."""


class EngineClient:
    """Talks to the engine over kept-alive connections; use it as an async context.

    aiohttp, because httpx looks at every pooled connection before each request: milliseconds a turn.
    """

    def __init__(self, address: EngineAddress, timeout_seconds: float) -> None:
        self._address = address
        self._timeout = aiohttp.ClientTimeout(total=timeout_seconds, connect=CONNECT_TIMEOUT_SECONDS)
        self._session: aiohttp.ClientSession | None = None

    async def turn(self, sender: str, *, text: str | None = None, payload: str | None = None) -> Reply:
        """Let the engine take one turn for `sender`, with a sentence or with a chosen payload.

        Raises `EngineUnavailable` when it gave no answer; the turn may then be sent again.
        """
        message = {"text": text} if payload is None else {"payload": payload}
        answer = await self._call("POST", "turn", {"sender": sender, **message})
        messages = tuple(tuple(Blocks.validate_python(part["blocks"])) for part in answer["messages"])
        intent = answer.get("intent") or {}
        return Reply(messages, intent.get("name"), intent.get("confidence"))

    async def forget(self, sender: str) -> None:
        """Delete what the engine's tracker holds of `sender`. Raises `EngineUnavailable`."""
        await self._call("DELETE", f"conversations/{sender}")

    async def healthy(self) -> bool:
        """Whether the engine answers just now."""
        try:
            await self._call("GET", "health")
        except EngineUnavailable:
            return False
        return True

    async def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        if self._session is None or self._address.base_url is None:
            raise EngineUnavailable("not started")
        url = f"{self._address.base_url}/webhooks/internal/{path}"
        headers = {"Authorization": f"Bearer {self._address.token}"}
        try:
            async with self._session.request(method, url, json=body, headers=headers) as response:
                response.raise_for_status()
                return dict(await response.json()) if response.status != 204 else {}
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            # The error's text may quote the request: only its kind is passed on.
            raise EngineUnavailable(type(error).__name__) from None

    async def __aenter__(self) -> EngineClient:
        # Proxies of the environment are not asked: the engine is on this machine.
        self._session = aiohttp.ClientSession(timeout=self._timeout, trust_env=False)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
