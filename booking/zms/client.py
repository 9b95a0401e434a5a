"""HTTP to the ZMS citizen API: one call, one answer, nothing repeated, nothing personal logged."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import httpx

from booking.errors import RateLimited, Unavailable
from booking.model import Clock
from booking.zms.errors import Refused, error_codes

# ZMS counts 60 requests for each address and forgets them 60 s after the last one that it counted
# (RATE_LIMIT_MAX_REQUESTS, RATE_LIMIT_CACHE_TTL); its 429 does not say when to come back.
RATE_WINDOW = timedelta(seconds=60)
# A citizen waits for the answer, and the engine for the action that asks: it gives up after ten seconds, and
# what is wrong is better said by us. ZMS searches in a second or two.
TIMEOUT_SECONDS = 6.0
_TOO_MANY = 429
_REFUSED = range(400, 500)


class _QuerylessUrls(logging.Filter):
    """httpx logs each request's address, and ZMS wants the secret in the query of a GET."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                arg.copy_with(query=None) if isinstance(arg, httpx.URL) else arg for arg in record.args
            )
        return True


_QUERYLESS = _QuerylessUrls()


class ZmsClient:
    """Calls of one citizen API.

    `base_url` is the address up to and with `/api/citizen`. `transport` replaces the network in
    tests. Raises `RateLimited` (429), `Unavailable` (no answer, 5xx, no JSON) and `Refused` (4xx).
    """

    def __init__(
        self,
        base_url: str,
        clock: Clock,
        *,
        timeout: float = TIMEOUT_SECONDS,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        logging.getLogger("httpx").addFilter(_QUERYLESS)  # adding it again changes nothing
        self._http = httpx.AsyncClient(
            base_url=base_url.rstrip("/") + "/",
            timeout=timeout,
            transport=transport,
            headers={"Accept": "application/json"},
        )
        self._now = clock
        self._room: tuple[int, datetime] | None = None  # requests left, and when ZMS said so

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def get(self, path: str, params: Mapping[str, str] | None = None) -> Any:
        """The JSON of a GET; `path` like `available-calendar`."""
        return await self._call("GET", path, params=dict(params or {}))

    async def post(self, path: str, body: Mapping[str, object]) -> Any:
        """The JSON of a POST."""
        return await self._call("POST", path, json=dict(body))

    def ensure_room(self, calls: int) -> None:
        """Raise `RateLimited` where ZMS would refuse within the next `calls` requests.

        Something of several steps begins only if it can be finished.
        """
        if self._room is None:
            return
        left, said = self._room
        if left < calls and self._now() < said + RATE_WINDOW:
            raise RateLimited(said + RATE_WINDOW - self._now())

    async def _call(self, method: str, path: str, **what: Any) -> Any:
        try:
            answer = await self._http.request(method, f"{path}/", **what)
        except httpx.HTTPError:
            raise Unavailable from None  # the cause carries the request, and with it the secret
        self._note_room(answer.headers.get("X-RateLimit-Remaining", ""))
        if answer.status_code == _TOO_MANY:
            self._room = (0, self._now())
            raise RateLimited(_retry_after(answer.headers.get("Retry-After", "")))
        body = _json(answer)
        if answer.status_code in _REFUSED:
            raise Refused(answer.status_code, error_codes(body))
        if not answer.is_success or body is None:
            raise Unavailable
        if codes := error_codes(body):  # a failed check may come with 200
            raise Refused(answer.status_code, codes)
        return body

    def _note_room(self, remaining: str) -> None:
        if remaining.isascii() and remaining.isdigit():
            self._room = (int(remaining), self._now())


def _json(answer: httpx.Response) -> object:
    try:
        body: object = answer.json()
    except ValueError:
        return None
    return body


def _retry_after(header: str) -> timedelta:
    """The seconds of a Retry-After, else the whole window."""
    return timedelta(seconds=int(header)) if header.isascii() and header.isdigit() else RATE_WINDOW
