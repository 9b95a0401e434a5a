"""One turn at a time in each conversation."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.engine.lock_store import TurnLockStore


async def test_turns_of_one_conversation_come_one_after_the_other_in_their_order():
    store, order, inside = TurnLockStore(), [], 0

    async def turn(number: int) -> None:
        nonlocal inside
        async with store.lock("a"):
            inside += 1
            assert inside == 1
            await asyncio.sleep(0.001)
            order.append(number)
            inside -= 1

    started = time.monotonic()
    await asyncio.gather(*(turn(number) for number in range(20)))
    assert order == list(range(20))
    assert time.monotonic() - started < 1, "Rasa's own store waits a whole second for each"


async def test_nothing_is_kept_of_a_conversation_that_nobody_waits_for():
    store = TurnLockStore()
    for number in range(100):
        async with store.lock(f"sender {number}"):
            pass
    assert not store._locks
    assert not store._users


async def test_a_failed_turn_lets_the_next_one_in():
    store = TurnLockStore()
    with pytest.raises(RuntimeError):
        async with store.lock("a"):
            raise RuntimeError

    async def next_turn() -> bool:
        async with store.lock("a"):
            return True

    assert await asyncio.wait_for(next_turn(), timeout=1)
