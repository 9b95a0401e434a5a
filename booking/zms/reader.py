"""Keeps the list of offices for a while, so that not every question asks for it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from booking.errors import RateLimited, Unavailable
from booking.model import Clock
from booking.zms.catalogue import ZmsCatalogue
from booking.zms.client import ZmsClient
from booking.zms.errors import Refused
from booking.zms.ids import ZmsIds

CATALOGUE_LASTS = timedelta(minutes=10)  # offices change by the day, and ZMS refuses what is wrong
ASK_AGAIN_AFTER = timedelta(minutes=1)  # where ZMS was away: until then the list of before is good enough


class CatalogueReader:
    """Reads `/offices-and-services/` when it is due."""

    def __init__(self, client: ZmsClient, ids: ZmsIds, clock: Clock) -> None:
        self._client = client
        self._ids = ids
        self._now = clock
        self._known: ZmsCatalogue | None = None
        self._asked_at = self._due_at = clock()
        self._asking: asyncio.Task[ZmsCatalogue] | None = None

    def forget(self) -> None:
        """ZMS has answered otherwise than the list says: read it again next time."""
        self._known = None

    async def read(self) -> ZmsCatalogue:
        """The list as of the last minutes, or an older one while ZMS is away.

        Raises `Unavailable` and `RateLimited` where there is none, or where it makes no sense.
        """
        if self._known is not None and self._asked_at <= self._now() < self._due_at:
            return self._known
        before = self._known
        # Many who come at once ask once, and where ZMS hangs they wait together, not one after another.
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        try:
            return self._keep(await asyncio.shield(self._asking), CATALOGUE_LASTS)
        except (RateLimited, Unavailable):
            if before is None:
                raise
            return self._keep(before, ASK_AGAIN_AFTER)

    def _keep(self, catalogue: ZmsCatalogue, time: timedelta) -> ZmsCatalogue:
        now = self._now()
        self._known, self._asked_at, self._due_at = catalogue, now, now + time
        return catalogue

    async def _ask(self) -> ZmsCatalogue:
        try:
            return ZmsCatalogue(await self._client.get("offices-and-services"), self._ids)
        except Refused as refused:
            raise refused.as_port_error() from None
        except (AttributeError, KeyError, TypeError, ValueError):
            raise Unavailable from None
