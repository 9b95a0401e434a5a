"""The end of a conversation: erased on request or when its time is over, here and in the engine."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from conversations.answering import EngineUnavailable, Forgetter
from conversations.retention.repository import RetentionRepository

logger = logging.getLogger(__name__)


class Retention:
    """Erases rows first and then has the engine forget; what it could not tell the engine it repeats."""

    def __init__(self, repository: RetentionRepository, forget: Forgetter, now: Callable[[], datetime]):
        self._repository = repository
        self._forget = forget
        self._now = now

    async def erase(self, conversation_id: str) -> None:
        """Erase one conversation now."""
        await asyncio.to_thread(self._repository.erase, conversation_id, self._now())
        await self.forget(conversation_id)

    async def forget(self, conversation_id: str) -> bool:
        """Have the engine forget; False if it is away, then `purge` tries again."""
        try:
            await self._forget(conversation_id)
        except EngineUnavailable:
            logger.warning("engine is away, conversation %s is forgotten there later", conversation_id)
            return False
        await asyncio.to_thread(self._repository.forgotten, conversation_id)
        return True

    async def purge(self) -> int:
        """Erase all expired conversations and catch up on forgetting; returns how many expired.

        Idempotent: run it at the start and then every few minutes.
        """
        expired = await asyncio.to_thread(self._repository.erase_expired, self._now())
        for conversation_id in await asyncio.to_thread(self._repository.to_forget):
            if not await self.forget(conversation_id):
                break  # the engine is away; the next run continues with this one
        if expired:
            logger.info("%d expired conversations erased", expired)
        return expired
