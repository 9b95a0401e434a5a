"""The job of each minute: give lapsed holds back, offer what became free, forget what is over."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator

from bot.termine.opening import BookingHouse

logger = logging.getLogger(__name__)


async def keep(house: BookingHouse) -> None:
    """Run once. A job's fault stops neither the others nor the next minute; its text is not logged."""
    for name, job in _jobs(house):
        try:
            await job()
        except Exception as error:
            logger.error("booking: %s failed: %s", name, type(error).__name__)


def _jobs(house: BookingHouse) -> Iterator[tuple[str, Callable[[], Awaitable[object]]]]:
    tidying, watches = house.tidying, house.watches
    if tidying is not None:
        yield "tidying", lambda: asyncio.to_thread(tidying.run)
    if watches is not None:
        yield "watches", lambda: asyncio.to_thread(watches.offer)
    yield "vorgaenge", house.vorgaenge.tidy
