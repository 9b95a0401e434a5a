"""The way to the app's actions: one kept-alive connection pool over a Unix socket, small bodies."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import aiohttp
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

# Shorter than the app waits for a turn (bot/settings.py: 10 s): what the app has given up must not be
# saved afterwards.
ACTION_TIMEOUT_SECONDS = 8.0
# Shorter than the app's own keep-alive (Sanic: 120 s), so that we never post into a connection being closed.
KEEP_ALIVE_SECONDS = 60.0
CONNECTIONS = 32
# The last turn and the one before; actions that need more keep it in a slot.
SENT_EVENTS = 12
# How many intents beside the chosen one an action may look at.
SENT_RANKING = 3
# Linux: sun_path holds 108 bytes with its closing zero.
LONGEST_SOCKET_PATH = 107

_SENT_TRACKER_KEYS = ("sender_id", "slots", "paused", "followup_action", "active_loop", "latest_action_name")
_SENT_MESSAGE_KEYS = ("text", "intent", "entities")


class UnixActionEndpoint(EndpointConfig):
    """Posts action calls to `socket_path`; set it on the agent **and** on its processor.

    Stock Rasa opens a new session for every action and sends the whole tracker and domain.
    """

    def __init__(self, socket_path: Path) -> None:
        super().__init__(url="http://app/webhook", enable_selective_domain=True)
        self._socket_path = socket_path
        self._session: aiohttp.ClientSession | None = None
        self._directory: int | None = None

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any | None:
        """Post `kwargs["json"]`, trimmed, and return the answer's JSON.

        Raises aiohttp.ClientError when the app is away or answers with an error, asyncio.TimeoutError
        after ACTION_TIMEOUT_SECONDS. Nothing is sent a second time: an action may have booked something.
        """
        if self._session is None:
            self._session = self._open_session()
        async with self._session.post(self.url, json=trim(kwargs["json"])) as response:
            if response.status >= 400:
                raise ClientResponseError(response.status, response.reason or "", await response.text())
            return await response.json()

    async def close(self) -> None:
        """Close the pooled connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None
        if self._directory is not None:
            os.close(self._directory)
            self._directory = None

    def _open_session(self) -> aiohttp.ClientSession:
        connector = aiohttp.UnixConnector(
            path=self._connectable_path(), keepalive_timeout=KEEP_ALIVE_SECONDS, limit=CONNECTIONS
        )
        timeout = aiohttp.ClientTimeout(total=ACTION_TIMEOUT_SECONDS)
        return aiohttp.ClientSession(connector=connector, timeout=timeout)

    def _connectable_path(self) -> str:
        """Return a path that fits a socket address: a long one is reached through its open directory."""
        path = str(self._socket_path.absolute())
        if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
            return path
        self._directory = os.open(self._socket_path.absolute().parent, os.O_PATH | os.O_DIRECTORY)
        return f"/proc/self/fd/{self._directory}/{self._socket_path.name}"


def trim(call: dict[str, Any]) -> dict[str, Any]:
    """Return the action call with what actions read and nothing else.

    The empty domain is there because rasa-sdk 3.21 answers 449 when none is sent.
    """
    tracker = call["tracker"]
    return {
        "next_action": call["next_action"],
        "sender_id": call["sender_id"],
        "version": call["version"],
        "domain": {},
        "tracker": {
            **{key: tracker[key] for key in _SENT_TRACKER_KEYS},
            "latest_message": _trim_message(tracker["latest_message"] or {}),
            "events": _trim_events(tracker["events"] or []),
        },
    }


def _trim_message(message: dict[str, Any]) -> dict[str, Any]:
    trimmed = {key: message[key] for key in _SENT_MESSAGE_KEYS if key in message}
    trimmed["intent_ranking"] = message.get("intent_ranking", [])[:SENT_RANKING]
    return trimmed


def _trim_events(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    dropped = ("parse_data", "metadata")
    return [{k: v for k, v in event.items() if k not in dropped} for event in events[-SENT_EVENTS:]]
