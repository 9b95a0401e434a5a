"""Keeps the list of offices for a while, so that not every question asks for it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from booking.errors import Unavailable
from booking.model import Clock
from booking.zms.catalogue import ZmsCatalogue
from booking.zms.client import ZmsClient
from booking.zms.errors import Refused
from booking.zms.ids import ZmsIds

CATALOGUE_LASTS = timedelta(minutes=10)  # offices change by the day, and ZMS refuses what is wrong


class CatalogueReader:
    """Reads `/offices-and-services/` when it is due."""

    def __init__(self, client: ZmsClient, ids: ZmsIds, clock: Clock) -> None:
        self._client = client
        self._ids = ids
        self._now = clock
        self._read: tuple[ZmsCatalogue, datetime] | None = None
        self._reading = asyncio.Lock()  # many who come at once ask once

    def forget(self) -> None:
        """ZMS has answered otherwise than the list says: read it again next time."""
        self._read = None

    async def read(self) -> ZmsCatalogue:
        """The list, at most `CATALOGUE_LASTS` old; raises `Unavailable` where it makes no sense."""
        async with self._reading:
            if self._read is None or not timedelta() <= self._now() - self._read[1] < CATALOGUE_LASTS:
                self._read = await self._ask(), self._now()
            return self._read[0]

    async def _ask(self) -> ZmsCatalogue:
        try:
            return ZmsCatalogue(await self._client.get("offices-and-services"), self._ids)
        except Refused as refused:
            raise refused.as_port_error() from None
        except (AttributeError, KeyError, TypeError, ValueError):
            raise Unavailable from None
